import type { ProjectStory, Task } from '@refint/core';
import { amount } from '../counts.ts';
import { code, inMarkdown } from '../markdown-text.ts';
import { foldedList, type Places } from './layout.ts';

/** What is left to do, as a checklist: first what stands in the way of most. */
export function workOf({ tasks, hidden, known, quietMigrations }: ProjectStory, places: Places): string {
  const quiet =
    quietMigrations === 0
      ? []
      : [
          `How ${amount(quietMigrations, 'migration')} ${quietMigrations === 1 ? 'runs' : 'run'} is no part of this list, since it is not known which have run already: \`--from\`, or \`migrations.since\` in the configuration, says so.\n`,
        ];
  const shown =
    tasks.length > 0
      ? tasks.map((task) => taskText(task, places))
      : [`${known?.findings.length ? 'Nothing new' : 'Nothing'} was found.\n`];
  return ['## Remaining work\n', ...quiet, ...shown, ...knownText(known, places), ...hiddenText(hidden, places)].join(
    '\n',
  );
}

function taskText({ rule, severity, summary, items }: Task, { at }: Places): string {
  const lines = items.map(({ text, at: place, fix }) => {
    const how = fix ? `. Fix: ${inMarkdown(fix.title)}${fix.safe ? '' : ' (look at it first)'}` : '';
    return `- [ ] ${at(place)} ${inMarkdown(text)}${how}\n`;
  });
  return [
    `**${amount(items.length, severity)}** of ${code(rule)}. Wanted: ${inMarkdown(summary)}\n`,
    foldedList(amount(items.length, severity), lines),
  ].join('\n');
}

/** What the list of known findings has, and what of it is mended. */
function knownText(known: ProjectStory['known'], { at }: Places): readonly string[] {
  if (!known) return [];
  const { path, findings, gone } = known;
  const lines = findings.map(
    ({ text, at: place, because }) => `- ${at(place)} ${inMarkdown(text)}: ${inMarkdown(because)}\n`,
  );
  const mended = `${amount(gone, 'finding')} of ${code(path)} ${gone === 1 ? 'is' : 'are'} no longer there: \`refint baseline --prune\` takes ${gone === 1 ? 'it' : 'them'} out.\n`;
  return [
    ...(findings.length > 0
      ? [
          `**${amount(findings.length, 'finding')}** known in ${code(path)}, which ${findings.length === 1 ? 'is' : 'are'} work as well, and not new:\n`,
          foldedList(amount(findings.length, 'finding'), lines),
        ]
      : []),
    ...(gone > 0 ? [mended] : []),
  ];
}

function hiddenText(hidden: ProjectStory['hidden'], { at }: Places): readonly string[] {
  if (hidden.length === 0) return [];
  const lines = hidden.map(
    ({ text, at: place, because, hiddenAt }) =>
      `- ${at(place)} ${inMarkdown(text)}: ${inMarkdown(because)}, ${at(hiddenAt)}\n`,
  );
  return [
    `**${amount(hidden.length, 'finding')}** hidden by comments, with their reasons:\n`,
    foldedList(amount(hidden.length, 'finding'), lines),
  ];
}

/** What refint cannot know, so that nobody takes its silence for an answer. */
export const notInFiles: readonly string[] = [
  'Rows: whether any reference a row that is gone (orphans). VALIDATE CONSTRAINT finds them, and so does a LEFT JOIN … IS NULL for each reference above.',
  'Time: how long reading and writing all rows takes, and what foreign keys cost each write. Measure on a copy of the database.',
  'The database itself: whether it holds what these migrations make, or somebody changed it by hand.',
  'The release: backup, window, smoke tests, the way back.',
];

export const beyondFiles = (): string =>
  ['## What files cannot tell\n\n', ...notInFiles.map((line) => `- [ ] ${line}\n`)].join('');
