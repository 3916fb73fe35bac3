import type { PGlite } from '@electric-sql/pglite';
import { sourceOf, textAt } from '@refint/model';
import { emptied, startPostgres } from '@refint/postgres';
import type { Runner } from '@refint/rule';
import { readSql } from '@refint/sql';
import { beforeAll, expect, test } from 'vitest';
import { replayHistory } from './index.ts';

/** What files leave of the search path is what the session of a real PostgreSQL has after them. */
let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});

const dump = "SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.a (id int);";

test.each<[Runner, readonly string[], readonly (readonly string[])[]]>([
  ['prisma', [dump, 'CREATE TABLE public.b (id int)'], [[]]],
  ['prisma', [dump, 'SELECT 1; SET search_path TO public', 'CREATE TABLE c (id int)'], [[]]],
  ['prisma', ["SELECT set_config('search_path', 'a, \"B\"', false), 1"], [['a', 'B']]],
  ['prisma', ["SET search_path TO a; SET search_path = 'b'"], [['b']]],
  ['prisma', ['SET search_path TO a; RESET search_path'], []],
  ['prisma', ['SET search_path TO a; RESET ALL'], []],
  ['prisma', ['SET search_path TO a; SET search_path TO DEFAULT'], []],
  ['prisma', ["SELECT set_config('search_path', '', true); SELECT 1"], []],
  ['prisma', ['SET LOCAL search_path TO a; SELECT 1'], []],
  ['prisma', ['SET search_path TO a; SET LOCAL search_path TO b'], [['a']]],
  ['prisma', ['BEGIN; SET search_path TO a; ROLLBACK'], []],
  ['prisma', ['BEGIN; SET search_path TO a; COMMIT; SET LOCAL search_path TO b'], [['a']]],
  ['prisma', ["DO $$ BEGIN PERFORM set_config('search_path', 'a', false); END $$"], [['a']]],
  [
    'prisma',
    ['DO $$ BEGIN SET search_path TO a; END $$', 'SET search_path TO b', 'SET search_path TO b'],
    [['a'], ['b']],
  ],
  ['psql', ['SET LOCAL search_path TO a; SELECT 1'], []],
  ['psql', ['BEGIN; SET LOCAL search_path TO a; COMMIT; SET SESSION search_path TO c'], [['c']]],
])('%s %j', async (runner, texts, left) => {
  await emptied(postgres);
  const seen: string[][] = [];
  const files = texts.map((text, at) => ({ name: String(at), source: sourceOf(`path${at}.sql`, text) }));
  let before = ['$user', 'public'];
  for (const { source } of files) {
    const { statements } = readSql(source, 'postgresql');
    const parts = runner === 'prisma' ? [source.text] : statements.map(({ span }) => textAt({ source, span }));
    for (const part of parts) await postgres.exec(part);
    const { rows } = await postgres.query<{ path: string }>(`SELECT current_setting('search_path') AS path`);
    const now = (rows[0]?.path ?? '')
      .split(', ')
      .map((name) => name.replaceAll('"', ''))
      .filter((name) => name !== '');
    if (now.join() !== before.join() && now.at(-1) !== 'public') seen.push(now);
    before = now;
  }
  const { leftPaths } = replayHistory(files, { runner, dialect: 'postgresql' }).timeline;
  expect(leftPaths.map(({ now }) => now)).toEqual(left);
  expect(seen).toEqual(left);
});
