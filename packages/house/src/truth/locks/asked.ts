import { emptied, type Server } from '@refint/postgres';
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

/** From the weakest to the strongest. Those below stop only what takes ACCESS EXCLUSIVE itself, and are not looked at. */
const modes = [
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
];

/** `ShareRowExclusiveLock` as SQL writes it. */
const inSql = (mode: string): string =>
  mode
    .replace(/Lock$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();

const tablesNow = `SELECT c.oid::int AS oid, c.relname AS name, c.relfilenode::int AS file
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')`;
const scansNow = `SELECT relid::int AS oid, seq_scan::int AS scans FROM pg_stat_xact_user_tables`;
const locksNow = `SELECT relation::int AS oid, mode FROM pg_locks WHERE locktype = 'relation' AND granted`;

/**
 * A function for an index that is built CONCURRENTLY, in transactions of its own: it notes the locks while it is built, as
 * advisory locks, which are all of it that is left of its work.
 */
const noting = `CREATE FUNCTION seen(n int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN
  PERFORM pg_advisory_lock(relation::int, array_position(ARRAY['${modes.join("','")}'],
    upper(regexp_replace(replace(mode, 'Lock', ''), '([a-z])([A-Z])', '\\1 \\2', 'g'))))
  FROM pg_locks WHERE locktype = 'relation' AND granted AND mode <> 'AccessShareLock';
  RETURN n; END $$`;
const notedNow = `SELECT classid::int AS oid, (ARRAY['${modes.join("','")}'])[objid::int] AS mode FROM pg_locks WHERE locktype = 'advisory'`;

interface Lock {
  readonly oid: number;
  readonly mode: string;
}

interface Scans {
  readonly oid: number;
  readonly scans: number;
}

interface Found {
  readonly oid: number;
  readonly name: string;
  readonly file: number;
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
  const rows = async <Row>(sql: string) => (await server.query<Row>(sql)).rows;
  const before = await rows<Found>(tablesNow);
  if (!isAlone(one)) await server.exec('BEGIN');
  // What the session has not reported yet of its own work is counted too.
  const earlier = new Map((await rows<Scans>(scansNow)).map(({ oid, scans }) => [oid, scans]));
  await server.exec(statement);
  const locks = await rows<Lock>(isAlone(one) ? notedNow : locksNow);
  const after = new Map((await rows<Found>(tablesNow)).map(({ oid, file }) => [oid, file]));
  const scans = new Map((await rows<Scans>(scansNow)).map((row) => [row.oid, row.scans - (earlier.get(row.oid) ?? 0)]));
  await server.exec(isAlone(one) ? 'SELECT pg_advisory_unlock_all()' : 'ROLLBACK');
  return before
    .flatMap(({ oid, name, file }): Observed[] => {
      const held = locks.filter((lock) => lock.oid === oid).map(({ mode }) => modes.indexOf(inSql(mode)));
      const mode = modes[Math.max(...held)];
      if (mode === undefined) return [];
      // Of what is dropped there is no storage any more, and of a build that is over no count.
      const rewrites = after.has(oid) && after.get(oid) !== file;
      return [{ table: name, mode, scans: (scans.get(oid) ?? 0) > 0 && !one.looksUp?.test(name), rewrites }];
    })
    .sort((a, b) => (a.table < b.table ? -1 : 1));
}
