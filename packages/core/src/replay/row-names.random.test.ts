import type { PGlite } from '@electric-sql/pglite';
import { sourceOf } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { replayHistory } from './index.ts';

/**
 * Statements about rows that are put together by chance from names of which some are there: what the replay says cannot
 * run, PostgreSQL has to refuse, and of what PostgreSQL refuses because of a name the replay has to know nearly all.
 */
const setup = `CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE TABLE o (id int, t_id int, c int);
  CREATE VIEW v AS SELECT id AS vid, a FROM t; CREATE SCHEMA app; CREATE TABLE app.u (id int, a int);
  CREATE FUNCTION twice(t) RETURNS int LANGUAGE sql AS $$ SELECT 2 $$;`;

const table = fc.constantFrom('t', 'o', 'v', 'app.u', 'u', 'missing', 't', 'o');
const column = fc.constantFrom('id', 'a', 'b', 'c', 't_id', 'vid', 'nope', 'twice', 't', 'x', 'ctid', 'ID', '"ID"');
const alias = fc.constantFrom('x', 'y', 't', 'o');
const name = fc.oneof(
  column,
  fc.tuple(alias, column).map(([of, one]) => `${of}.${one}`),
);

const { expression } = fc.letrec<{ expression: string; query: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    name,
    fc.constantFrom('1', 'NULL', 'current_date::text::int', `'2'::int`),
    fc.tuple(tie('expression'), fc.constantFrom('+', '-', '*'), tie('expression')).map((parts) => parts.join(' ')),
    fc.tuple(tie('expression'), tie('expression')).map((args) => `coalesce(${args.join(', ')})`),
    tie('expression').map((value) => `(${value})`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([one, two, three]) => `CASE WHEN ${one} = ${two} THEN ${two} ELSE ${three} END`),
    tie('query').map((query) => `(${query} LIMIT 1)`),
    tie('query').map((query) => `(EXISTS (${query}))::int`),
    fc.tuple(tie('expression'), tie('query')).map(([value, query]) => `(${value} IN (${query}))::int`),
    tie('expression').map((value) => `extract(year FROM now())::int + ${value}`),
  ),
  query: fc
    .tuple(tie('expression'), table, fc.constantFrom('', ' x', ' AS y', ' AS r (id, a)'), tie('expression'))
    .map(([value, from, as, where]) => `SELECT ${value} FROM ${from}${as} WHERE ${where} = 1`),
}));

const joined = fc.oneof(
  fc.constant(''),
  fc
    .tuple(table, fc.constantFrom(' y', ' AS y', ''), expression)
    .map(([to, as, on]) => ` JOIN ${to}${as} ON ${on} = 2`),
  fc.tuple(table, expression).map(([to, on]) => ` LEFT JOIN ${to} y ON ${on} = 2`),
  fc.constant(' CROSS JOIN (SELECT id AS x FROM o) y'),
  fc.constant(' CROSS JOIN LATERAL (SELECT id AS x FROM o) y'),
);
const named = fc.constantFrom('', '', '', 'WITH o AS (SELECT 1 AS nope) ');
const as = fc.constantFrom('', ' x', ' AS x');

const statement = fc.oneof(
  fc
    .tuple(named, expression, table, as, joined, expression)
    .map(
      ([cte, value, from, alias, join, where]) =>
        `${cte}SELECT ${value} AS x FROM ${from}${alias}${join} WHERE ${where} = 1 ORDER BY x`,
    ),
  fc
    .tuple(
      table,
      as,
      column,
      expression,
      fc.oneof(
        fc.constant(''),
        table.map((other) => ` FROM ${other} y`),
      ),
      expression,
    )
    .map(
      ([of, alias, to, value, from, where]) => `UPDATE ${of}${alias} SET ${to} = ${value}${from} WHERE ${where} = 1`,
    ),
  fc
    .tuple(
      table,
      as,
      fc.oneof(
        fc.constant(''),
        table.map((other) => ` USING ${other} y`),
      ),
      expression,
    )
    .map(([of, alias, using, where]) => `DELETE FROM ${of}${alias}${using} WHERE ${where} = 1 RETURNING *`),
  fc
    .tuple(table, column, table, expression, joined)
    .map(
      ([of, to, from, value, join]) =>
        `INSERT INTO ${of} (${to}) SELECT ${value} FROM ${from} x${join} ON CONFLICT DO NOTHING`,
    ),
  fc
    .tuple(table, column, expression)
    .map(([of, to, value]) => `INSERT INTO ${of} (${to}) VALUES (${value}) RETURNING id`),
);

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.exec(`CREATE SCHEMA IF NOT EXISTS public; ${setup}`);
});

test('what is said to fail fails, and hardly anything that fails because of a name is missed', async () => {
  let refused = 0;
  let missed = 0;
  await fc.assert(
    fc.asyncProperty(statement, async (sql) => {
      const source = sourceOf('rows.sql', `${setup}\n${sql};`);
      const { timeline, problems } = replayHistory([{ name: 'rows', source }], {
        runner: 'psql',
        dialect: 'postgresql',
      });
      expect(problems).toEqual([]);
      const said = timeline.moments.find(({ outcome }) => outcome.kind === 'failed')?.outcome;
      const code = await postgres.exec(`BEGIN; EXPLAIN ${sql}`).then(
        () => undefined,
        (error: { code: string }) => error.code,
      );
      await postgres.exec('ROLLBACK');
      if (said?.kind === 'failed') expect(`${code} ${sql}`).not.toBe(`undefined ${sql}`);
      if (code !== '42P01' && code !== '42703') return;
      refused++;
      if (said?.kind !== 'failed') missed++;
    }),
    { numRuns: Number(process.env['REFINT_ROWS'] ?? 1500), seed: Number(process.env['REFINT_SEED'] ?? 7) },
  );
  expect(refused).toBeGreaterThan(500);
  expect(missed / refused).toBeLessThan(0.25);
});
