import type { ProjectStory } from '@refint/core';
import { code, inMarkdown } from '../markdown-text.ts';
import { shownPlace } from '../place.ts';
import { deletesOf, typesOf } from './agreement.ts';
import { foreignKeysOf } from './foreign-keys.ts';
import { beforeAndAfter, headOf, targetsOf } from './head.ts';
import { invariantsIn, tenantsOf } from './holding.ts';
import { foldedList, placesOf } from './layout.ts';
import { locksOf } from './locks.ts';
import { rehearsedIn } from './rehearsed.ts';
import { beyondFiles, workOf } from './work.ts';

/** A story for people: go or no-go and the figures first, then what stands behind them. Equal stories give equal bytes. */
export function storyMarkdown(story: ProjectStory): string {
  const places = placesOf(story);
  return [
    headOf(story, places),
    targetsOf(story),
    beforeAndAfter(story),
    foreignKeysOf(story, places),
    typesOf(story, places),
    deletesOf(story, places),
    tenantsOf(story, places),
    invariantsIn(story, places),
    locksOf(story, places),
    rehearsedIn(story),
    workOf(story, places),
    beyondFiles(),
    problemsIn(story),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function problemsIn({ problems }: ProjectStory): string {
  if (problems.length === 0) return '';
  const lines = problems.map(
    ({ kind, text, at }) => `- ${kind}: ${inMarkdown(text)}${at ? `, at ${code(shownPlace(at))}` : ''}\n`,
  );
  return `## What refint could not do (${problems.length})\n\n${foldedList(`${problems.length} problems`, lines)}`;
}
