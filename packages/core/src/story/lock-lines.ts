import {
  isStronger,
  type Lock,
  type LockMode,
  type MigrationRun,
  type Moment,
  type Place,
  placeOf,
  shownReference,
  shownTableId,
  stops,
  type TableId,
  type Transaction,
  written,
} from '@refint/model';

/** One statement and one table that it locks. */
export interface LockLine {
  /** The statement, or the part of it that does it. */
  readonly at: Place;
  /** The table by the name that people read. */
  readonly table: string;
  /** The lock that the statement takes itself. */
  readonly mode: LockMode;
  /** A stronger one, which an earlier statement of the transaction took and which is held until it ends. */
  readonly held: { readonly mode: LockMode; readonly at: Place } | undefined;
  /** Whether all rows are read, and whether all are written anew, while it is held. */
  readonly scans: boolean;
  readonly rewrites: boolean;
  /** What for; it completes "it is taken to …". */
  readonly because: string;
  /** What nobody can do to the table meanwhile. */
  readonly stops: 'nothing' | 'writes' | 'reads and writes';
  /** Whether others are stopped for as long as all rows of some table are read or written. */
  readonly long: boolean;
  /** The foreign key that the statement makes or validates. */
  readonly reference: string | undefined;
}

/** The strongest lock on each table, with what took it. */
export type HeldLocks = Map<TableId, { readonly mode: LockMode; readonly moment: Moment }>;

/** What a transaction locks of tables that somebody may be using. `held` is what it holds when it begins, and is kept up to date. */
export function lockLines(
  run: MigrationRun,
  { moments }: Transaction,
  held: HeldLocks,
  locksOf: (moment: Moment) => readonly Lock[],
): readonly (readonly [Moment, readonly LockLine[]])[] {
  const told: [Moment, readonly LockLine[]][] = [];
  for (const moment of moments) {
    if (moment.outcome.kind !== 'done') continue;
    const felt = run.locksFelt(moment);
    const works = felt.some(({ scans, rewrites }) => scans || rewrites);
    if (felt.length > 0) told.push([moment, felt.map((lock) => lineOf(lock, moment, held, works))]);
    for (const { table, mode } of locksOf(moment)) {
      const known = held.get(table);
      if (!known || isStronger(mode, known.mode)) held.set(table, { mode, moment });
    }
  }
  return told;
}

function lineOf(lock: Lock, moment: Moment, locks: HeldLocks, works: boolean): LockLine {
  const { table, mode, scans, rewrites, because } = lock;
  const before = locks.get(table);
  const held = before && isStronger(before.mode, mode) ? before : undefined;
  const stopped = stops(held?.mode ?? mode);
  return {
    at: placeOfMoment(moment),
    table: shownTableId(table),
    mode,
    held: held && { mode: held.mode, at: placeOfMoment(held.moment) },
    scans,
    rewrites,
    because,
    stops: stopped,
    long: works && stopped !== 'nothing',
    reference: referenceIn(moment),
  };
}

/** Where a moment is written. */
export const placeOfMoment = ({ change }: Moment): Place => placeOf(written(change.source, change.span));

/** The foreign key that a moment makes or validates, if it does. */
function referenceIn({ change, before, after }: Moment): string | undefined {
  const isMaking = change.kind === 'add' && (change.entity === 'constraint' || change.entity === 'column');
  const isValidating = change.kind === 'alter' && change.entity === 'constraint' && change.to === 'validated';
  if (!isMaking && !isValidating) return undefined;
  const name = 'table' in change ? change.table.name : '';
  for (const table of after.tables) {
    if (table.name !== name) continue;
    const old = before.table(table.id)?.foreignKeys ?? [];
    const key = table.foreignKeys.find((one) => !old.includes(one));
    if (key) return shownReference(key);
  }
  return undefined;
}
