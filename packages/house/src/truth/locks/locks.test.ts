import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze, defaultSettings } from '@refint/core';
import { type Lock, loadMigrationRuns, shownTableId, sourceOf } from '@refint/model';
import { fifteen, type Server, startFifteen, startPostgres } from '@refint/postgres';
import { PGlite as Sixteen } from 'pglite-16';
import { PGlite as Seventeen } from 'pglite-17';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allAsked, type Observed } from './asked.ts';
import { type Case, cases, given } from './cases.ts';
import { pageOf } from './page.ts';

const { locksOf, merged, volatileFunctions } = await loadMigrationRuns();

/** What refint says that a case does, one table after the other. */
async function said({ statement, given: more = '' }: Case): Promise<readonly Observed[]> {
  const before = sourceOf('before.sql', `CREATE SCHEMA other; ${given}; ${more};`);
  const source = sourceOf('case.sql', `${statement};`);
  const migrations = [
    { name: 'before', source: before },
    { name: 'case', source },
  ];
  const input = { name: '.', schema: [], migrations, runner: 'psql', neverRun: [], problems: [] } as const;
  const { projects } = await analyze([input], defaultSettings, []);
  const moments = projects[0]?.project.timeline?.moments.filter(({ change }) => change.source === source) ?? [];
  return merged(moments.flatMap(locksOf))
    .map(({ table, mode, scans, rewrites }: Lock) => ({ table: shownTableId(table), mode, scans, rewrites }))
    .sort((a, b) => (a.table < b.table ? -1 : 1));
}

if (fifteen === undefined)
  console.log(
    'skipped: what statements lock in PostgreSQL 15, which is not installed here (pg_ctl of version 15 was not found)',
  );

type Answers = ReadonlyMap<Case, readonly Observed[]>;

let server: Server & { close(): Promise<void> };
let answers: Answers;
let older: readonly { readonly version: number; readonly answers: Answers }[];

beforeAll(async () => {
  server = await startPostgres();
  answers = await allAsked(server, cases);
  const servers = [
    ...(fifteen === undefined ? [] : [{ version: 15, server: await startFifteen(fifteen) }]),
    { version: 16, server: (await Sixteen.create()) as unknown as typeof server },
    { version: 17, server: (await Seventeen.create()) as unknown as typeof server },
  ];
  older = [];
  for (const { version, server } of servers) {
    const there = cases.filter(({ from = 15, not }) => from <= version && not !== version);
    older = [...older, { version, answers: await allAsked(server, there) }];
    await server.close();
  }
}, 300_000);
afterAll(() => server.close());

describe('what a statement locks, reads and writes anew is what PostgreSQL does', () => {
  test.each(cases.map((one) => [one.given ? `${one.statement} after ${one.given}` : one.statement, one] as const))(
    '%s',
    async (_, one) => {
      const [told, seen] = [await said(one), answers.get(one) ?? []];
      if (one.unknown === undefined) expect(told).toEqual(seen);
      else for (const lock of told) expect(seen).toContainEqual(expect.objectContaining(leastOf(lock)));
    },
  );
});

/** What must be so where refint does not know all of it. */
const leastOf = ({ table, mode, scans, rewrites }: Observed): Partial<Observed> => ({
  table,
  mode,
  ...(scans && { scans }),
  ...(rewrites && { rewrites }),
});

test('docs/locks.md is what servers answered', async () => {
  const rows = cases.map((asked) => ({
    asked,
    observed: answers.get(asked) ?? [],
    older: older.map(({ version, answers }) => ({ version, observed: answers.get(asked) })),
  }));
  const page = '../../../../../docs/locks.md';
  if (fifteen !== undefined) await expect(pageOf(rows)).toMatchFileSnapshot(page);
  else
    expect(pageOf(rows)).toBe(
      readFileSync(join(import.meta.dirname, page), 'utf8').replace(/<br>in 15: [^<|]*(?=<| \|)/g, ''),
    );
});

test('the functions that are known to be volatile are those that are, and can stand in a default', async () => {
  const { rows } = await server.query<{
    name: string;
    volatile: boolean;
  }>(`SELECT proname AS name, bool_and(provolatile = 'v') AS volatile
    FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND NOT proretset AND prokind = 'f'
    AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype, 'internal'::regtype, 'void'::regtype)
    AND proargtypes::oid[] && ARRAY['internal'::regtype::oid, 'cstring'::regtype::oid] IS FALSE GROUP BY 1 ORDER BY 1`);
  const there = rows.filter(({ volatile, name }) => volatile && !aboutTheServer.test(name)).map(({ name }) => name);
  expect(there).toEqual([...volatileFunctions].filter((name) => !ofExtensions.has(name)).sort());
});

/** What looks after backups, replication, statistics, files and large objects, gives XML of whole tables, or changes settings. */
const aboutTheServer =
  /^(?:pg_|lo_|lo|be_lo|loread|lowrite|binary_upgrade|brin_|gin_|inet_|txid_|query_to|cursor_to|table_to|schema_to|database_to|ts_|current_query|has_|set_config|inet|currtid|currtid2|suppress|cursor|xml|current_|amvalidate|plpgsql_)/;

const ofExtensions = new Set([
  'gen_random_bytes',
  'gen_salt',
  'uuid_generate_v1',
  'uuid_generate_v1mc',
  'uuid_generate_v4',
]);
