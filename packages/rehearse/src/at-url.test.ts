import { defaultSettings } from '@refint/core';
import { sourceOf } from '@refint/model';
import { installedServer, type Listening, startListening } from '@refint/postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Ask } from './ask.ts';
import { rehearse } from './index.ts';

if (installedServer === undefined)
  console.log(
    'skipped: rehearsals on a database that is named, because no PostgreSQL is installed here (pg_ctl was not found)',
  );

const sql = 'CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a_id int REFERENCES a);';

describe.skipIf(installedServer === undefined)('a database that is named', () => {
  let server: Listening;
  beforeAll(() => {
    server = startListening(installedServer ?? '');
  });
  afterAll(() => server.close());

  const on = (databaseUrl: string, text = sql, more: Partial<Ask> = {}): Promise<Answer> => {
    const migrations = [{ name: 'm', source: sourceOf('m.sql', text) }];
    const input = { name: '.', schema: [], migrations, runner: 'prisma', neverRun: [], problems: [] } as const;
    return rehearse({ input, settings: defaultSettings, databaseUrl, ...more });
  };

  /** What somebody who connects to a database asks it. */
  async function ask(database: string, ...statements: readonly string[]): Promise<readonly unknown[]> {
    const client = new pg.Client({ connectionString: server.url(database) });
    await client.connect();
    let rows: readonly unknown[] = [];
    for (const statement of statements) ({ rows } = await client.query({ text: statement, rowMode: 'array' }));
    await client.end();
    return rows;
  }
  const made = async (name: string, ...statements: readonly string[]): Promise<string> => {
    await ask('postgres', `CREATE DATABASE ${name}`);
    await ask(name, ...statements);
    return server.url(name);
  };
  const things = `SELECT relname FROM pg_class WHERE relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_' OR nspname = 'information_schema') ORDER BY 1`;

  test('that is empty is used, marked, and left empty; and then it may be used again', async () => {
    const url = await made('empty');
    for (const text of [sql, `${sql} CREATE SCHEMA more; CREATE EXTENSION citext; CREATE TABLE more.x (c citext);`]) {
      const answer = await on(url, text);
      expect(answer).toMatchObject({
        kind: 'rehearsed',
        rehearsal: { server: { where: 'named' }, history: { disagreements: [], foreignKeys: 1 }, verdict: 'well' },
      });
    }
    expect(await ask('empty', things)).toEqual([]);
    const schemas = `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1`;
    expect(await ask('empty', schemas)).toEqual([['public'], ['refint_rehearsal']]);
  });

  test('runs a plan with rows, and measures it', async () => {
    const migration = (name: string, text: string) => ({ name, source: sourceOf(`${name}.sql`, text) });
    const plan = {
      migrations: [
        migration('n1', 'CREATE INDEX CONCURRENTLY c_a_id_idx ON c (a_id);'),
        migration('n2', 'ALTER TABLE c ADD CONSTRAINT c_a_id_fkey FOREIGN KEY (a_id) REFERENCES a NOT VALID;'),
        migration('n3', 'ALTER TABLE c VALIDATE CONSTRAINT c_a_id_fkey;'),
      ],
      audit: sourceOf(
        'audit.sql',
        `BEGIN; SELECT 'c.a_id → a.id' AS reference, count(*) AS orphans FROM c WHERE NOT EXISTS (SELECT FROM a WHERE a.id = c.a_id); COMMIT;`,
      ),
      tests: undefined,
      rollback: sourceOf(
        'rollback.sql',
        'ALTER TABLE c DROP CONSTRAINT c_a_id_fkey; DROP INDEX CONCURRENTLY c_a_id_idx;',
      ),
    };
    const settings = { ...defaultSettings, targets: { writeMilliseconds: 60_000 } };
    const text = `${sql} CREATE TABLE c (id int PRIMARY KEY, a_id int NOT NULL);`;
    const answer = await on(await made('planned'), text, { plan, rows: 20, orphans: 4, settings });
    expect(answer).toMatchObject({
      kind: 'rehearsed',
      rehearsal: {
        plan: {
          refused: [],
          disagreements: [],
          audit: [{ reference: 'c.a_id → a.id', planted: 4, counted: 4 }],
          notRestored: [],
          waits: [
            { table: 'a', stops: 'writes' },
            { table: 'c', stops: 'writes' },
          ],
        },
        costs: { keys: [{ made: 'indexed', notes: [], alone: { delete: { perSecond: expect.any(Number) } } }] },
        verdict: 'well',
      },
    });
    expect(await ask('planned', things)).toEqual([]);
  });

  test('that an interrupted rehearsal has left full is emptied by the next', async () => {
    const url = await made('leftover');
    const stop = new AbortController();
    const doing = (_: string, done = 0): void => void (done === 1 && stop.abort());
    expect(await on(url, sql, { doing, signal: stop.signal })).toMatchObject({ kind: 'refused' });
    await ask('leftover', 'CREATE TABLE more (id int)');
    expect(await on(url)).toMatchObject({ kind: 'rehearsed', rehearsal: { verdict: 'well' } });
    expect(await ask('leftover', things)).toEqual([]);
  });

  test.each([
    ['a table', 'CREATE TABLE people (id int)', 'the table people'],
    ['a type', `CREATE TYPE mood AS ENUM ('sad')`, 'the type mood'],
    ['a function', 'CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$', 'the function one'],
    ['a schema', 'CREATE SCHEMA app', 'the schema app'],
    ['an extension', 'CREATE EXTENSION citext SCHEMA pg_catalog', 'the extension citext'],
    ['a schema of our name that is not ours', 'CREATE SCHEMA refint_rehearsal', 'the schema refint_rehearsal'],
    ['a large object', 'SELECT lo_create(0)', 'a large object'],
  ])('that holds %s is refused before anything is done to it', async (_, statement, what) => {
    const name = `held_${what.replaceAll(/\W/g, '_')}`;
    const url = await made(name, statement);
    const before = await ask(name, `SELECT oid, nspname FROM pg_namespace ORDER BY 1`);
    const answer = await on(url);
    expect(answer).toEqual({ kind: 'refused', sentence: expect.stringContaining(`is not empty: it holds ${what}`) });
    expect(await ask(name, `SELECT oid, nspname FROM pg_namespace ORDER BY 1`)).toEqual(before);
  });

  test('that is not there, or of another version, is refused, and no secret is told', async () => {
    const none = await on(server.url('none'));
    expect(none).toEqual({
      kind: 'refused',
      sentence: 'the database of --database-url cannot be reached: database "none" does not exist',
    });
    expect(await on('postgresql://me:secret@localhost:1/x')).toEqual({
      kind: 'refused',
      sentence: expect.not.stringContaining('secret'),
    });
    expect(await on('nonsense://:::')).toEqual({
      kind: 'refused',
      sentence: expect.stringContaining('cannot be reached'),
    });
    const other = await on(await made('versioned'), sql, { postgres: installedServer?.includes('18') ? 17 : 18 });
    expect(other).toEqual({
      kind: 'refused',
      sentence: expect.stringMatching(/^the server is PostgreSQL \d+\.\d+, and --postgres asks for/),
    });
  });

  test('in which nothing may be made is refused with the words of the server', async () => {
    const url = await made('poor', 'CREATE ROLE poor LOGIN');
    const answer = await on(url.replace('postgres:secret@', 'poor:secret@'));
    expect(answer).toEqual({
      kind: 'refused',
      sentence: expect.stringContaining('permission denied for database poor'),
    });
  });

  test.each([
    'CREATE ROLE boss;',
    'alter  system SET fsync = off;',
    'DROP DATABASE postgres;',
    'DO $$ BEGIN CREATE USER boss; END $$;',
  ])('is not used for what reaches beyond it: %s', async (text) => {
    const url = server.url('empty');
    expect(await on(url, text)).toEqual({
      kind: 'refused',
      sentence: expect.stringContaining('reaches beyond the one database'),
    });
    expect(await ask('postgres', `SELECT 1 FROM pg_roles WHERE rolname = 'boss'`)).toEqual([]);
  });
});
