import type { Chapter, Chronicle, ProjectReport, TableStory } from '@refint/core';
import { type Problem, shownTableId } from '@refint/model';
import type { Colors } from './colors.ts';
import { amount, listed } from './counts.ts';
import { problemPart } from './problem-lines.ts';
import { onOneLine } from './safe-text.ts';
import { shownReading } from './summary.ts';
import { entryLines } from './timeline-entry.ts';

export { timelineJson } from './timeline-json.ts';

/** A chronicle with what has to be said around it. */
export interface Told {
  readonly report: ProjectReport;
  readonly chronicle: Chronicle;
  /** The table that was asked for. */
  readonly story: TableStory | undefined;
  readonly problems: readonly Problem[];
}

/**
 * What each migration did, for people: a block for each with its file and how it is committed, then a line for each change
 * with its line and column. Of one table only the migrations that have to do with it.
 */
export function timelineText({ report, chronicle, story, problems }: Told, colors: Colors): string {
  const { migrations } = chronicle;
  const chapters = story ? migrations.filter(({ entries }) => entries.length > 0) : migrations;
  const head = [
    `Project ${onOneLine(report.project.name)}: ${shownReading(report)}`,
    ...report.notes.map((note) => `note: ${onOneLine(note)}`),
    ...(story ? [onOneLine(shownStory(story, chapters.length, migrations.length))] : []),
  ];
  const blocks = chapters.map((chapter) =>
    [heading(chapter, colors), ...entryLines(chapter, colors), ...(story ? [] : quietLine(chapter))].join('\n'),
  );
  return `${[head.join('\n'), ...blocks, ...problemPart(problems)].join('\n\n')}\n`;
}

function shownStory({ id, names, today }: TableStory, told: number, all: number): string {
  const others = [...new Set(names.map((naming) => naming.id))].filter((name) => name !== id && name !== today);
  const now = today === undefined ? ', which is gone' : today === id ? '' : `, which is ${shownTableId(today)} now`;
  const before = others.length > 0 ? `, with its time as ${listed(others.map(shownTableId))}` : '';
  return `Table ${shownTableId(id)}${now}${before}: in ${told} of ${amount(all, 'migration')}`;
}

const commitWords: Readonly<Record<Chapter['commits'], string>> = {
  one: 'one transaction',
  each: 'each statement by itself',
  shared: 'one transaction with all pending files',
  explicit: 'explicit BEGIN … COMMIT',
};

function heading({ name, path, commits }: Chapter, { underline, dim }: Colors): string {
  const named = path.includes(name) ? '' : `${onOneLine(name)}: `;
  return `${named}${underline(onOneLine(path))} ${dim(`(${commitWords[commits]})`)}`;
}

/** The statements that are no change of the schema, so that none of the file seems to be forgotten. */
function quietLine({ entries, quiet }: Chapter): readonly string[] {
  const count = [...quiet.values()].reduce((sum, one) => sum + one, 0);
  if (count === 0) return entries.length === 0 ? ['  has no statement'] : [];
  const verbs = [...quiet].map(([verb, times]) => (times === 1 ? verb : `${times} × ${verb}`)).join(', ');
  const more = entries.length > 0 ? `and ${amount(count, 'statement')}` : `only ${amount(count, 'statement')}`;
  return [onOneLine(`  ${more} that ${count === 1 ? 'leaves' : 'leave'} the schema as it is: ${verbs}`)];
}
