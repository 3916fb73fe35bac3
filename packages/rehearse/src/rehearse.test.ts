import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { defaultSettings, type MigrationInput, type Rehearsal } from '@refint/core';
import { sourceOf } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ask } from './ask.ts';
import { rehearse } from './index.ts';
import { sessionWith } from './servers/in-process.ts';
import type { Session } from './servers/session.ts';

let session: Session;
beforeAll(async () => {
  session = await sessionWith(await startPostgres({ extensions: { citext } }), 18);
});
afterAll(() => session.close());

/** A history, a file for each text. */
const files = (...texts: readonly string[]): readonly MigrationInput[] =>
  texts.map((text, at) => ({ name: `m${at}`, source: sourceOf(`m${at}/migration.sql`, text) }));

/** What is asked about a history, on a server that all tests share. */
const asking = (migrations: readonly MigrationInput[], more: Partial<Ask> = {}): Ask => ({
  input: { name: '.', schema: [], migrations, runner: 'prisma', neverRun: [], problems: [] },
  settings: defaultSettings,
  start: async () => ({ ...session, close: async () => {} }),
  ...more,
});

async function rehearsed(migrations: readonly MigrationInput[], more: Partial<Ask> = {}): Promise<Rehearsal> {
  const answer = await rehearse(asking(migrations, more));
  if (answer.kind === 'refused') throw new Error(answer.sentence);
  return answer.rehearsal;
}

const apms = join(import.meta.dirname, '../../../fixtures/apms/prisma/migrations');

