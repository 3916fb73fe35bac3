import { sameMembers } from '../same-list.ts';
import type { Index, Table } from '../table.ts';
import type { DifferenceOf } from './difference.ts';
import { isSameIndex, isSeen } from './same-index.ts';

/** A primary key that one side lacks, that is over other columns, or that has another name. */
export function primaryKeyDrift(declared: Table, made: Table): DifferenceOf<'primary-key'> | undefined {
  const own = primaryOf(declared);
  const other = primaryOf(made);
  const pair = { what: 'primary-key', table: declared.id, declared: own, made: other } as const;
  if (!own || !other) return own || other ? { ...pair, change: undefined } : undefined;
  if (!sameMembers(own.columns, partsOf(other))) return { ...pair, change: 'replaced' };
  return own.name === other.name ? undefined : { ...pair, change: 'renamed' };
}

function primaryOf({ primaryKey, indexes }: Table): Index | undefined {
  if (primaryKey) for (const index of indexes) if (isPrimary(index)) return index;
  return undefined;
}

const isPrimary = ({ constraint }: Index): boolean => constraint === 'primary-key';

/**
 * Indexes that one side lacks or that have another name. Prisma compares what they are over and not what they are called:
 * of several that are alike it keeps all where the schema has one, and renames none. It does not see expressions, and
 * conditions only with the preview feature `partialIndexes`; without it a partial index is one that it never drops.
 */
export function indexDrift(
  declared: Table,
  made: Table,
  seesConditions: boolean,
  goneColumns: ReadonlySet<string>,
): readonly DifferenceOf<'index'>[] {
  if (areAlike(declared.indexes, made.indexes, seesConditions)) return none;
  const asked = declared.indexes.filter((index) => !isPrimary(index));
  const there = made.indexes.filter((index) => !isPrimary(index) && isSeen(index));
  const missing = asked.filter((index) => !there.some((other) => isSameIndex(index, other, seesConditions)));
  const unknown: Index[] = [];
  const drift: DifferenceOf<'index'>[] = [];
  const difference = (own: Index | undefined, other: Index | undefined, change: 'replaced' | 'renamed' | undefined) => {
    const along = own === undefined && other !== undefined && other.columns.some((column) => goneColumns.has(column));
    drift.push({ what: 'index', table: declared.id, declared: own, made: other, change, along });
  };
  for (const other of there) {
    const own = asked.find((index) => isSameIndex(index, other, seesConditions));
    if (!own) {
      if (other.predicate === undefined || seesConditions) unknown.push(other);
    } else if (own.name !== other.name && !there.some((third) => third !== other && isAlike(third, other))) {
      difference(own, other, 'renamed');
    }
  }
  for (const other of unknown) {
    const own = missing.find(({ name }) => name === other.name);
    difference(own, other, own ? 'replaced' : undefined);
    if (own) missing.splice(missing.indexOf(own), 1);
  }
  for (const own of missing) difference(own, undefined, undefined);
  return drift;
}

const none: readonly never[] = [];

/** Whether each index of one side is the one of that name on the other, which is so in most tables. */
function areAlike(asked: readonly Index[], there: readonly Index[], seesConditions: boolean): boolean {
  if (asked.length !== there.length) return false;
  for (const own of asked) {
    let other: Index | undefined;
    for (const one of there) if (one.name === own.name) other = one;
    if (!other || other.expressions || own.constraint !== other.constraint) return false;
    if (own.constraint !== 'primary-key' && !isSameIndex(own, other, seesConditions)) return false;
  }
  return true;
}

/** Two indexes between which Prisma would not know which one to rename. */
const isAlike = (one: Index, other: Index): boolean =>
  one.unique === other.unique && sameMembers(partsOf(one), partsOf(other));

const partsOf = ({ columns, include }: Index): readonly string[] =>
  include.length === 0 ? columns : [...columns, ...include];
