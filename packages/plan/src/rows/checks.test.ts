import type { PGlite } from '@electric-sql/pglite';
import { emptied, startPostgres } from '@refint/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filled } from './testing/filled.ts';

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

/** One table for each list of columns and constraints. */
const tables = (bodies: readonly string[]): string =>
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
  const said = await filled(postgres, tables(satisfiable), { rows });
  const shown = (at: number, line: string) => `${line} ${satisfiable[at]}`;
  expect(said.map((line) => shown(Number(/\d+/.exec(line)), line))).toEqual(
    satisfiable.map((_, at) => shown(at, `t${at}: ${rows}`)).sort(),
  );
});

test('checks that they can not be found for, and why', async () => {
  const sql = tables([
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