describe('a history', () => {
  test('of a whole project ends where the replay ends, and locks what refint says', async () => {
    const migrations = readdirSync(apms, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ name, path: join(apms, name, 'migration.sql') }))
      .map(({ name, path }) => ({ name, source: sourceOf(path, readFileSync(path, 'utf8')) }));
    const { history, server, verdict } = await rehearsed(migrations);
    expect(server).toEqual({ version: expect.stringMatching(/^18\.\d+$/), where: 'in-process' });
    expect(history).toEqual({
      migrations: 4,
      statements: 89,
      tables: 21,
      foreignKeys: 22,
      compared: 63,
      refused: [],
      disagreements: [],
      partly: undefined,
    });
    expect(verdict).toBe('well');
  });

  test('runs in the transactions of its runner', async () => {
    const concurrently = 'CREATE INDEX CONCURRENTLY i ON a (x);';
    const table = 'CREATE TABLE a (id int PRIMARY KEY, x int);';
    expect((await rehearsed(files(table, concurrently))).verdict).toBe('well');
    const { history, verdict } = await rehearsed(files(`${table}\n${concurrently}`));
    const refusal = { path: 'm0/migration.sql', line: 2, code: '25001', foreseen: 'yes' };
    expect(history.refused).toEqual([expect.objectContaining(refusal)]);
    expect([history.disagreements, verdict]).toEqual([[], 'not-well']);
    const input = { ...asking(files(`${table}\n${concurrently}`)).input, runner: 'psql' as const };
    expect((await rehearsed([], { input })).verdict).toBe('well');
    const drizzle = { ...asking(files(table, concurrently)).input, runner: 'drizzle' as const };
    expect((await rehearsed([], { input: drizzle })).history.refused).toEqual([
      expect.objectContaining({ code: '25001', path: 'm1/migration.sql' }),
    ]);
  });

  test('goes on after what fails, as the replay does', async () => {
    const { history } = await rehearsed(
      files('CREATE TABLE a (id int PRIMARY KEY);\nALTER TABLE b ADD x int;\nCREATE TABLE c (a_id int REFERENCES a);'),
    );
    expect(history.refused).toEqual([
      {
        migration: 'm0',
        path: 'm0/migration.sql',
        line: 2,
        code: '42P01',
        text: 'relation "b" does not exist',
        foreseen: 'yes',
      },
    ]);
    expect([history.tables, history.foreignKeys, history.disagreements]).toEqual([2, 1, []]);
  });

  test('of enums is refused what its own transactions are refused, and nothing more', async () => {
    const history = async (make: string) => {
      const migrations = files(
        `${make}\nCREATE TABLE a (id int PRIMARY KEY, m mood);`,
        "ALTER TYPE mood ADD VALUE 'ok';",
        "ALTER TABLE a ALTER m SET DEFAULT 'ok';",
      );
      const input = { ...asking(migrations).input, runner: 'drizzle' as const };
      return (await rehearsed([], { input })).history;
    };
    expect(await history("CREATE TYPE mood AS ENUM ('sad');")).toMatchObject({ refused: [], disagreements: [] });
    const caught = "DO $$ BEGIN CREATE TYPE mood AS ENUM ('sad'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;";
    expect(await history(caught)).toMatchObject({
      refused: [{ code: '55P04', path: 'm2/migration.sql', foreseen: 'yes' }],
      disagreements: [],
    });
  });

  test('that goes another way for what files do not show is not compared from there on', async () => {
    const { history, verdict } = await rehearsed(
      files(
        'CREATE TABLE users (id int PRIMARY KEY, slug text DEFAULT made_by_hand(12));',
        'CREATE TABLE posts (id int PRIMARY KEY, user_id int REFERENCES users);',
        'CREATE TABLE others (id int PRIMARY KEY);',
      ),
    );
    expect(history.refused.map(({ code, foreseen }) => [code, foreseen])).toEqual([
      ['42883', 'rows'],
      ['42P01', 'rows'],
    ]);
    expect(history).toMatchObject({
      disagreements: [],
      partly: 'm0/migration.sql:1 was refused, and what comes after it goes another way',
    });
    expect(verdict).toBe('not-well');
  });

  test('that needs an extension and does not make it has it before', async () => {
    const { history, verdict } = await rehearsed(
      files('CREATE TABLE a (id citext PRIMARY KEY);', 'ALTER TABLE a ADD other citext REFERENCES a;'),
    );
    expect(history).toMatchObject({ assumed: ['citext'], refused: [], disagreements: [], tables: 1, foreignKeys: 1 });
    expect(verdict).toBe('well');
    const made = await rehearsed(files('CREATE EXTENSION citext;', 'CREATE TABLE a (id citext PRIMARY KEY);'));
    expect(made.history).toMatchObject({ assumed: undefined, refused: [], disagreements: [] });
    const own = await rehearsed(files("CREATE TYPE cube AS ENUM ('a'); CREATE TABLE a (id cube);"));
    expect(own.history).toMatchObject({ assumed: undefined, refused: [], disagreements: [] });
  });

  test('of vectors runs where PostgreSQL knows them', async () => {
    const vectors = files('CREATE EXTENSION vector; CREATE TABLE a (id int, v vector(3), h halfvec(4)[]);');
    const { history, server } = await rehearsed(vectors, { start: undefined, postgres: 17 });
    expect(server.version).toMatch(/^17\./);
    expect(history).toMatchObject({ refused: [], disagreements: [], tables: 1 });
  });

  test('that fails because of rows is no defect of refint', async () => {
    const { history, verdict } = await rehearsed(
      files('CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1);', 'ALTER TABLE a ADD PRIMARY KEY (id);'),
    );
    expect(history.refused).toEqual([expect.objectContaining({ code: '23505', foreseen: 'rows' })]);
    expect(history.disagreements.filter(({ about }) => about === 'failure')).toEqual([]);
    expect(verdict).toBe('not-well');
  });

  test('of which files do not show the beginning is run, and nothing is compared', async () => {
    const { history } = await rehearsed(files('ALTER TABLE a ADD x int;'));
    expect(history.refused).toHaveLength(1);
    expect([history.disagreements, history.partly]).toEqual([[], expect.stringContaining('a')]);
  });
});

