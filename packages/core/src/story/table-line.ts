import {
  isEnforced,
  type Place,
  placeOf,
  type RelationGraph,
  type Snapshot,
  shownTableId,
  type Table,
} from '@refint/model';
import type { Project } from '@refint/rule';

/** One table at the end of a story, of migrations or of the schema. */
export interface TableLine {
  /** By the name that people read, `posts` or `audit.posts`: that of `shownTableId`. */
  readonly table: string;
  /** What the schema calls it; nothing where it does not declare it. */
  readonly model: string | undefined;
  /** Whether migrations made it; nothing where there are none. */
  readonly made: boolean | undefined;
  /** Whether it was not there when the stretch began. */
  readonly isNew: boolean;
  readonly columns: number;
  /** References that it holds and those that point at it, and how many of them a foreign key enforces. */
  readonly references: number;
  readonly enforced: number;
  readonly referencedBy: number;
  readonly checks: number;
  readonly indexes: number;
  /** Where it is made, or else where it is declared. */
  readonly at: Place;
}

/** Every table that is declared or made, by name. Views are none. */
export function tableLines(project: Project, before: Snapshot | undefined): readonly TableLine[] {
  const { declared, timeline, graph } = project;
  const all = new Map<string, Table>();
  for (const table of declared?.snapshot.tables ?? []) if (table.form !== 'view') all.set(table.id, table);
  for (const table of timeline?.last.tables ?? []) all.set(table.id, table);
  const born = new Set((before?.tables ?? []).map(({ origin }) => origin));
  return [...all.values()]
    .map((table) => {
      const made = timeline?.last.table(table.id);
      const isOld = before?.table(table.id) !== undefined || born.has(table.origin);
      return lineOf(table, declared?.snapshot.table(table.id), timeline && made !== undefined, !isOld, graph);
    })
    .sort((a, b) => (a.table < b.table ? -1 : a.table > b.table ? 1 : 0));
}

function lineOf(
  { id, columns, checks, indexes, origin }: Table,
  declared: Table | undefined,
  made: boolean | undefined,
  isNew: boolean,
  graph: RelationGraph,
): TableLine {
  const references = graph.referencesFrom(id);
  return {
    table: shownTableId(id),
    model: declared?.model,
    made,
    isNew,
    columns: columns.length,
    references: references.length,
    enforced: references.filter(isEnforced).length,
    referencedBy: graph.referencesTo(id).length,
    checks: checks.length,
    indexes: indexes.length,
    at: placeOf(origin),
  };
}
