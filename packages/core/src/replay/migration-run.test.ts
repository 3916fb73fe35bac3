import { loadMigrationRuns, type MigrationRun, type Moment, type Runner, sourceOf, tableId } from '@refint/model';
import { readCommand, readSql } from '@refint/sql';
import { describe, expect, test } from 'vitest';
import { replay, startOf } from './index.ts';

const { runsOf } = await loadMigrationRuns();

/** How the last of these files is run; the others came before it, or are applied `together` with it. */
function lastRun(runner: Runner, files: readonly string[], together = false): MigrationRun {
  const read = files.map((text, at) => {
    const source = sourceOf(`${runner}${at}.sql`, text);
    return { migration: { name: String(at), source }, statements: readSql(source, 'postgresql').statements };
  });
  const timeline = replay(startOf('postgresql'), read, { runner, readCommand });
  const speaking = together ? read : read.slice(-1);
  return runsOf(timeline, speaking, together).at(-1)!;
}

const last = ({ moments }: MigrationRun): Moment => moments.at(-1)!;
const t = tableId('public', 't');
const index = 'CREATE INDEX ON t (id);';
const table = 'CREATE TABLE t (id int);';

describe('what is one transaction', () => {
  const shapeOf = (runner: Runner, file: string) =>
    lastRun(runner, [table, file]).transactions.map(({ together, statements, moments }) => [
      together,
      statements.map(({ verb }) => verb).join(),
      moments.length,
    ]);
  const file = `INSERT INTO t VALUES (1); ${index} ALTER TABLE t ADD a int, ADD b int;`;
  const blocks = `${index} BEGIN; ${index} ${index} COMMIT; ${index}`;
  test.each<[Runner, string, unknown]>([
    ['prisma', file, [['file', 'INSERT,CREATE INDEX,ALTER TABLE', 3]]],
    [
      'psql',
      file,
      [
        ['statement', 'INSERT', 0],
        ['statement', 'CREATE INDEX', 1],
        ['statement', 'ALTER TABLE', 2],
      ],
    ],
    ['drizzle', file, [['pending', 'INSERT,CREATE INDEX,ALTER TABLE', 3]]],
    [
      'prisma',
      blocks,
      [
        ['block', 'CREATE INDEX,BEGIN,CREATE INDEX,CREATE INDEX,COMMIT', 3],
        ['block', 'CREATE INDEX', 1],
      ],
    ],
    [
      'psql',
      blocks,
      [
        ['statement', 'CREATE INDEX', 1],
        ['block', 'BEGIN,CREATE INDEX,CREATE INDEX,COMMIT', 2],
        ['statement', 'CREATE INDEX', 1],
      ],
    ],
  ])('%s: %s', (runner, text, expected) => {
    expect(shapeOf(runner, text)).toEqual(expected);
  });
});

