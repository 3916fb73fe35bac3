import { shownTableId, type TableId } from '@refint/model';
import type { Project } from '@refint/rule';
import { impactSentences, impactStory, shownAnswer, shownEffect, shownHolder } from '../impact/index.ts';

/** A page that an editor shows beside the text. */
export interface Page {
  readonly title: string;
  /** Markdown. */
  readonly text: string;
}

/** Deeper than this a list has no room left for its words; the level then stands before them. */
const deepest = 12;

/** What deleting a row of a table does, as a page: what it comes to, and each consequence below what it comes of. */
export function impactPage(table: TableId, project: Project): Page {
  const story = impactStory(table, project);
  const title = `A delete from ${shownTableId(table)}`;
  const steps = story.steps.flatMap(({ impact, notes }) => {
    const { depth } = impact;
    const indent = '  '.repeat(Math.min(depth, deepest) - 1);
    const level = depth > deepest ? `(${depth}) ` : '';
    const answer = shownAnswer(impact);
    const words = `${level}**${plain(shownHolder(impact))}** · ${answer === '' ? '' : `${plain(answer)} · `}${plain(shownEffect(impact))}`;
    return [`${indent}- ${words}`, ...notes.map((note) => `${indent}  - *note: ${plain(note)}*`)];
  });
  const parts = [
    `# ${plain(title)}`,
    story.notes.map((note) => `*note: ${plain(note)}*`).join('  \n'),
    impactSentences(story).map(plain).join('\n\n'),
    steps.join('\n'),
  ];
  return { title, text: `${parts.filter((part) => part !== '').join('\n\n')}\n` };
}

/** Names are what somebody wrote, and may hold what Markdown takes for its own. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&');
