import type { RehearsedAudit } from '@refint/core';
import { type ForeignKey, type Snapshot, type Source, shownReference, type TableId } from '@refint/model';
import { quoteTable, seedOrphans } from '@refint/plan';
import { type Session, serverError } from '../servers/session.ts';

/** What is put into tables before an audit is asked. */
export interface Planting {
  readonly end: Snapshot;
  readonly keys: readonly ForeignKey[];
  /** What tables hold: one that holds nothing lacks what its rows would need, so that more than one reference would be lost. */
  readonly counts: ReadonlyMap<TableId, number>;
  /** How many rows each table holds, and how many more are to reference nothing, for each foreign key. */
  readonly rows: number;
  readonly orphans: number;
}

/**
 * Puts rows that reference nothing into tables that hold good ones, and counts them as the audit of a plan does. Where the
 * database refuses such rows none are there, and the audit has to say so.
 */
export async function audited(session: Session, audit: Source, planting: Planting): Promise<readonly RehearsedAudit[]> {
  const { keys, end, counts, rows, orphans } = planting;
  const planted = new Map<string, number>();
  for (const key of keys) {
    // Each table gets new rows for one foreign key after the other.
    const earlier = keys.slice(0, keys.indexOf(key)).filter(({ table }) => table === key.table).length;
    // The table that it references may get more rows itself, later on.
    const most = rows + keys.length * orphans;
    const seed = seedOrphans(end, key, orphans, { rows: rows + earlier * orphans, most });
    const isFilled = (counts.get(key.table) ?? 0) > 0;
    const isIn =
      isFilled &&
      orphans > 0 &&
      'sql' in seed &&
      !overlaps(key, keys) &&
      (await isDone(session, withoutTriggers(key, seed.sql)));
    planted.set(shownReference(key), isIn ? orphans : 0);
  }
  const counted = countsIn(await session.all(audit.text));
  const references = new Set([...planted.keys(), ...counted.keys()]);
  return [...references].map((reference) => ({
    reference,
    planted: planted.get(reference) ?? 0,
    counted: counted.get(reference),
  }));
}

/** A row that is lost to one of two foreign keys over the same column may be lost to both. */
const overlaps = (key: ForeignKey, keys: readonly ForeignKey[]): boolean =>
  keys.some(
    (other) => other !== key && other.table === key.table && other.columns.some((name) => key.columns.includes(name)),
  );

/** What a trigger does with such a row may leave more of them. The database is not used for anything else afterwards. */
const withoutTriggers = ({ table }: ForeignKey, sql: string): string =>
  `ALTER TABLE ${quoteTable(table)} DISABLE TRIGGER USER; ${sql}`;

async function isDone(session: Session, sql: string): Promise<boolean> {
  try {
    await session.exec(sql);
    return true;
  } catch (error) {
    serverError(error);
    return false;
  }
}

/** The table of results, which has a reference and the number of its orphans in each row. */
function countsIn(answers: Awaited<ReturnType<Session['all']>>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const rows of answers) {
    for (const { reference, orphans } of rows) {
      if (typeof reference === 'string' && orphans !== undefined) counts.set(reference, Number(orphans));
    }
  }
  return counts;
}
