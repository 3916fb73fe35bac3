import { describe, expect, test } from 'vitest';
import { dataType } from './data-type.ts';
import { anywhere, column, foreignKey, table } from './given.ts';
import { Snapshot } from './snapshot.ts';
import type { Table } from './table.ts';
import { typeMismatches } from './type-mismatches.ts';

const users = table('users', {
  columns: [column('users', 'tenant', dataType('bigint')), column('users', 'id', dataType('uuid'))],
});
const posts = table('posts', {
  columns: [
    column('posts', 'tenant', dataType('integer')),
    column('posts', 'author', dataType('text')),
    column('posts', 'editor', dataType('uuid')),
  ],
});

const mismatches = (arrow: string, more: Partial<Table> = {}) =>
  typeMismatches(foreignKey(arrow), Snapshot.of('postgresql', { tables: [users, { ...posts, ...more }] })).map(
    ({ column, referenced, kind }) => `${column.name} ${kind} ${referenced.name}`,
  );

describe('pairs of columns whose types do not fit', () => {
  test('each is judged with the column that it references', () => {
    expect(mismatches('posts.author -> users.id')).toEqual(['author refused id']);
    expect(mismatches('posts.tenant+author -> users.tenant+id')).toEqual([
      'tenant differs tenant',
      'author refused id',
    ]);
    expect(mismatches('posts.author+tenant -> users.id+tenant')).toEqual([
      'author refused id',
      'tenant differs tenant',
    ]);
  });

  test('equal types fit', () => {
    expect(mismatches('posts.editor -> users.id')).toEqual([]);
  });

  test('what is not known for certain fits', () => {
    expect(mismatches('posts.author -> users.id', { doubt: { because: 'opaque SQL', at: anywhere } })).toEqual([]);
    expect(mismatches('posts.author -> users.id', { columns: [{ ...posts.columns[1]!, type: undefined }] })).toEqual(
      [],
    );
    expect(mismatches('posts.nothing -> users.id')).toEqual([]);
    expect(mismatches('posts.author -> users.')).toEqual([]);
    expect(mismatches('posts.author -> ghosts.id')).toEqual([]);
  });

  test('a view has no foreign keys that could be refused', () => {
    expect(mismatches('posts.author -> users.id', { form: 'view' })).toEqual([]);
  });
});
