import { expect, test } from 'vitest';
import type { Dialect } from '../data-type.ts';
import { dataType } from '../data-type.ts';
import { anywhere, column, foreignKey, index, key, relation, table } from '../given.ts';
import { Snapshot } from '../snapshot.ts';
import type { Table } from '../table.ts';
import type { Difference } from './difference.ts';
import { driftOf } from './drift.ts';
import { leftAloneIn } from './left-alone.ts';

/** What Prisma really writes is asked in packages/house/src/truth; here is what a difference looks like. */
function drift(
  declared: readonly Table[],
  made: readonly Table[],
  dialect: Dialect = 'postgresql',
): readonly Difference[] {
  const datasource = { schemas: [], previewFeatures: [] };
  const snapshot = Snapshot.of(dialect, { tables: declared });
  return driftOf(
    { snapshot, dialect, relationMode: 'foreign-keys', datasource },
    Snapshot.of(dialect, { tables: made }),
  );
}

const posts = table('posts', { columns: [column('posts', 'id'), column('posts', 'title', dataType('text'))] });

test('the same tables have no difference', () => {
  expect(drift([posts], [posts])).toEqual([]);
});

test('a table that one side has is one difference, with all that is in it', () => {
  expect(drift([posts], [])).toEqual([{ what: 'table', declared: posts, made: undefined }]);
  expect(drift([], [posts])).toEqual([{ what: 'table', declared: undefined, made: posts }]);
});

test('a column tells what is not the same about it', () => {
  const other = {
    ...column('posts', 'title', dataType('integer'), true),
    default: { kind: 'constant', text: '1' },
  } as const;
  const changed = { ...posts, columns: [posts.columns[0]!, other] };
  expect(drift([changed], [posts])).toMatchObject([{ what: 'column', changes: ['recreated'] }]);
  const nullable = {
    ...posts,
    columns: [posts.columns[0]!, { ...posts.columns[1]!, nullable: true, default: other.default }],
  };
  expect(drift([posts], [nullable])).toMatchObject([{ what: 'column', changes: ['nullable', 'default'] }]);
});

test('what goes along with a column is marked', () => {
  const users = table('users', { columns: [column('users', 'id')], primaryKey: key('primary-key', 'users', ['id']) });
  const before = {
    ...posts,
    columns: [...posts.columns, column('posts', 'author')],
    indexes: [index('posts', 'posts_author_idx', ['author'])],
    foreignKeys: [foreignKey('posts.author -> users.id')],
  };
  expect(drift([posts, users], [before, users])).toMatchObject([
    { what: 'column', declared: undefined },
    { what: 'index', declared: undefined, along: true },
    { what: 'foreign-key', declared: undefined, along: true },
  ]);
});

test('a foreign key with another action is replaced, one with another name renamed', () => {
  const users = table('users', { columns: [column('users', 'id')] });
  const related = { ...posts, relations: [relation('posts.id -> users.id')] };
  const made = (more: object) => ({
    ...posts,
    foreignKeys: [foreignKey('posts.id -> users.id', { onDelete: 'restrict', onUpdate: 'cascade', ...more })],
  });
  expect(drift([related, users], [made({}), users])).toEqual([]);
  expect(drift([related, users], [made({ name: 'other' }), users])).toMatchObject([
    { what: 'foreign-key', change: 'renamed' },
  ]);
  expect(drift([related, users], [made({ onDelete: 'cascade' }), users])).toMatchObject([
    { what: 'foreign-key', change: 'replaced' },
  ]);
});

test('of tables in doubt, of views and of other databases nothing is said', () => {
  const doubt = { because: 'nobody knows', at: anywhere };
  expect(drift([{ ...posts, doubt }], [])).toEqual([]);
  expect(drift([posts], [{ ...posts, columns: [], doubt }])).toEqual([]);
  expect(drift([], [{ ...posts, doubt }])).toEqual([]);
  expect(drift([{ ...posts, form: 'view' }], [])).toEqual([]);
  expect(drift([posts], [], 'mysql')).toEqual([]);
});

test('what no schema can declare is listed in words', () => {
  const made = {
    ...posts,
    indexes: [
      index('posts', 'plain', ['title']),
      index('posts', 'lower', ['lower(title)'], { expressions: true }),
      index('posts', 'some', ['title'], { predicate: 'id > 0' }),
    ],
  };
  expect(leftAloneIn(made, [])).toEqual(['the index lower (an expression)', 'the index some (a condition)']);
  expect(leftAloneIn(made, ['partialIndexes'])).toEqual(['the index lower (an expression)']);
});