describe('where nothing differs, although it looks as if', () => {
  const given =
    'CREATE EXTENSION citext; CREATE TABLE t (a text, b varchar(20), c citext, d text UNIQUE, e text);\nCREATE INDEX ON t (e);';
  test.each([
    ['texts that are kept as they are', 'ALTER TABLE t ALTER a TYPE citext, ALTER b TYPE citext;'],
    ['and back', 'ALTER TABLE t ALTER c TYPE text;'],
    ['and back, but cut', 'ALTER TABLE t ALTER c TYPE varchar(10);'],
    ['an index of them that is built anew', 'ALTER TABLE t ALTER e TYPE citext;'],
    ['a unique one', 'ALTER TABLE t ALTER d TYPE citext;'],
    ['a query that is kept', 'CREATE MATERIALIZED VIEW v AS SELECT a FROM t; CREATE TABLE u AS SELECT a FROM t;'],
    [
      'a list of one',
      `ALTER TABLE t ADD CHECK (a IN ('x')); ALTER TABLE t ADD CHECK (b NOT IN ('x')); ALTER TABLE t ADD CHECK (e IN ('x', 'y'));`,
    ],
    ['how a transaction runs', 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; ALTER TABLE t DROP a;'],
    ['the same after BEGIN', 'BEGIN; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; ALTER TABLE t DROP a; COMMIT;'],
  ])('%s', async (_, sql) => {
    const { history } = await rehearsed(files(given, sql));
    expect([...history.disagreements, ...history.refused]).toEqual([]);
    expect(history.statements).toBeGreaterThan(3);
  });
});

describe('what refint says and PostgreSQL does not do', () => {
  /** A server that does one thing otherwise. */
  const changed = (from: string, to: string): Partial<Ask> => ({
    start: async () => ({
      ...session,
      exec: (sql) => session.exec(sql.replace(from, to)),
      close: async () => {},
    }),
  });
  const before = 'CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE o (id int, t_id int);';

  test.each([
    ['another column', 'x int', 'x bigint', [['catalog', 'tables.public.t.columns.x.type', '"integer"', '"bigint"']]],
    [
      'a statement that fails',
      'ADD x int',
      'ADD id int',
      [['failure', 'ALTER TABLE', 'works', expect.stringMatching(/^fails: 42701 /)]],
    ],
    ['a stronger lock', 'ADD x int', 'ADD x int; LOCK TABLE o', [['lock', 'o', 'no lock', 'ACCESS EXCLUSIVE']]],
    [
      'a rewrite',
      'x int',
      'x int DEFAULT random()',
      [['lock', 't', 'rows stay where they are', 'all rows are written anew']],
    ],
    ['no lock at all', 'ALTER TABLE t ADD x int', 'SELECT 1', [['lock', 't', 'ACCESS EXCLUSIVE', 'no lock']]],
  ])('%s is told as a defect', async (_, from, to, expected) => {
    const { history, verdict } = await rehearsed(files(before, 'ALTER TABLE t ADD x int;'), changed(from, to));
    const told = history.disagreements.map(({ about, what, refint, postgresql }) => [about, what, refint, postgresql]);
    for (const one of expected) expect(told).toContainEqual(one);
    expect(verdict).toBe('not-well');
  });

  test('a scan', async () => {
    const sql = 'ALTER TABLE o ADD FOREIGN KEY (t_id) REFERENCES t;';
    const { history } = await rehearsed(files(before, sql), changed('REFERENCES t', 'REFERENCES t NOT VALID'));
    expect(history.disagreements).toContainEqual({
      about: 'lock',
      at: { migration: 'm1', path: 'm1/migration.sql', line: 1 },
      what: 'o',
      refint: 'all rows are read',
      postgresql: 'no rows are read',
    });
  });
});

test('who interrupts it is heard between two statements, also where the server leaves no turn to anybody', async () => {
  const stop = new AbortController();
  setImmediate(() => stop.abort());
  const many = Array.from({ length: 50 }, (_, at) => `CREATE TABLE t${at} (id int);`).join('\n');
  const answer = await rehearse(asking(files(many), { signal: stop.signal }));
  expect(answer).toEqual({ kind: 'refused', sentence: 'it was interrupted, and nothing was written' });
});

describe('it is refused, in a sentence', () => {
  test.each([
    [
      'a version that does not run here',
      files('SELECT 1;'),
      { postgres: 15, start: undefined },
      'PostgreSQL 15 does not run in this process (16, 17, 18 do)',
    ],
    [
      'an extension that is not there',
      files('CREATE EXTENSION postgis;'),
      { start: undefined },
      'need the extension postgis, which PostgreSQL 18 in this process does not have',
    ],
    [
      'an extension that another version has',
      files('CREATE TABLE a (v vector(3));'),
      { start: undefined },
      'does not have; rehearse with --postgres 17, which has it, or name a database',
    ],
    ['no history', [], {}, 'there are no migrations that could be rehearsed'],
    [
      'an interruption',
      files('SELECT 1;'),
      { signal: AbortSignal.abort() },
      'it was interrupted, and nothing was written',
    ],
  ] as const)('%s', async (_, migrations, more, sentence) => {
    const answer = await rehearse(asking(migrations, more));
    expect(answer).toEqual({ kind: 'refused', sentence: expect.stringContaining(sentence) });
  });
});
