import type { ForeignKey } from './foreign-key.ts';
import type { Holder } from './listings.ts';
import { type Snapshot, sameNames } from './snapshot.ts';
import { type Check, type Column, columnOf, type Index, type Key, type Table, type TableId, tableId } from './table.ts';
import type { Moment } from './timeline.ts';

/** What goes with something that is dropped, though the statement does not name it. */
export type Taken = ForeignKey | Key | Index | Check | Column | Holder;

/**
 * What a drop in a table takes along: foreign keys of other tables and views, which CASCADE allows; and of the table
 * itself what involves a column, be it with others. Indexes that serve a constraint are told as that.
 */
export function takenAlong(moment: Moment, table: TableId): readonly Taken[] {
  const { before, after, change } = moment;
  if (change.kind !== 'drop') return [];
  const named = change.name.name;
  const own = before.table(table);
  const left = after.table(table);
  const taken: Taken[] = [];
  if (own && left) taken.push(...partsGone(own, left).filter(({ name }) => name !== named));
  for (const key of before.foreignKeysTo(table)) {
    const isOwn = key.table === table;
    const holder = after.table(key.table);
    if (!isOwn && holder && key.partOf === undefined && !has(holder.foreignKeys, key)) taken.push(key);
  }
  taken.push(...viewsGone(before, after, table));
  return taken;
}

function partsGone(own: Table, left: Table): readonly Exclude<Taken, Holder>[] {
  const keys = (table: Table): readonly Key[] =>
    table.primaryKey ? [table.primaryKey, ...table.uniques] : table.uniques;
  const plain = (table: Table): readonly Index[] => table.indexes.filter(({ constraint }) => constraint === undefined);
  return [
    ...gone(own.columns, left.columns),
    ...gone(keys(own), keys(left)),
    ...gone(plain(own), plain(left)),
    ...gone(own.checks, left.checks),
    ...gone(own.foreignKeys, left.foreignKeys),
  ];
}

interface Called {
  readonly name: string;
}

const has = (list: readonly Called[], { name }: Called): boolean => list.some((one) => one.name === name);

const gone = <T extends Called>(before: readonly T[], after: readonly T[]): readonly T[] =>
  before === after ? [] : before.filter((one) => !has(after, one));

/** Views over a table, and those over these, that are not there any more. */
function viewsGone(before: Snapshot, after: Snapshot, id: TableId, seen = new Set<TableId>()): readonly Holder[] {
  return before.viewsOn(id).flatMap((view) => {
    const own = tableId(view.schema, view.name);
    if (seen.has(own) || after.holderNamed(view.schema, view.name)) return [];
    seen.add(own);
    return [view, ...viewsGone(before, after, own, seen)];
  });
}

/**
 * What a drop takes along that somebody may miss when all is done: it is about rows and columns that stay, and nothing
 * like it is made again.
 */
export const missedAfter = (moment: Moment, table: TableId, last: Snapshot): readonly Taken[] =>
  takenAlong(moment, table).filter((taken) => isMissed(taken, last));

function isMissed(taken: Taken, last: Snapshot): boolean {
  if (!('origin' in taken)) return last.relationNamed(taken.schema, taken.name) === undefined;
  const table = last.table(taken.table);
  if (!table) return false;
  if (taken.kind === 'column') return columnOf(table, taken.name) === undefined;
  const left = taken.columns.filter((name) => columnOf(table, name));
  switch (taken.kind) {
    case 'foreign-key':
      return left.length === taken.columns.length && !table.foreignKeys.some(({ columns }) => sameNames(columns, left));
    case 'check':
      return left.length > 0 && !table.checks.some(({ columns }) => sameNames(columns, left));
    case 'index':
      if (!taken.unique)
        return columnOf(table, taken.columns[0] ?? '') !== undefined && !last.indexCovering(table.id, left);
  }
  return left.length > 0 && !table.indexes.some(({ unique, columns }) => unique && sameNames(columns, left));
}
