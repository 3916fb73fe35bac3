import type { ProjectStory } from '@refint/core';
import { inMarkdown } from '../markdown-text.ts';
import { rehearsalParts, shownServer } from '../rehearsal/parts.ts';
import { foldedTable } from './layout.ts';

/** What a rehearsal found out; nothing where none was given. */
export function rehearsedIn({ rehearsed }: ProjectStory): string {
  if (!rehearsed) return '';
  const { rehearsal, isCurrent } = rehearsed;
  const verdict = rehearsal.verdict === 'well' ? 'All was well' : '**Not all was well**';
  const stale = isCurrent ? '' : ' **The migrations have changed since then.**';
  return [
    '## Rehearsed\n',
    `On ${inMarkdown(shownServer(rehearsal))}. ${verdict}.${stale}\n`,
    ...rehearsalParts(rehearsal).flatMap(({ title, sentences, table }) => [
      `### ${inMarkdown(title)}\n`,
      ...(sentences.length > 0 ? [`${sentences.map(inMarkdown).join(' ')}\n`] : []),
      ...(table
        ? [
            foldedTable(
              inMarkdown(title),
              table.head,
              table.rows.map((row) => row.map(inMarkdown)),
            ),
          ]
        : []),
    ]),
  ].join('\n');
}
