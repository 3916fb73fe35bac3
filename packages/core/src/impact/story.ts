import { type Effect, type Impact, impactsIn, type TableId } from '@refint/model';
import type { Project } from '@refint/rule';
import { type Asked, tableAmong } from '../asked.ts';
import { notesOn, notesOnTable } from './words.ts';

/** What deleting a row of one table does, for whoever shows it. */
export interface ImpactStory {
  readonly table: TableId;
  /** What has to be known of the table itself, and what holds for every step. */
  readonly notes: readonly string[];
  /** Each consequence before what comes of it; `depth` tells how they hang together. */
  readonly steps: readonly { readonly impact: Impact; readonly notes: readonly string[] }[];
  /** The tables to which each effect comes, by name, each once. */
  readonly tables: Readonly<Record<Effect, readonly TableId[]>>;
  /** How many references the longest way has. */
  readonly depth: number;
  /** Groups of tables whose rows take one another along in a circle, as far as the delete comes there. */
  readonly circles: readonly (readonly TableId[])[];
}

/** The table of today that a name stands for: its own name, with its schema, or that of its model. */
export function tableToday(asked: string, { declared, timeline, graph }: Project): Asked {
  const views = new Set(declared?.snapshot.tables.flatMap(({ id, form }) => (form === 'view' ? id : [])));
  const made = (id: TableId) => timeline?.last.table(id) ?? declared?.snapshot.table(id);
  return tableAmong(
    asked,
    graph.tables.filter((id) => made(id) && !views.has(id)),
    declared,
  );
}

/** Tells what a delete does. It judges nothing. */
export function impactStory(table: TableId, project: Project): ImpactStory {
  const { graph, timeline, declared } = project;
  const impacts = impactsIn(graph.impactOfDelete(table));
  const inSteps =
    (timeline?.last ?? declared?.snapshot)?.dialect === 'postgresql' && declared?.relationMode !== 'prisma';
  const refusals = inSteps ? graph.refusalsOf(table) : [];
  const gone = new Set([table, ...tablesWith(impacts, 'deletes')]);
  const steps = impacts.map((impact) => ({ impact, notes: notesOn(impact, project, refusals) }));
  const shared = steps.length > 1 ? (steps[0]?.notes ?? []) : [];
  const common = shared.filter((note) => steps.every(({ notes }) => notes.includes(note)));
  return {
    table,
    notes: [...notesOnTable(table, project), ...common],
    steps: steps.map(({ impact, notes }) => ({ impact, notes: notes.filter((note) => !common.includes(note)) })),
    tables: {
      deletes: tablesWith(impacts, 'deletes'),
      nulls: tablesWith(impacts, 'nulls'),
      defaults: tablesWith(impacts, 'defaults'),
      follows: tablesWith(impacts, 'follows'),
      refuses: tablesWith(impacts, 'refuses'),
      nothing: tablesWith(impacts, 'nothing'),
    },
    depth: impacts.reduce((deepest, { depth }) => Math.max(deepest, depth), 0),
    circles: graph.cascadeCycles().filter(([first]) => first !== undefined && gone.has(first)),
  };
}

const tablesWith = (impacts: readonly Impact[], effect: Effect): readonly TableId[] =>
  [...new Set(impacts.filter((one) => one.effect === effect).map(({ reference }) => reference.table))].sort();
