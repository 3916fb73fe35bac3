import type { PGlite } from '@electric-sql/pglite';
import { analyze, defaultSettings } from '@refint/core';
import { sourceOf } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import { beforeAll, expect, test } from 'vitest';

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
  // With plans for any value, as a check of a foreign key has them, an index is used where it can be.
  await postgres.exec('SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan');
});

const tables = 'CREATE TABLE t (a int, b int, "C" int, deleted_at date, done boolean);';

/** Whether PostgreSQL would find the rows that a delete is about through the index `i`. */
async function plannerUses(sql: string, columns: readonly string[]): Promise<boolean> {
  await postgres.exec(`DROP TABLE IF EXISTS t; DEALLOCATE ALL; ${tables} ${sql}`);
  const conditions = columns.map((column, at) => `$${at + 1} = "${column}"`).join(' AND ');
  const types = columns.map(() => 'int').join();
  await postgres.exec(`PREPARE find (${types}) AS SELECT 1 FROM ONLY t WHERE ${conditions} FOR KEY SHARE`);
  const { rows } = await postgres.query<Record<string, string>>(
    `EXPLAIN EXECUTE find (${columns.map(() => 1).join()})`,
  );
  return rows.some((row) => /\b(?:on|using) i\b/.test(Object.values(row).join()));
}

async function weSayIt(sql: string, columns: readonly string[]): Promise<boolean> {
  const migrations = [{ name: '1', source: sourceOf('1.sql', `${tables}\n${sql}`) }];
  const input = { name: '.', schema: [], migrations, runner: 'psql', neverRun: [], problems: [] } as const;
  const { projects } = await analyze([input], defaultSettings, []);
  return projects[0]?.project.timeline?.last.indexCovering('public.t', columns)?.name === 'i';
}

const oneColumn = [
  ['(a) WHERE a IS NOT NULL', true],
  ['(a) WHERE (a IS NOT NULL)', true],
  ['(a) WHERE "a" IS NOT NULL AND b IS NOT NULL', false],
  ['(a) WHERE a IS NOT NULL AND deleted_at IS NULL', false],
  ['(a) WHERE a IS NOT NULL OR done', true],
  ['(a) WHERE done OR b IS NOT NULL', false],
  ['(a) WHERE (a IS NOT NULL OR done) AND (b = 1 OR a IS NOT NULL)', true],
  ['(a, b) WHERE b IS NOT NULL', false],
  ['(a) WHERE deleted_at IS NULL', false],
  ['(a) WHERE a > 0', false],
  ['(a) WHERE done', false],
  ['(a) WHERE a IS NULL', false],
  ['(a) WHERE (a) IS NOT NULL', true],
  ['(a) WHERE a + 1 IS NOT NULL', false],
  ['USING hash (a) WHERE a IS NOT NULL', true],
  ['USING hash (a)', true],
  ['(a, lower(done::text))', true],
  ['((a))', true],
] as const;

test.each(oneColumn)('CREATE INDEX i ON t %s: %s', async (index, is) => {
  const sql = createIndex(index);
  expect(await plannerUses(sql, ['a'])).toBe(is);
  expect(await weSayIt(sql, ['a'])).toBe(is);
});

test.each(['(a, b) WHERE "a" IS NOT NULL AND (b IS NOT NULL)', '(b, a) WHERE b IS NOT NULL', '(a, b, "C")'])(
  'CREATE INDEX i ON t %s finds two columns',
  async (index) => {
    const sql = createIndex(index);
    expect(await plannerUses(sql, ['a', 'b'])).toBe(true);
    expect(await weSayIt(sql, ['b', 'a'])).toBe(true);
  },
);

const createIndex = (index: string): string => `CREATE INDEX i ON t ${index};`;
