import { describe, expect, test } from 'vitest';
import { storyOf } from './about.ts';
import { tableAsked } from './asked.ts';
import { historyOf, toldOf } from './given.ts';

const users = 'CREATE TABLE users (id int PRIMARY KEY);';

test('only what touches the table, and foreign keys from it and to it', () => {
  const files = [
    `${users} CREATE TABLE tags (id int PRIMARY KEY);`,
    'CREATE TABLE posts (id int PRIMARY KEY, a int REFERENCES users (id), t int REFERENCES tags (id));',
    'CREATE INDEX i ON posts (a);',
    'DROP TABLE posts;',
  ];
  expect(toldOf('users', ...files)).toEqual({
    m1: ['+ table users (1 column, primary key)'],
    m2: ['+ table posts (3 columns, primary key, 2 foreign keys)', '  + posts.a → users.id'],
    m4: ['- table posts', '  - posts.a → users.id'],
  });
  expect(Object.keys(toldOf('posts', ...files))).toEqual(['m2', 'm3', 'm4']);
});

test('today’s name shows the time under other names, in other schemas too', () => {
  const files = [
    `${users} CREATE TABLE a (id int); CREATE SCHEMA old;`,
    'ALTER TABLE a ADD x int;',
    'ALTER TABLE a RENAME TO b;',
    'ALTER TABLE b SET SCHEMA old;',
    'ALTER SCHEMA old RENAME TO new;',
    'ALTER TABLE new.b ADD y int;',
    'ALTER TABLE users ADD z int;',
  ];
  for (const name of ['b', 'new.b', 'a', 'old.b'])
    expect(Object.keys(toldOf(name, ...files))).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6']);
});

describe('swaps', () => {
  const swap = [
    'CREATE TABLE "X" (id int);',
    'CREATE TABLE "XNew" (id bigint);',
    'ALTER TABLE "XNew" ADD a int;',
    'DROP TABLE "X"; ALTER TABLE "XNew" RENAME TO "X";',
    'ALTER TABLE "X" ADD b int;',
  ];
  test('of a new table that takes the place of the old one', () => {
    expect(toldOf('X', ...swap)).toEqual({
      m1: ['+ table X (1 column)'],
      m2: ['+ table XNew (1 column)'],
      m3: ['+ XNew.a integer'],
      m4: ['- table X', '~ table XNew renamed to X'],
      m5: ['+ X.b integer'],
    });
  });
  test('asked by the name that it had for a while', () => {
    expect(Object.keys(toldOf('XNew', ...swap))).toEqual(['m2', 'm3', 'm4', 'm5']);
  });
  test('of an old table that makes room and goes on: its later life is another story', () => {
    const files = [
      'CREATE TABLE x (id int);',
      'ALTER TABLE x RENAME TO x_old; CREATE TABLE x (id int);',
      'ALTER TABLE x_old ADD a int;',
      'ALTER TABLE x ADD b int;',
    ];
    expect(Object.keys(toldOf('x', ...files))).toEqual(['m1', 'm2', 'm4']);
    expect(Object.keys(toldOf('x_old', ...files))).toEqual(['m1', 'm2', 'm3']);
    expect(Object.keys(toldOf('x', ...files, 'DROP TABLE x_old;'))).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
  });
});

test('what a column of a type loses, and what becomes of a table that is referenced', () => {
  const files = [
    `${users} CREATE TYPE mood AS ENUM ('a'); CREATE TABLE posts (m mood, a int REFERENCES users);`,
    'ALTER TABLE users RENAME TO people;',
    'DROP TYPE mood CASCADE;',
  ];
  expect(toldOf('posts', ...files)).toMatchObject({
    m2: ['~ table users renamed to people'],
    m3: ['- type mood', '  - posts.m'],
  });
});

test('a table that never came to be is found by the name that statements give it', () => {
  expect(toldOf('ghosts', users, 'ALTER TABLE ghosts ADD a int;')).toEqual({
    m2: ['failed + ghosts.a integer: 42P01 relation "ghosts" does not exist'],
  });
});

test('a name is taken as it is today, then as it was', () => {
  const { project, timeline } = historyOf([
    `${users} CREATE SCHEMA auth; CREATE TABLE auth.users (id int); CREATE TABLE auth.keys (id int); CREATE TABLE auth.old (id int); CREATE TABLE old (id int);`,
    'DROP TABLE auth.old; DROP TABLE old; CREATE TABLE old (id int);',
  ]);
  const asked = (name: string) => tableAsked(name, project, timeline);
  expect(asked('users')).toEqual({ kind: 'several', ids: ['auth.users', 'public.users'] });
  expect(asked('public.users')).toEqual({ kind: 'found', id: 'public.users' });
  expect(asked('auth.users')).toEqual({ kind: 'found', id: 'auth.users' });
  expect(asked('keys')).toEqual({ kind: 'found', id: 'auth.keys' });
  expect(asked('old')).toEqual({ kind: 'found', id: 'public.old' });
  expect(asked('auth.old')).toEqual({ kind: 'found', id: 'auth.old' });
  expect(asked('user')).toEqual({ kind: 'unknown', meant: 'users' });
  expect(asked('nothing like it')).toEqual({ kind: 'unknown', meant: undefined });
});

test('a table that no migration makes had its name before all of them', () => {
  const { timeline } = historyOf(['ALTER TABLE posts ADD a int;', 'ALTER TABLE posts RENAME TO articles;']);
  const { names, today } = storyOf('public.articles', timeline);
  expect(names).toEqual([
    { id: 'public.posts', migration: undefined },
    { id: 'public.articles', migration: 'm2' },
  ]);
  expect(today).toBe('public.articles');
});
