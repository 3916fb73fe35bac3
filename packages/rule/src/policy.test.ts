import { tableId } from '@refint/model';
import { expect, test } from 'vitest';
import { allowedActions, type DeleteRule, policyFor } from './policy.ts';

const reference = (table: string, column: string, to: string, schema = 'public') => ({
  table: tableId(schema, table),
  columns: ['tenant_id', column],
  referencedTable: tableId(schema, to),
});

const entry = (entry: Omit<DeleteRule, 'onDelete'>): DeleteRule => ({ ...entry, onDelete: ['restrict'] });

const items = reference('punchlist_items', 'punchlist_id', 'punchlists');

test.each([
  ['a table', entry({ from: ['punchlist_items'] })],
  ['a column of it', entry({ from: ['punchlist_items.punchlist_id'] })],
  ['any letters', entry({ from: ['*_items'] })],
  ['any letters and a column', entry({ from: ['*_items.*_id'] })],
  ['the referenced table', entry({ to: ['punch*'] })],
  ['one of several', entry({ from: ['stages', '*_items'], to: ['a', 'punchlists'] })],
  ['a table with its schema', entry({ from: ['public.punchlist_items'] })],
  ['neither side', entry({})],
])('an entry matches by %s', (_, matching) => {
  expect(policyFor([matching], items)).toBe(matching);
});

test.each([
  ['part of a name', entry({ from: ['punchlist'] })],
  ['letters that stand for themselves', entry({ from: ['punchlist.items'] })],
  ['another column', entry({ from: ['punchlist_items.id'] })],
  ['one side of two', entry({ from: ['punchlist_items'], to: ['workspaces'] })],
  ['a table of another schema', entry({ from: ['audit.punchlist_items'] })],
])('an entry does not match by %s', (_, other) => {
  expect(policyFor([other], items)).toBeUndefined();
});

test('a table outside of the usual schema is found with it and without', () => {
  const audited = reference('items', 'x', 'lists', 'audit');
  expect(policyFor([entry({ from: ['audit.items'] })], audited)).toBeDefined();
  expect(policyFor([entry({ from: ['items'] })], audited)).toBeDefined();
});

test('the first entry that matches decides', () => {
  const exception = entry({ from: ['*_items'], because: 'parts' });
  expect(policyFor([exception, entry({})], items)).toBe(exception);
});

test('allowed actions are words of SQL', () => {
  expect(allowedActions({ onDelete: ['restrict', 'no-action'] })).toBe('RESTRICT or NO ACTION');
});
