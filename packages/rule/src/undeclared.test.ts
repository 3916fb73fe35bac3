import { type Reference, RelationGraph, tableId } from '@refint/model';
import { expect, test } from 'vitest';
import { undeclaredReferences } from './undeclared.ts';

const reference = (table: string, ...columns: readonly string[]) =>
  ({ table: tableId('public', table), columns, referencedTable: tableId('public', 'users') }) as unknown as Reference;

const inferred = [reference('posts', 'author_id'), reference('notes', 'tenant_id', 'author_id')];
const graph = Object.create(RelationGraph.prototype, { inferred: { value: inferred } }) as RelationGraph;

const left = (...column: readonly string[]) =>
  undeclaredReferences({ graph, notReferences: [{ column, because: 'so' }] }).map(({ table }) => table);

test('all of them where nothing is said', () => {
  expect(undeclaredReferences({ graph, notReferences: [] })).toBe(inferred);
});

test.each([
  ['a column', ['posts.author_id'], ['public.notes']],
  ['any of several columns', ['notes.tenant_id'], ['public.posts']],
  ['a column with its schema', ['public.posts.author_id'], ['public.notes']],
  ['a column of any table', ['*.author_id'], []],
  ['one of several entries', ['posts.author_id', 'notes.author_id'], []],
  ['another column', ['posts.author'], ['public.posts', 'public.notes']],
  ['a table, which is not a column', ['posts'], ['public.posts', 'public.notes']],
])('without %s', (_, column, expected) => {
  expect(left(...column)).toEqual(expected);
});
