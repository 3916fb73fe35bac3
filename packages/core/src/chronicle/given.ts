import { RelationGraph, sourceOf } from '@refint/model';
import type { Runner } from '@refint/rule';
import { replayHistory } from '../replay/index.ts';
import { storyOf } from './about.ts';
import { tableAsked } from './asked.ts';
import { type Chronicle, chronicleOf } from './chronicle.ts';
import type { Entry } from './entry.ts';

/** Histories in a few words, for the tests of this folder. Each text is a file: `m1`, `m2` … */
export function historyOf(texts: readonly string[], runner: Runner = 'prisma') {
  const migrations = texts.map((text, at) => ({ name: `m${at + 1}`, source: sourceOf(`m${at + 1}.sql`, text) }));
  const { timeline } = replayHistory(migrations, { runner, dialect: 'postgresql' });
  const graph = RelationGraph.of(undefined, timeline);
  return {
    timeline,
    project: { name: '.', declared: undefined, timeline, graph, runner, policy: [], facts: [], notReferences: [] },
  };
}

/** What is told of all files: one line for each entry, with a sign or what became of it, and why. */
export function told(...texts: readonly string[]): readonly string[] {
  const { project, timeline } = historyOf(texts);
  return linesOf(chronicleOf(project, timeline));
}

/** What is told of one table, by file. */
export function toldOf(asked: string, ...texts: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const { project, timeline } = historyOf(texts);
  const found = tableAsked(asked, project, timeline);
  if (found.kind !== 'found') throw new Error(`${asked} is ${found.kind}`);
  const { migrations } = chronicleOf(project, timeline, storyOf(found.id, timeline).isTold);
  return Object.fromEntries(
    migrations.filter(({ entries }) => entries.length > 0).map(({ name, entries }) => [name, entries.map(lineOf)]),
  );
}

export const linesOf = ({ migrations }: Chronicle): readonly string[] =>
  migrations.flatMap(({ entries }) => entries.map(lineOf));

const signs = { add: '+', drop: '-', alter: '~', rename: '~', opaque: '?', run: '!' } as const;

function lineOf({ kind, text, outcome, because, consequence }: Entry): string {
  const word = outcome === 'done' ? '' : `${outcome} `;
  const why = because ? `: ${because.code === undefined ? '' : `${because.code} `}${because.text}` : '';
  return `${consequence ? '  ' : ''}${word}${signs[kind]} ${text}${why}`;
}
