import { placeOf, positionAt, sourceOf, type Timeline, textAt } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { replayHistory } from './index.ts';

function replayed(...texts: readonly string[]) {
  const migrations = texts.map((text, at) => ({ name: `m${at}`, source: sourceOf(`m${at}/migration.sql`, text) }));
  const { timeline } = replayHistory(migrations, { runner: 'prisma', dialect: 'postgresql' });
  const failures = timeline.moments.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.failure.code] : []));
  return { ...timeline, failures };
}

const users = 'CREATE TABLE users (id int PRIMARY KEY);';

describe('a history starts in its middle when', () => {
  test('it works on a table before it makes one', () => {
    const { incomplete, failures, last } = replayed(
      'ALTER TABLE orders ADD COLUMN a int;',
      'CREATE TABLE t (id int REFERENCES customers);',
    );
    expect(incomplete?.because).toBe('no migration creates the table orders');
    expect(incomplete && textAt(placeOf(incomplete.at))).toMatch(/ADD COLUMN a int/);
    expect(failures).toEqual([]);
    expect(last.tables.map(({ name, doubt }) => [name, doubt !== undefined])).toEqual([
      ['customers', true],
      ['orders', true],
      ['t', false],
    ]);
  });

  test('it adds values to an enum that it does not have', () => {
    const { incomplete, failures } = replayed(`ALTER TYPE "Status" ADD VALUE 'new';`, users);
    expect(incomplete?.because).toBe('no migration creates the type Status');
    expect(failures).toEqual([]);
  });

  test('two of its files need a table that none makes', () => {
    const { incomplete, failures } = replayed(users, 'ALTER TABLE orders ADD a int;', 'CREATE INDEX ON orders (b);');
    expect(incomplete?.because).toBe('no migration creates the table orders');
    expect(failures).toEqual([]);
  });

  test('it needs many tables that it never makes', () => {
    const needs = (...names: readonly string[]) => names.map((name) => `ALTER TABLE ${name} ADD x int;`).join('\n');
    expect(replayed(users, needs('orders', 'sites', 'vendors')).incomplete).toBeDefined();
    const few = replayed(users, needs('orders', 'sites'));
    expect(few.incomplete).toBeUndefined();
    expect(few.failures).toEqual(['42P01', '42P01']);
  });

  test('it knows what it made and dropped all the same', () => {
    const { failures } = replayed(
      'ALTER TABLE orders ADD a int;',
      `${users} DROP TABLE users;`,
      'ALTER TABLE users ADD b int;',
    );
    expect(failures).toEqual(['42P01']);
  });
});

describe('a history that starts from empty', () => {
  test('fails where it names a table that nothing makes', () => {
    const { incomplete, failures } = replayed(users, 'CREATE TABLE posts (author int REFERENCES authors);');
    expect(incomplete).toBeUndefined();
    expect(failures).toEqual(['42P01']);
  });

  test('fails at a slip, however often one file repeats it', () => {
    const { incomplete, failures } = replayed(users, 'ALTER TABLE "user" ADD a int; CREATE INDEX ON "user" (a);');
    expect(incomplete).toBeUndefined();
    expect(failures).toEqual(['42P01', '42P01']);
  });

  test('fails where a table is made too late', () => {
    const { incomplete, failures } = replayed(users, 'ALTER TABLE orders ADD x int;', 'CREATE TABLE orders (id int);');
    expect(incomplete).toBeUndefined();
    expect(failures).toEqual(['42P01']);
  });

  test('may look for tables that are not there', () => {
    const look = `DO $$ BEGIN IF to_regclass('orders') IS NOT NULL THEN ALTER TABLE orders ADD x int; END IF; END $$;`;
    const { incomplete, failures } = replayed(users, look, look, 'DROP TABLE IF EXISTS orders;');
    expect(incomplete).toBeUndefined();
    expect(failures).toEqual([]);
  });

  test('may reference tables of a schema that somebody else looks after', () => {
    const { incomplete, failures, last } = replayed(
      `${users} CREATE TABLE profiles (id uuid REFERENCES auth.users (id));`,
    );
    expect(incomplete).toBeUndefined();
    expect(failures).toEqual([]);
    expect(last.tableNamed('auth', 'users')?.doubt?.because).toBe('no migration creates the table users');
    expect(last.tableNamed('public', 'profiles')?.foreignKeys[0]?.referencedTable).toBe('auth.users');
  });
});

test('the first sign of a beginning elsewhere stands on its line of now, also where the history goes on from an earlier replay', () => {
  const first = { name: '1', source: sourceOf('1/migration.sql', users) };
  const third = { name: '3', source: sourceOf('3/migration.sql', 'ALTER TABLE nobody ADD y int;') };
  const lineIn = (second: string, before: readonly Timeline[]) => {
    const migrations = [first, { name: '2', source: sourceOf('2/migration.sql', second) }, third];
    const { timeline } = replayHistory(migrations, { runner: 'prisma', dialect: 'postgresql', replayed: before });
    const { source, span } = placeOf(timeline.incomplete!.at);
    return { timeline, line: positionAt(source, span.start).line };
  };
  const text = (blank: string) => `/* a${blank}b */ ALTER TABLE nobody ADD x int;`;
  const { timeline, line } = lineIn(text(' '), []);
  expect(line).toBe(1);
  expect(lineIn(text('\n'), [timeline]).line).toBe(2);
});
