import { sourceOf } from '@refint/model';
import type { IntendedReference } from '@refint/rule';
import { expect, test } from 'vitest';
import { analyze } from './analyze.ts';
import { defaultSettings } from './input.ts';

const sql = `
  CREATE TABLE users (id INTEGER PRIMARY KEY);
  CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES users, user_id INTEGER);`;

async function problemsOf(intended: Omit<IntendedReference, 'because'>, text = sql): Promise<readonly string[]> {
  const migrations = [{ name: '1', source: sourceOf('1.sql', text) }];
  const project = { name: '.', schema: [], migrations, runner: 'psql', neverRun: [], problems: [] } as const;
  const settings = { ...defaultSettings, intended: [{ ...intended, because: 'it is so' }] };
  return (await analyze([project], settings, [])).problems.map((problem) => problem.text);
}

test('an entry that matches nothing is said', async () => {
  const text = 'matches no reference here; names are those of tables and columns in the database';
  expect(await problemsOf({ from: ['posts.author'] })).toEqual([`relations.intended[0] (from posts.author) ${text}`]);
  expect(await problemsOf({ from: ['posts'], to: ['user'] })).toEqual([
    `relations.intended[0] (from posts to user) ${text}`,
  ]);
});

test('an entry about a foreign key that is there is said', async () => {
  expect(await problemsOf({ from: ['posts.author_id'] })).toEqual([
    'relations.intended[0] (from posts.author_id) says that there is no foreign key, and posts.author_id → users.id has one',
  ]);
});

test.each<[string, Omit<IntendedReference, 'because'>, string?]>([
  ['it is about a column that only seems to reference something', { from: ['posts.user_id'] }],
  ['some of what it is about has no foreign key', { from: ['posts'] }],
  ['any letters may mean what is still to come', { to: ['*_archive'] }],
  ['there are no tables', { from: ['posts.author'] }, 'SELECT 1;'],
])('an entry is no problem where %s', async (_, entry, text) => {
  expect(await problemsOf(entry, text)).toEqual([]);
});