describe('whether anybody waits for a table', () => {
  const inUse = (runner: Runner, ...files: string[]): boolean => {
    const run = lastRun(runner, files);
    return run.isInUse(t, last(run));
  };
  test.each<[string, boolean, Runner, string[]]>([
    ['a table of an earlier migration', true, 'prisma', [table, index]],
    ['a table of this file', false, 'prisma', [`${table} ${index}`]],
    ['a table of this file with rows', false, 'prisma', [`${table} INSERT INTO t VALUES (1); ${index}`]],
    [
      'a table of this file under another name',
      false,
      'prisma',
      [`CREATE TABLE n (id int); ALTER TABLE n RENAME TO t; ${index}`],
    ],
    [
      'a table of another transaction of this file, with rows',
      true,
      'prisma',
      [`BEGIN; ${table} INSERT INTO t VALUES (1); COMMIT; ${index}`],
    ],
    ['a table of another transaction of this file, empty', false, 'prisma', [`BEGIN; ${table} COMMIT; ${index}`]],
    ['one that is committed, empty', false, 'psql', [`${table} ${index}`]],
    [
      'one that is committed, when another one is filled',
      false,
      'psql',
      [`CREATE TABLE o (); ${table} INSERT INTO o DEFAULT VALUES; ${index}`],
    ],
    ['one that is committed and filled', true, 'psql', [`${table} INSERT INTO t VALUES (1); ${index}`]],
    [
      'one that is committed and filled behind WITH',
      true,
      'psql',
      [`${table} WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x; ${index}`],
    ],
    ['one that is committed and copied into', true, 'psql', [`${table} COPY t FROM '/a'; ${index}`]],
    [
      'one that is committed and merged into',
      true,
      'psql',
      [`${table} MERGE INTO t USING t o ON true WHEN NOT MATCHED THEN INSERT VALUES (1); ${index}`],
    ],
    [
      'one that is committed, before a block of code',
      true,
      'psql',
      [`${table} DO $$ BEGIN INSERT INTO t VALUES (1); END $$; ${index}`],
    ],
    ['one that is made of a query', true, 'psql', [`CREATE TABLE t AS SELECT 1 AS id; ${index}`]],
    ['one that is committed, after an UPDATE', false, 'psql', [`${table} UPDATE t SET id = 2; ${index}`]],
    [
      'one whose name another table had',
      true,
      'psql',
      [`${table}`, `CREATE TABLE n (id int); DROP TABLE t; ALTER TABLE n RENAME TO t; ${index}`],
    ],
    [
      'one that a trigger may fill',
      true,
      'psql',
      [
        `CREATE TABLE o (); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS ''; CREATE TRIGGER x AFTER INSERT ON o EXECUTE FUNCTION f(); ${table} INSERT INTO o DEFAULT VALUES; ${index}`,
      ],
    ],
    [
      'a new partition of an old table',
      true,
      'psql',
      ['CREATE TABLE p (id int) PARTITION BY LIST (id);', `CREATE TABLE t PARTITION OF p DEFAULT; ${index}`],
    ],
    [
      'one that gets a partition with rows',
      true,
      'psql',
      [`CREATE TABLE t (id int) PARTITION BY LIST (id); ALTER TABLE t ATTACH PARTITION o DEFAULT; ${index}`],
    ],
    ['a table that is made again', false, 'prisma', [table, `DROP TABLE t; ${table} ${index}`]],
    ['a table that was there already', true, 'prisma', [table, `CREATE TABLE IF NOT EXISTS t (id int); ${index}`]],
    ['a table that is emptied in this transaction', false, 'prisma', [table, `TRUNCATE TABLE o, public.t; ${index}`]],
    ['a table that is emptied in another one', true, 'psql', [table, `TRUNCATE t; ${index}`]],
    ['a table that others may fill again', true, 'prisma', [table, `DELETE FROM t; ${index}`]],
    ['a table of an earlier file', true, 'drizzle', [table, index]],
    ['a table of this file', false, 'drizzle', [`${table} ${index}`]],
  ])('%s: %s', (_, expected, runner, files) => {
    expect(inUse(runner, ...files)).toBe(expected);
  });

  test.each<[string, boolean, Runner, string[]]>([
    ['an empty table of another one', false, 'prisma', [table, index]],
    ['a filled table of another one', true, 'prisma', [table, 'INSERT INTO t VALUES (1);', index]],
    [
      'a filled table of another one in the same transaction',
      false,
      'drizzle',
      [table, 'INSERT INTO t VALUES (1);', index],
    ],
  ])('migrations that are applied together: %s: %s', (_, expected, runner, files) => {
    const run = lastRun(runner, files, true);
    expect(run.isInUse(t, last(run))).toBe(expected);
  });
});

describe('what was done before in the same transaction', () => {
  const verbs = (runner: Runner, files: readonly string[], together = false) => {
    const run = lastRun(runner, files, together);
    return run.heldBefore(last(run)).map(({ change }) => `${change.kind} ${change.entity}`);
  };
  test.each<[Runner, readonly string[], boolean, readonly string[]]>([
    ['prisma', [table, `ALTER TABLE t ADD a int; ${index}`], false, ['add column']],
    ['prisma', [`${table} ALTER TABLE t ADD a int; COMMIT; ${index}`], false, []],
    ['psql', [`${table} ${index}`], false, []],
    ['psql', [`${table} BEGIN; ALTER TABLE t ADD a int; ${index}`], false, ['add column']],
    ['prisma', [table, index], true, []],
    ['drizzle', [table, index], true, ['add table']],
    ['drizzle', [table, index], false, []],
  ])('%s, %j, together: %s', (runner, files, together, expected) => {
    expect(verbs(runner, files, together)).toEqual(expected);
  });
});

test('a run has the state on both sides of it, also where nothing changes', () => {
  const run = lastRun('prisma', [table, 'SELECT 1;']);
  expect([run.before.tableCount, run.after.tableCount, run.done, run.statements.length]).toEqual([1, 1, [], 1]);
});

test('a lock is felt by those who use the table, and held until the transaction ends', () => {
  const shown = (runner: Runner, file: string) => {
    const run = lastRun(runner, [table, file]);
    const moment = last(run);
    const { lock, moment: since } = run.heldOn(t, moment) ?? {};
    return [
      run
        .locksFelt(moment)
        .map(({ mode }) => mode)
        .join(),
      lock?.mode,
      since?.change.kind,
    ];
  };
  const file = `ALTER TABLE t ADD a int; ALTER TABLE t DROP a; ${index}`;
  expect(shown('prisma', file)).toEqual(['SHARE', 'ACCESS EXCLUSIVE', 'add']);
  expect(shown('psql', file)).toEqual(['SHARE', undefined, undefined]);
  expect(
    shown('prisma', `${file.replaceAll(' t ', ' n ')}`.replace('ALTER', 'CREATE TABLE n (id int); ALTER')),
  ).toEqual(['', undefined, undefined]);
});
