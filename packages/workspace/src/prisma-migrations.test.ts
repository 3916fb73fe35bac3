import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { collector } from './found.ts';
import { readPrismaMigrations } from './prisma-migrations.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What is read of a folder `migrations` with these files, and what is said about it. */
function read(files: Readonly<Record<string, string | Uint8Array>>) {
  const cwd = temporaryFolder(files, onTestFinished);
  const into = collector(cwd);
  const { migrations, neverRun, dialect } = readPrismaMigrations(join(cwd, 'migrations'), into);
  return {
    names: migrations.map(({ name }) => name),
    migrations,
    neverRun,
    dialect,
    notes: into.notes,
    problems: into.problems,
  };
}

const folders = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [`migrations/${name}/migration.sql`, '']));

test('folders are taken in the order of their times', () => {
  const { names, notes } = read(folders('20240201000000_b', '20240101000000_z', '20250101000000_a'));
  expect(names).toEqual(['20240101000000_z', '20240201000000_b', '20250101000000_a']);
  expect(notes).toEqual([]);
});

test('where the newer order of Prisma differs from that of bytes, the newer one counts and is said', () => {
  const { names, notes } = read(folders('20250625101010_y', '20250625_x', '20250701000000_z'));
  expect(names).toEqual(['20250625_x', '20250625101010_y', '20250701000000_z']);
  expect(notes).toEqual([
    'Prisma 6.6 and later runs 20250625_x before 20250625101010_y in migrations, older versions after it; read in the newer order',
  ]);
});

test('letters of both cases are in the order of a dictionary', () => {
  expect(read(folders('B_init', 'a_init', 'C_init')).names).toEqual(['a_init', 'B_init', 'C_init']);
});

test('a folder whose name ends in .sql is a migration', () => {
  const { names, neverRun } = read(folders('20240101000000_x.sql', '20240102000000_y'));
  expect(names).toEqual(['20240101000000_x.sql', '20240102000000_y']);
  expect(neverRun).toEqual([]);
});

test('files that Prisma never runs are named and not read as history', () => {
  const { names, neverRun } = read({
    ...folders('20240101000000_x', '20240102000000_y'),
    'migrations/by_hand.sql': 'DROP TABLE a;',
    'migrations/20240101000000_x/down.sql': 'DROP TABLE b;',
    'migrations/20240101000000_x/README.md': '',
  });
  expect(names).toHaveLength(2);
  expect(neverRun).toEqual(['migrations/by_hand.sql', 'migrations/20240101000000_x/down.sql']);
});

test('a folder without migration.sql stops Prisma, which is said', () => {
  const files = { ...folders('20240101000000_x'), 'migrations/20240102000000_ts/migration.ts': '' };
  const { names, notes } = read(files);
  expect(names).toEqual(['20240101000000_x']);
  expect(notes).toEqual([
    '20240102000000_ts in migrations has no migration.sql: `prisma migrate deploy` stops there with P3015',
  ]);
  expect(read({ ...files, 'migrations/20240103000000_ts/a.ts': '' }).notes).toEqual([
    '2 folders in migrations have no migration.sql (20240102000000_ts, 20240103000000_ts): `prisma migrate deploy` stops there with P3015',
  ]);
});

test('the lock file names the dialect', () => {
  const lock = (text: string) => read({ ...folders('1_x'), 'migrations/migration_lock.toml': text }).dialect;
  expect(lock('# provider = "mysql"\nprovider = "sqlite"\n')).toBe('sqlite');
  expect(lock("provider = 'postgres'")).toBe('postgresql');
  expect(lock('provider = "of the future"')).toBeUndefined();
});

test('a migration that cannot be used is fatal, and the others still count', () => {
  const { names, problems } = read({
    ...folders('20240101000000_x', '20240103000000_z'),
    'migrations/20240102000000_y/migration.sql/inside.txt': '',
  });
  expect(names).toEqual(['20240101000000_x', '20240103000000_z']);
  expect(problems).toEqual([
    { kind: 'unusable', text: 'migrations/20240102000000_y/migration.sql is a folder', fatal: true },
  ]);
});

test('a folder that is none is fatal', () => {
  const cwd = temporaryFolder({}, onTestFinished);
  writeFileSync(join(cwd, 'file'), '');
  const into = collector(cwd);
  readPrismaMigrations(join(cwd, 'file'), into);
  expect(into.problems).toMatchObject([
    { fatal: true, text: 'file cannot be listed: a part of its path is not a folder' },
  ]);
});
