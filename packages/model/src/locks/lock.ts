import type { Snapshot } from '../snapshot.ts';
import type { Table, TableId } from '../table.ts';

/** The locks that stop others from working with a table, from the weakest to the strongest. */
export const lockModes = [
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;

export type LockMode = (typeof lockModes)[number];

/** What a change holds and does on one table that was there before. */
export interface Lock {
  readonly table: TableId;
  /** The strongest lock, which is held until the transaction ends. */
  readonly mode: LockMode;
  /** Whether all rows of the table are read while it is held; not set where rows of another table are looked up in it. */
  readonly scans: boolean;
  /** Whether all rows are written anew. */
  readonly rewrites: boolean;
  /** What the reading or writing is for, or what the lock is for; it completes "it is taken to …". */
  readonly because: string;
  /** Whether they are written anew because a column gets another type, which comes before what else a statement does. */
  readonly retyped?: boolean | undefined;
  /** A table; where a column of that gets another type in the same statement and its rows are written anew, all rows of this one are read. */
  readonly readWith?: TableId | undefined;
}

export const isStronger = (one: LockMode, other: LockMode): boolean =>
  lockModes.indexOf(one) > lockModes.indexOf(other);

/** What nobody can do to a table while somebody holds this lock. ROW EXCLUSIVE and below stop no work on rows. */
export function stops(mode: LockMode): 'nothing' | 'writes' | 'reads and writes' {
  if (mode === 'ACCESS EXCLUSIVE') return 'reads and writes';
  return lockModes.indexOf(mode) >= lockModes.indexOf('SHARE') ? 'writes' : 'nothing';
}

type Work = Partial<Pick<Lock, 'scans' | 'rewrites' | 'retyped' | 'readWith'>>;

export const lock = (table: TableId, mode: LockMode, because: string, work: Work = {}): Lock => ({
  table,
  mode,
  scans: work.scans ?? work.rewrites ?? false,
  rewrites: work.rewrites ?? false,
  because,
  retyped: work.retyped,
  readWith: work.readWith,
});

/** How far down a lock goes. `work-in-partitions`: heirs are locked, but only partitions are worked on. */
export type Reach = 'table' | 'partitions' | 'work-in-partitions' | 'all';

/** The same lock on a table and on those below it. Rows are only where no partition is below. */
export function lockBelow(
  state: Snapshot,
  table: TableId,
  mode: LockMode,
  because: string,
  work: Work = {},
  reach: Reach = 'all',
): readonly Lock[] {
  const isPartitioned = state.table(table)?.form === 'partitioned';
  const isAlone = reach === 'table' || (reach === 'partitions' && !isPartitioned);
  return (isAlone ? [table] : withHeirs(state, table)).map((id) => {
    const isWorkedOn = state.table(id)?.form !== 'partitioned' && (id === table || isPartitioned || reach === 'all');
    return lock(id, mode, because, isWorkedOn ? work : {});
  });
}

/** Of a statement with ONLY nothing below the table is touched. */
export const reachOf = (only: boolean | undefined, reach: Reach = 'all'): Reach => (only ? 'table' : reach);

/** A table with all partitions and heirs below it, itself first. */
export function withHeirs(state: Snapshot, id: TableId): readonly TableId[] {
  const found = new Set([id]);
  for (const one of found) for (const heir of state.heirsOf(one)) found.add(heir.id);
  return [...found];
}

/** One lock for each table that a statement touches: the strongest, with all the work that is done under any of them. */
export function merged(locks: readonly Lock[]): readonly Lock[] {
  const byTable = new Map<TableId, Lock>();
  const retyped = new Set(locks.filter((one) => one.retyped).map(({ table }) => table));
  for (const one of locks) {
    const next = one.readWith !== undefined && retyped.has(one.readWith) ? { ...one, scans: true } : one;
    const known = byTable.get(next.table);
    byTable.set(next.table, known ? both(known, next) : next);
  }
  return [...byTable.values()];
}

function both(a: Lock, b: Lock): Lock {
  const mode = lockModes.indexOf(a.mode) >= lockModes.indexOf(b.mode) ? a.mode : b.mode;
  const scans = a.scans || b.scans;
  const because = (scans && !a.scans) || (b.rewrites && !a.rewrites) ? b.because : a.because;
  return {
    table: a.table,
    mode,
    scans,
    rewrites: a.rewrites || b.rewrites,
    because,
    retyped: a.retyped || b.retyped,
    readWith: a.readWith ?? b.readWith,
  };
}

/** Foreign keys that one of two states of a table has and the other has not, by name. */
export const foreignKeysOnlyIn = (one: Table | undefined, other: Table | undefined): Table['foreignKeys'] =>
  one?.foreignKeys === other?.foreignKeys
    ? []
    : (one?.foreignKeys ?? []).filter(({ name }) => !other?.foreignKeys.some((key) => key.name === name));
