import type { Server } from '@refint/core';
import { type LockMode, lockModes } from '@refint/model';
import { marker } from '../servers/marker.ts';

/** A table as the server has it at one moment, in the transaction that is open. */
export interface SeenTable {
  readonly schema: string;
  readonly name: string;
  /** The number of its storage, another one after it was written anew; 0 for a partitioned table. */
  readonly file: number;
  /** How often it was read from its beginning to its end, and by an index, as far as the session has not reported it. */
  readonly scans: number;
  readonly indexScans: number;
}

/** What the session sees: its tables, and what it holds on them, also on those that are dropped by now. */
export interface Sight {
  readonly tables: ReadonlyMap<number, SeenTable>;
  /** The strongest lock of each, from ROW SHARE on. */
  readonly locks: ReadonlyMap<number, LockMode>;
}

const tablesNow = `SELECT c.oid::int AS oid, n.nspname AS schema, c.relname AS name, c.relfilenode::int AS file,
    coalesce(pg_catalog.pg_stat_get_xact_numscans(c.oid), 0)::int AS scans,
    coalesce((SELECT sum(pg_catalog.pg_stat_get_xact_numscans(i.indexrelid)) FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid), 0)::int AS "indexScans"
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '${marker}')
  ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;

// One of the servers in process knows no number of its own.
const locksNow = `SELECT relation::int AS oid, mode FROM pg_catalog.pg_locks
  WHERE locktype = 'relation' AND granted AND coalesce(pid, 0) = pg_catalog.pg_backend_pid() AND mode <> 'AccessShareLock'`;

/** What the open transaction has done so far. */
export async function seenNow(server: Server): Promise<Sight> {
  const tables = await server.query<SeenTable & { readonly oid: number }>(tablesNow);
  const held = await server.query<{ readonly oid: number; readonly mode: string }>(locksNow);
  const locks = new Map<number, LockMode>();
  for (const { oid, mode } of held.rows) {
    const at = Math.max(lockModes.indexOf(inSql(mode)), lockModes.indexOf(locks.get(oid) ?? 'ROW SHARE'));
    locks.set(oid, lockModes[at] ?? 'ACCESS EXCLUSIVE');
  }
  return { tables: new Map(tables.rows.map((table) => [table.oid, table])), locks };
}

/** `ShareRowExclusiveLock` as SQL writes it. */
const inSql = (mode: string): LockMode =>
  mode
    .replace(/Lock$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase() as LockMode;
