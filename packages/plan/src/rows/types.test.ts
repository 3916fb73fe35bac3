import type { PGlite } from '@electric-sql/pglite';
import { emptied, startPostgres } from '@refint/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isUnfillable, plannerFor, rowsFor } from './index.ts';
import { insertOf } from './rows.ts';
import { filled, stateOf } from './testing/filled.ts';

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

/** Types that can be told apart by an index, and those that can't. */
const keyed =
  `smallint|integer|bigint|numeric|numeric(10,2)|numeric(3,1)|numeric(2)|numeric(65,30)|real|double precision|money|oid|
text|varchar|varchar(3)|varchar(12)|varchar(40)|char(5)|char(20)|name|uuid|date|timestamp|timestamp(3)|timestamptz|timestamptz(6)|time|timetz|
interval|bytea|inet|cidr|macaddr|macaddr8|bit(12)|varbit|varbit(9)|pg_lsn|int4range|int8range|numrange|daterange|tsrange|tstzrange|text[]|int[]|varchar(3)[]`
    .replaceAll('\n', '')
    .split('|');
const others =
  `boolean|char|"char"|json|jsonb|xml|tsvector|tsquery|point|line|lseg|box|path|polygon|circle|jsonpath|int4multirange|datemultirange|
regclass|jsonb[]|json[]|bit|point[]|mood|mood[]|small|whole`
    .replaceAll('\n', '')
    .split('|');
const made = `CREATE TYPE mood AS ENUM ('bad', 'it''s "ok"'); CREATE DOMAIN small AS varchar(4) NOT NULL; CREATE DOMAIN whole AS int;`;

const tables = (isUnique: boolean): string =>
  [...keyed, ...others]
    .map((type, at) => {
      const unique = isUnique && at < keyed.length ? ' UNIQUE' : '';
      return `CREATE TABLE t${at} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, c ${type} NOT NULL${unique});`;
    })
    .join('\n');

const types = [...keyed, ...others];

test('values are known of every type, and a row that is written out is the one that is made among many', async () => {
  const sql = `${made}\n${tables(true)}`;
  const rows = 60;
  await emptied(postgres);
  const said = await filled(postgres, sql, { rows, seed: 3 });
  const shown = (line: string): string => `${line} ${types[Number(/\d+/.exec(line))]}`;
  expect(said.map(shown)).toEqual(types.map((_, at) => shown(`t${at}: ${rows}`)).sort());
  const planner = plannerFor(await stateOf(sql), { count: rows, references: 'all', spread: true, seed: 3 });
  const differing: string[] = [];
  for (const [at, type] of types.entries()) {
    const found = rowsFor(
      planner,
      [1, 2, 17, rows].map((number) => ({ table: `public.t${at}`, number })),
    );
    expect([type, found.unfillable]).toEqual([type, []]);
    const inserts = found.groups.map((group) => insertOf(group).replace(`"t${at}"`, 'one'));
    await postgres.exec(`CREATE TABLE one (LIKE t${at} INCLUDING IDENTITY); ${inserts.join('; ')}`);
    const { rows: same } = await postgres.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM one JOIN t${at} AS many ON one.id = many.id AND one.c::text = many.c::text`,
    );
    if (same[0]?.n !== 4) differing.push(type);
    await postgres.exec('DROP TABLE one');
  }
  expect(differing).toEqual([]);
});

test('what there are no values for is said', async () => {
  await emptied(postgres);
  const state = await stateOf(
    `CREATE TYPE pair AS (a int, b int); CREATE DOMAIN even AS int CHECK (VALUE % 2 = 0);
     CREATE TABLE a (c pair NOT NULL); CREATE TABLE b (c even NOT NULL); CREATE TABLE d (id int PRIMARY KEY, c pair);
     CREATE TABLE e (c pair NOT NULL DEFAULT ROW(1, 2)); CREATE VIEW v AS SELECT 1 AS x;
     CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE f (d int REFERENCES d, c pair NOT NULL); CREATE TABLE g (f int NOT NULL);`,
  );
  const planner = plannerFor(state, { count: 1, references: 'required', spread: false, seed: 0 });
  const said = ['a', 'b', 'd', 'e', 'p', 'f', 'nowhere'].map((name) => {
    const made = planner.templateOf(`public.${name}`);
    return `${name}: ${isUnfillable(made) ? made.because : 'can be filled'}`;
  });
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "a: no value is known for column c: values of type pair are not known
    b: no value is known for column c: the checks of domain even are not known
    d: can be filled
    e: can be filled
    p: it is partitioned, and what its partitions take is not known
    f: no value is known for column c: values of type pair are not known
    nowhere: there is no such table"
  `);
});
