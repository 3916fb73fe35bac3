import {
  type Check,
  columnOf,
  driftOf,
  type Index,
  type Key,
  knownEnd,
  type Origin,
  type Place,
  placeOf,
  type Snapshot,
  shownColumns,
  shownTableId,
  type Table,
  type TableId,
} from '@refint/model';
import type { Project } from '@refint/rule';
import type { Stretch } from './point.ts';
import { inOneLine } from './shown.ts';
import { isPartialUnique } from './state-counts.ts';

/** Something that holds for rows, whoever writes them: what the database refuses to break, or no longer does. */
export interface Invariant {
  /** `partial-unique`: no duplicates among some of the rows. `not-null`: a column must have a value. */
  readonly kind: 'check' | 'partial-unique' | 'unique' | 'not-null';
  readonly table: string;
  /** The name of the constraint, the index or the column. */
  readonly name: string;
  /** What holds: the condition of a check, the columns and the condition of an index. */
  readonly text: string;
  /**
   * `kept`: it held before and does now. `added`: it does now. `unvalidated`: for new rows only. `dropped`: it held before, the table
   * is still there, and nothing asks the same any more. `missing`: the schema asks for it and the database does not.
   */
  readonly state: 'kept' | 'added' | 'unvalidated' | 'dropped' | 'missing';
  /** Where it is written; of what is missing, where the schema asks for it. */
  readonly at: Place;
}

/**
 * Checks and partial unique indexes, all of them; of the many unique keys and required columns only those that are broken.
 * What the schema asks for is compared only where the end of the history is known.
 */
export function invariantsOf(project: Project, { before }: Stretch): readonly Invariant[] {
  const { timeline } = project;
  if (!timeline) return [];
  const [old, now] = [originsIn(before), originsIn(timeline.last)];
  const found: Invariant[] = [];
  for (const table of timeline.last.tables) found.push(...heldBy(table, before?.table(table.id), old));
  for (const table of before?.tables ?? []) found.push(...lostFrom(table, timeline.last.table(table.id), now));
  return [...found, ...missing(project)].sort(byTable);
}

/** A check and an index keep the origin with which they were made, also when they or their table get another name. */
const originsIn = (state: Snapshot | undefined): ReadonlySet<Origin> =>
  new Set((state?.tables ?? []).flatMap(({ checks, indexes }) => [...checks, ...indexes].map(({ origin }) => origin)));

const byTable = (a: Invariant, b: Invariant): number =>
  a.table < b.table ? -1 : a.table > b.table ? 1 : a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

function* heldBy(table: Table, was: Table | undefined, old: ReadonlySet<Origin>): Iterable<Invariant> {
  for (const check of table.checks) {
    const isOld = old.has(check.origin) || was?.checks.some((one) => sameCheck(one, check));
    yield ofCheck(check, check.validated ? (isOld ? 'kept' : 'added') : 'unvalidated');
  }
  for (const index of table.indexes.filter(isPartialUnique)) {
    const isOld = old.has(index.origin) || was?.indexes.some((one) => sameIndex(one, index));
    yield ofIndex(index, isOld ? 'kept' : 'added');
  }
}

/**
 * What a table does not ask of its rows any more, though the columns are still there. That which it asks in another form, or
 * under another name, is not lost.
 */
function* lostFrom(table: Table, now: Table | undefined, kept: ReadonlySet<Origin>): Iterable<Invariant> {
  if (!now) return;
  for (const check of table.checks) {
    const isThere = kept.has(check.origin) || now.checks.some((one) => sameCheck(one, check));
    if (!isThere && hasColumns(now, check.columns)) yield ofCheck(check, 'dropped');
  }
  for (const index of table.indexes.filter(isPartialUnique)) {
    const isThere = kept.has(index.origin) || now.indexes.some((one) => sameIndex(one, index) || isWider(one, index));
    if (!isThere && hasColumns(now, index.mentions ?? [])) yield ofIndex(index, 'dropped');
  }
  for (const key of uniqueIn(table)) {
    const isThere = uniqueIn(now).some((one) => within(one.columns, key.columns));
    if (!isThere && hasColumns(now, key.columns)) yield ofKey(key, 'dropped');
  }
  for (const column of table.columns) {
    const left = columnOf(now, column.name);
    if (!column.nullable && left?.nullable) yield notNull(table.id, column.name, 'dropped', placeOf(left.origin));
  }
}

/** What the schema asks for and the migrations do not make: required columns and unique keys. */
function* missing({ declared, timeline, external }: Project): Iterable<Invariant> {
  const made: Snapshot | undefined = knownEnd(timeline);
  if (!declared || !made || external === 'unknown') return;
  for (const one of driftOf(declared, made, external)) {
    if (one.what === 'column' && one.declared && one.made && one.changes.includes('nullable')) {
      if (!one.declared.nullable && one.made.nullable)
        yield notNull(one.table, one.made.name, 'missing', placeOf(one.declared.origin));
    }
    if (one.what === 'index' && one.declared?.unique && !one.made) yield ofIndex(one.declared, 'missing');
  }
}

const sameCheck = (a: Check, b: Check): boolean => a.expression === b.expression;

const sameIndex = (a: Index, b: Index): boolean =>
  a.unique === b.unique && a.predicate === b.predicate && a.columns.join('\u0000') === b.columns.join('\u0000');

/** Whether an index over all rows forbids what a partial one forbids among some. */
const isWider = (one: Index, partial: Index): boolean =>
  one.unique && one.predicate === undefined && !one.expressions && within(one.columns, partial.columns);

const within = (some: readonly string[], all: readonly string[]): boolean => some.every((name) => all.includes(name));

const hasColumns = (table: Table, names: readonly string[]): boolean =>
  names.every((name) => columnOf(table, name) !== undefined);

/** What forbids duplicates among all rows, by plain columns. */
const uniqueIn = ({ primaryKey, uniques, indexes }: Table): readonly (Key | Index)[] => [
  ...(primaryKey ? [primaryKey] : []),
  ...uniques,
  ...indexes.filter(
    ({ unique, predicate, expressions, constraint }) =>
      unique && predicate === undefined && !expressions && constraint === undefined,
  ),
];

const ofCheck = ({ table, name, expression, origin }: Check, state: Invariant['state']): Invariant => ({
  kind: 'check',
  table: shownTableId(table),
  name,
  text: inOneLine(expression),
  state,
  at: placeOf(origin),
});

const ofIndex = ({ table, name, columns, predicate, origin }: Index, state: Invariant['state']): Invariant => ({
  kind: predicate === undefined ? 'unique' : 'partial-unique',
  table: shownTableId(table),
  name,
  text: `at most one row for each ${columns.join(', ')}${predicate === undefined ? '' : ` where ${inOneLine(predicate)}`}`,
  state,
  at: placeOf(origin),
});

const ofKey = ({ table, name, columns, origin }: Key | Index, state: Invariant['state']): Invariant => ({
  kind: 'unique',
  table: shownTableId(table),
  name,
  text: `at most one row for each ${columns.join(', ')}`,
  state,
  at: placeOf(origin),
});

const notNull = (table: TableId, name: string, state: Invariant['state'], at: Place): Invariant => ({
  kind: 'not-null',
  table: shownTableId(table),
  name,
  text: `${shownColumns(table, [name])} has a value`,
  state,
  at,
});
