import { sourceOf } from '@refint/model';
import type { Runner } from '@refint/rule';
import { describe, expect, test } from 'vitest';
import { replayHistory } from './index.ts';

/** The number of the transaction of each change, counted from 1 in the order of their coming. */
function transactions(runner: Runner, ...texts: readonly string[]): number[] {
  const migrations = texts.map((text, at) => ({ name: `m${at}`, source: sourceOf(`m${at}.sql`, text) }));
  const { timeline } = replayHistory(migrations, { runner, dialect: 'postgresql' });
  const order = [...new Set(timeline.moments.map(({ transaction }) => transaction))];
  return timeline.moments.map(({ transaction }) => order.indexOf(transaction) + 1);
}

const make = (name: string) => `CREATE TABLE ${name} (id int);`;

describe('Prisma', () => {
  test('commits each file', () => {
    expect(transactions('prisma', make('a') + make('b'), make('c'))).toEqual([1, 1, 2]);
  });

  test('lets a file commit by itself, and what stands before BEGIN belongs to it', () => {
    expect(transactions('prisma', `${make('a')} BEGIN; ${make('b')} COMMIT; ${make('c')} ${make('d')}`)).toEqual([
      1, 1, 2, 2,
    ]);
  });
});

test('psql commits each statement outside of BEGIN and COMMIT', () => {
  expect(
    transactions('psql', `${make('a')} ${make('b')} BEGIN; ${make('c')} ${make('d')} COMMIT; ${make('e')}`),
  ).toEqual([1, 2, 3, 3, 4]);
});

test('drizzle commits all files at once', () => {
  expect(transactions('drizzle', make('a') + make('b'), make('c'))).toEqual([1, 1, 1]);
});

test('the actions of one statement are of one transaction, whoever runs it', () => {
  expect(transactions('psql', `${make('a')} ALTER TABLE a ADD b int, ADD c int;`)).toEqual([1, 2, 2]);
});

describe('the search path', () => {
  const schemasOf = (runner: Runner, ...texts: readonly string[]) => {
    const migrations = texts.map((text, at) => ({ name: `m${at}`, source: sourceOf(`m${at}.sql`, text) }));
    const { timeline } = replayHistory(migrations, { runner, dialect: 'postgresql' });
    return timeline.last.tables.map(({ id }) => id);
  };

  test('outlives the file that sets it', () => {
    expect(schemasOf('prisma', 'CREATE SCHEMA app; SET search_path TO app;', make('a'))).toEqual(['app.a']);
  });

  test('set for a transaction, it ends with it', () => {
    expect(schemasOf('prisma', `CREATE SCHEMA app; SET LOCAL search_path TO app; ${make('a')}`, make('b'))).toEqual([
      'app.a',
      'public.b',
    ]);
  });
});
