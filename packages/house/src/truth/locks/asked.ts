import { type LockMode, lockModes } from '@refint/model';
import { emptied, type Server } from '@refint/postgres';
import { type Sight, seenNow } from '@refint/rehearse';
import { type Case, given } from './cases.ts';

/** What a statement did to a table that was there before, as the server itself has it. */
export interface Observed {
  readonly table: string;
  /** The strongest lock that was held at the end of it. */
  readonly mode: string;
  /** Whether rows of the table were read from its beginning to its end. */
  readonly scans: boolean;
  /** Whether it has new storage. */
  readonly rewrites: boolean;
}

/**
 * A function for an index that is built CONCURRENTLY, in transactions of its own: it notes the locks while it is built, as
 * advisory locks, which are all of it that is left of its work.
 */
const noting = `CREATE FUNCTION seen(n int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN
  PERFORM pg_advisory_lock(relation::int, array_position(ARRAY['${lockModes.join("','")}'],
    upper(regexp_replace(replace(mode, 'Lock', ''), '([a-z])([A-Z])', '\\1 \\2', 'g'))))
  FROM pg_locks WHERE locktype = 'relation' AND granted AND mode <> 'AccessShareLock';
  RETURN n; END $$`;
const notedNow = `SELECT classid::int AS oid, (ARRAY['${lockModes.join("','")}'])[objid::int] AS mode FROM pg_locks WHERE locktype = 'advisory'`;

interface Noted {
  readonly oid: number;
  readonly mode: LockMode;
}

/** What all cases do on one server, in their order. Those that need nothing else made share the tables, since each is rolled back. */
export async function allAsked(
  server: Server,
  cases: readonly Case[],
): Promise<ReadonlyMap<Case, readonly Observed[]>> {
  const found = new Map<Case, readonly Observed[]>();
  let isFresh = false;
  for (const one of cases) {
    const isOwn = one.given !== undefined || isAlone(one);
    if (isOwn || !isFresh) await make(server, one.given ?? '');
    found.set(one, await asked(server, one));
    isFresh = !isOwn;
  }
  return found;
}

async function make(server: Server, more: string): Promise<void> {
  await emptied(server);
  await server.exec(`SET search_path TO public; CREATE SCHEMA other; ${given}; ${noting}; ${more}`);
  await server.exec('ANALYZE');
}

const isAlone = ({ statement }: Case): boolean => statement.includes('CONCURRENTLY');

/** Runs the statement of a case in a transaction of its own, and looks at what it holds before it ends. */
async function asked(server: Server, one: Case): Promise<readonly Observed[]> {
  const { statement } = one;
  if (!isAlone(one)) await server.exec('BEGIN');
  const before = await sightOf(server, one);
  await server.exec(statement);
  const after = await sightOf(server, one);
  const locks = isAlone(one) ? strongest((await server.query<Noted>(notedNow)).rows) : after.locks;
  await server.exec(isAlone(one) ? 'SELECT pg_advisory_unlock_all()' : 'ROLLBACK');
  return [...before.tables]
    .flatMap(([oid, { schema, name, file, scans: earlier }]): Observed[] => {
      const mode = locks.get(oid);
      if (mode === undefined || schema !== 'public') return [];
      // Of what is dropped there is no storage any more, and of a build that is over no count.
      const now = after.tables.get(oid);
      const scans =
        (now?.scans ?? 0) + after.reported(oid) > earlier + before.reported(oid) && !one.looksUp?.test(name);
      return [{ table: name, mode, scans, rewrites: now !== undefined && now.file !== file }];
    })
    .sort((a, b) => (a.table < b.table ? -1 : 1));
}

/**
 * What is seen, and how often tables were read as far as sessions have reported it. Between transactions a session reports its work about
 * once a second and then counts anew: both are looked at in one.
 */
async function sightOf(server: Server, one: Case): Promise<Sight & { reported(oid: number): number }> {
  if (isAlone(one)) await server.exec('BEGIN');
  const sight = await seenNow(server);
  const { rows } = await server.query<{ readonly oid: number; readonly scans: number }>(
    `SELECT oid::int AS oid, pg_stat_get_numscans(oid)::int AS scans FROM pg_class WHERE relkind IN ('r', 'p')`,
  );
  if (isAlone(one)) await server.exec('COMMIT');
  const reported = new Map(rows.map(({ oid, scans }) => [oid, scans]));
  return { ...sight, reported: (oid) => reported.get(oid) ?? 0 };
}

const strongest = (noted: readonly Noted[]): ReadonlyMap<number, LockMode> =>
  new Map(
    [...noted]
      .sort((a, b) => lockModes.indexOf(a.mode) - lockModes.indexOf(b.mode))
      .map(({ oid, mode }) => [oid, mode]),
  );
