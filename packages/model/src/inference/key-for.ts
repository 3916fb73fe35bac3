import { sameType } from '../data-type.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Column, columnOf, type Table } from '../table.ts';
import { foreignKeyTypes } from '../type-compatibility.ts';
import { columnName } from './column-name.ts';
import { marks } from './vocabulary.ts';

/** The pairs of columns that a reference would have. */
export interface Pairs {
  readonly columns: readonly string[];
  readonly referencedColumns: readonly string[];
}

/**
 * The key of `to` that a column can hold: its primary key, a unique `id`, or a key over more columns of which the table has
 * all others under the same names, as with a tenant. Nothing where the types do not fit.
 */
export function keyFor(
  column: Column,
  from: Table,
  to: Table,
  state: Snapshot,
  usual: readonly string[] = [],
): Pairs | undefined {
  if (to.doubt || to.form === 'view') return undefined;
  // What columns of the same name reference is what this one does.
  if (usual.length === 1 && state.keyOn(to.id, usual)) return pairsOver(column, from, to, usual, state);
  // So does one that the table has under the same name; what is no key there tells of another meaning.
  if (to !== from && columnOf(to, column.name)) {
    const key = state.keyOn(to.id, [column.name]) ?? keyWith(column.name, to);
    return key && pairsOver(column, from, to, key.columns, state);
  }
  for (const key of keysOf(to)) {
    const pairs = pairsOver(column, from, to, key, state);
    if (pairs) return pairs;
  }
  return undefined;
}

const keyWith = (name: string, { primaryKey }: Table) => (primaryKey?.columns.includes(name) ? primaryKey : undefined);

function pairsOver(column: Column, from: Table, to: Table, key: readonly string[], state: Snapshot): Pairs | undefined {
  const own = key.length === 1 ? key : key.filter((name) => marks.has(name.toLowerCase()) || name === column.name);
  if (own.length !== 1) return undefined;
  const columns = key.map((name) => (name === own[0] ? column.name : name));
  const isWhole = columns.every(
    (name, at) =>
      (key.length === 1 || columnName(name)) && fits(columnOf(from, name), columnOf(to, key[at] ?? ''), state),
  );
  return isWhole ? { columns, referencedColumns: key } : undefined;
}

/** Lists of columns that a foreign key may reference, the primary key first; others only with what is called an id. */
function* keysOf({ primaryKey, uniques, indexes }: Table): Iterable<readonly string[]> {
  if (primaryKey) yield primaryKey.columns;
  const isId = (columns: readonly string[]) => columns.some((name) => marks.has(name.toLowerCase()));
  for (const { columns, deferrable } of uniques) if (!deferrable && isId(columns)) yield columns;
  for (const { columns, unique, expressions, predicate } of indexes) {
    if (unique && !expressions && predicate === undefined && isId(columns)) yield columns;
  }
}

/** Whether a foreign key may join two columns, and people would. Where it is not known, they must be of one type. */
export function fits(column: Column | undefined, referenced: Column | undefined, state: Snapshot): boolean {
  if (!column?.type || !referenced?.type || column.type.dimensions > 0) return false;
  if (sameType(column.type, referenced.type)) return true;
  const { kind } = foreignKeyTypes(referenced.type, column.type, state);
  if (kind === 'same') return true;
  // SQLite refuses nothing, so that what differs tells something.
  return kind === 'differs' && state.dialect !== 'sqlite';
}
