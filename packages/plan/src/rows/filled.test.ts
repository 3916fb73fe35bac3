import type { PGlite } from '@electric-sql/pglite';
import { emptied, startPostgres } from '@refint/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isUnfillable, plannerFor, rowsFor, seedOf, seedOrphans } from './index.ts';
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

const types = [...keyed, ...others];

/** One table with a column of each type. */
const everyType = `${made}
CREATE TABLE every (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
${types.map((type, at) => `  c${at} ${type} NOT NULL${at < keyed.length ? ' UNIQUE' : ''}`).join(',\n')});`;

test('values are known of every type, and a row that is written out is the one that is made among many', async () => {
  const rows = 60;
  await emptied(postgres);
  expect(await filled(postgres, everyType, { rows, seed: 3 })).toEqual([`every: ${rows}`]);
  const planner = plannerFor(await stateOf(everyType), { count: rows, references: 'all', spread: true, seed: 3 });
  const numbers = [1, 2, 17, rows];
  const { groups, unfillable } = rowsFor(
    planner,
    numbers.map((number) => ({ table: 'public.every', number })),
  );
  expect(unfillable).toEqual([]);
  await postgres.exec('CREATE TABLE one (LIKE every INCLUDING IDENTITY)');
  for (const group of groups) await postgres.exec(insertOf(group).replace('"every"', 'one'));
  const same = types.map((_, at) => `count(*) FILTER (WHERE one.c${at}::text = every.c${at}::text)::int`);
  const { rows: counts } = await postgres.query<{ same: number[] }>(
    `SELECT ARRAY[${same}] AS same FROM one JOIN every ON one.id = every.id`,
  );
  expect(types.map((type, at) => [type, counts[0]?.same[at]])).toEqual(types.map((type) => [type, numbers.length]));
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

/** One table for each list of columns and constraints. */
const tablesOf = (bodies: readonly string[]): string =>
  bodies.map((body, at) => `CREATE TABLE t${at} (${body});`).join('\n');

const satisfiable = [
  'n int NOT NULL CHECK (n > 0)',
  'n int NOT NULL CHECK (n BETWEEN 100 AND 110)',
  'n int NOT NULL CHECK (n < -5)',
  'n smallint NOT NULL CHECK (n IN (3, 7))',
  'n numeric(4,2) NOT NULL CHECK (n > 0.5 AND n < 1)',
  "s text NOT NULL CHECK (s IN ('x', 'y'))",
  "s varchar(10) NOT NULL CHECK (s = ANY (ARRAY['long one'::text, 'b'::text]))",
  "s text NOT NULL CHECK (s <> '')",
  'id text PRIMARY KEY CHECK (char_length(id) BETWEEN 28 AND 40)',
  'h text NOT NULL CHECK (length(h) = 64)',
  'h varchar(100) NOT NULL UNIQUE CHECK (length(h) >= 32)',
  'e text NOT NULL UNIQUE CHECK (e = lower(btrim(e)) AND length(e) >= 3)',
  "e text NOT NULL CHECK (position('@' in e) > 1)",
  "e text NOT NULL UNIQUE CHECK (e LIKE '%@%.%')",
  "p text NOT NULL UNIQUE CHECK (p LIKE 'https://%')",
  "p text NOT NULL CHECK (starts_with(p, '/'))",
  "c text NOT NULL CHECK (c ~ '^refint')",
  'a date NOT NULL, b date NOT NULL, CHECK (b > a)',
  'a timestamptz NOT NULL, b timestamptz NOT NULL, CHECK (a < b AND b - a IS NOT NULL OR a < b)',
  "a date NOT NULL CHECK (a >= DATE '2030-06-01')",
  'a int NOT NULL, b int NOT NULL, CHECK (a <= b), CHECK (b < 3)',
  'a uuid NOT NULL, b uuid NOT NULL, CHECK (a <> b)',
  'a text NOT NULL, b text NOT NULL, CHECK (a <> b)',
  'a int, b int, c int, CHECK (num_nonnulls(a, b, c) = 1)',
  'a int, b text, CHECK (a IS NOT NULL OR b IS NOT NULL)',
  "k text NOT NULL, w int, CHECK ((k = 'workspace' AND w IS NOT NULL) OR (k = 'personal' AND w IS NULL))",
  "status text NOT NULL, at timestamp, CHECK ((status = 'CLOSED') = (at IS NOT NULL))",
  'a int NOT NULL, b int NOT NULL, c int NOT NULL, d int NOT NULL, CHECK (a + b + c = d), CHECK (d >= 0)',
  'tags text[] NOT NULL CHECK (cardinality(tags) > 0)',
  'r tsrange NOT NULL CHECK (NOT isempty(r) AND lower(r) IS NOT NULL)',
  "j jsonb NOT NULL CHECK (jsonb_typeof(j) = 'object')",
  'b boolean NOT NULL CHECK (b)',
  'a boolean NOT NULL, b boolean NOT NULL, CHECK (NOT a OR b), CHECK (a)',
  "s text NOT NULL DEFAULT 'DRAFT' CHECK (s IN ('ACTIVE', 'DRAFT')), w int NOT NULL, EXCLUDE (w WITH =) WHERE (s = 'ACTIVE')",
  'n int CHECK (made_up_name > 0), made_up_name int CHECK (made_up_name > 10)',
  'n int GENERATED ALWAYS AS (1) STORED, m int NOT NULL',
  'd date NOT NULL CHECK (d < now())',
  'n int CHECK (n > 5) NOT NULL DEFAULT 9',
];

test.each([7])('checks that rows can be found for, %s rows', async (rows) => {
  await emptied(postgres);
  const said = await filled(postgres, tablesOf(satisfiable), { rows });
  const shown = (at: number, line: string) => `${line} ${satisfiable[at]}`;
  expect(said.map((line) => shown(Number(/\d+/.exec(line)), line))).toEqual(
    satisfiable.map((_, at) => shown(at, `t${at}: ${rows}`)).sort(),
  );
});

test('checks that they can not be found for, and why', async () => {
  const sql = tablesOf([
    'n int NOT NULL CHECK (n > 5 AND n < 3)',
    'n int NOT NULL CHECK (n * n = 1764)',
    "s text NOT NULL CHECK (s ~ '^[A-Z]{3}-\\d{4}$')",
    "s text NOT NULL CHECK (s SIMILAR TO '(a|b)c')",
    "s text NOT NULL CHECK (md5(s) = 'x')",
    "j jsonb NOT NULL CHECK (j ? 'key')",
    "s text NOT NULL CHECK (s > 'm')",
    'b boolean NOT NULL UNIQUE, c boolean',
    "s text NOT NULL UNIQUE CHECK (s IN ('a', 'b'))",
  ]);
  await emptied(postgres);
  expect((await filled(postgres, sql, { rows: 3 })).join('\n')).toMatchInlineSnapshot(`
    "t0 not: no values were found that check t0_n_check lets pass
    t1 not: what check t1_n_check lets pass is not known
    t2 not: no values were found that check t2_s_check lets pass
    t3 not: what check t3_s_check lets pass is not known
    t4 not: what check t4_s_check lets pass is not known
    t5 not: what check t5_j_check lets pass is not known
    t6 not: what check t6_s_check lets pass is not known
    t7 limited: t7_b_key would not let more than one pass
    t7: 1
    t8 limited: t8_s_key would not let more than one pass
    t8: 1"
  `);
});

/** Tenants whose keys are part of others, one row for each of another table, many to many, circles, and trees. */
const tangled = `
CREATE TABLE tenants (id uuid PRIMARY KEY);
CREATE TABLE roles (tenant uuid REFERENCES tenants, id int, PRIMARY KEY (tenant, id));
CREATE TABLE people (tenant uuid REFERENCES tenants, id text, PRIMARY KEY (tenant, id));
CREATE TABLE grants (
  tenant uuid NOT NULL REFERENCES tenants, role int NOT NULL, person text NOT NULL, by text, PRIMARY KEY (tenant, role, person),
  FOREIGN KEY (tenant, role) REFERENCES roles, FOREIGN KEY (tenant, person) REFERENCES people,
  CONSTRAINT grants_by FOREIGN KEY (tenant, by) REFERENCES people, CHECK (by <> person));
CREATE TABLE profiles (tenant uuid, person text, PRIMARY KEY (tenant, person), FOREIGN KEY (tenant, person) REFERENCES people);
CREATE TABLE eggs (id int PRIMARY KEY, hen int NOT NULL);
CREATE TABLE hens (id int PRIMARY KEY, egg int NOT NULL REFERENCES eggs, mother int REFERENCES hens);
ALTER TABLE eggs ADD FOREIGN KEY (hen) REFERENCES hens;
CREATE TABLE pens (id int PRIMARY KEY, hen int UNIQUE REFERENCES hens, kind boolean UNIQUE);
CREATE TABLE notes (id int, pen int NOT NULL CONSTRAINT notes_pen REFERENCES pens);`;

test('rows of tables that need each other', async () => {
  await emptied(postgres);
  const said = await filled(postgres, tangled, { rows: 9 });
  const names = ['eggs', 'grants', 'hens', 'notes', 'pens', 'people', 'profiles', 'roles', 'tenants'];
  expect(said).toEqual(names.map((name) => `${name}: 9`));
  const { rows } = await postgres.query(
    `SELECT count(by)::int AS by, (SELECT count(DISTINCT hen)::int FROM pens) AS hens FROM grants`,
  );
  // Each tenant has one person, who may not be both.
  expect(rows).toEqual([{ by: 0, hens: 9 }]);
  const state = await stateOf(tangled);
  expect(seedOf(state, { rows: 9 })).toEqual(seedOf(await stateOf(tangled), { rows: 9 }));
});

test('as many rows that reference nothing as are asked for', async () => {
  await emptied(postgres);
  const rows = 9;
  await filled(postgres, tangled, { rows });
  const state = await stateOf(tangled);
  const found: string[] = [];
  for (const key of state.foreignKeys) {
    const table = key.table.replace('public.', '');
    await postgres.exec(`BEGIN; ALTER TABLE ${table} DROP CONSTRAINT ${key.name}`);
    const seed = seedOrphans(state, key, 4, { rows });
    if ('because' in seed) found.push(`${key.name}: ${seed.because}`);
    else {
      await postgres.exec(seed.sql);
      const equal = key.columns.map((name, at) => `f.${name} = p.${key.referencedColumns[at]}`).join(' AND ');
      const to = key.referencedTable.replace('public.', '');
      const { rows: lost } = await postgres.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} f WHERE NOT EXISTS (SELECT 1 FROM ${to} p WHERE ${equal})`,
      );
      found.push(`${key.name}: ${lost[0]?.n}`);
    }
    await postgres.exec('ROLLBACK');
  }
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "eggs_hen_fkey: 4
    grants_tenant_fkey: no row was found that foreign key grants_tenant_person_fkey can reference
    grants_tenant_role_fkey: 4
    grants_tenant_person_fkey: 4
    grants_by: no row was found that foreign key grants_tenant_person_fkey can reference
    hens_egg_fkey: 4
    hens_mother_fkey: 4
    notes_pen: 4
    pens_hen_fkey: 4
    people_tenant_fkey: 4
    profiles_tenant_person_fkey: 4
    roles_tenant_fkey: 4"
  `);
});

test('rows that reference nothing do so too when the table that they might mean grows', async () => {
  await emptied(postgres);
  const rows = 9;
  await filled(postgres, tangled, { rows });
  const state = await stateOf(tangled);
  for (const [name, count, most] of [
    ['pens_hen_fkey', 4, rows + 40],
    ['hens_mother_fkey', 40, undefined],
  ] as const) {
    const key = state.foreignKeys.find((one) => one.name === name)!;
    await postgres.exec(`ALTER TABLE ${key.table.replace('public.', '')} DROP CONSTRAINT ${name}`);
    const seed = seedOrphans(state, key, count, { rows, ...(most !== undefined && { most }) });
    if ('because' in seed) throw new Error(seed.because);
    await postgres.exec(seed.sql);
  }
  const { rows: lost } = await postgres.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM pens f WHERE NOT EXISTS (SELECT 1 FROM hens p WHERE f.hen = p.id)',
  );
  expect(lost).toEqual([{ n: 4 }]);
});
