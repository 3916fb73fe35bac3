import { expect, test } from 'vitest';
import { column, foreignKey, stateOf, timelineOf } from './given.ts';
import { proposedTenancy } from './proposed-tenancy.ts';
import { RelationGraph } from './relation-graph.ts';

/** What is proposed for tables that reference a root by required columns, next to others that do not. */
function proposed(
  root: string,
  referencing: number,
  others: number,
  { nullable = false, columnName = 'root_id' } = {},
) {
  const keys = Array.from({ length: referencing }, (_, at) => foreignKey(`t${at}.${columnName} -> ${root}.id`));
  const more = Array.from({ length: others }, (_, at) => foreignKey(`o${at}.up -> o${Math.max(at - 1, 0)}.id`));
  const state = stateOf([...keys, ...more]);
  const tables = state.tables.map((one) => ({
    ...one,
    columns: one.foreignKeys.flatMap(({ columns }) =>
      columns.map((name) => column(one.name, name, undefined, nullable)),
    ),
  }));
  return proposedTenancy(RelationGraph.of(undefined, timelineOf(state)), tables);
}

test('a table that is called as tenants are, for a fifth of all tables', () => {
  expect(proposed('workspaces', 3, 8)).toMatchObject({ root: 'public.workspaces', column: 'root_id' });
  expect(proposed('OrgTeam', 3, 8)?.tables).toEqual(['public.t0', 'public.t1', 'public.t2']);
  expect(proposed('workspaces', 2, 1)).toBeUndefined();
  expect(proposed('workspaces', 3, 12)).toBeUndefined();
});

test('a table of another name, if nearly everything references it', () => {
  expect(proposed('customers_of_ours', 8, 2)?.root).toBe('public.customers_of_ours');
  expect(proposed('chats', 8, 8)).toBeUndefined();
  expect(proposed('chats', 5, 0)).toBeUndefined();
});

test('never people, and not by columns that may be null', () => {
  expect(proposed('users', 20, 0)).toBeUndefined();
  expect(proposed('workspaces', 5, 0, { nullable: true })).toBeUndefined();
});

test('with what belongs to nobody, to be looked through', () => {
  expect(proposed('workspaces', 3, 4)?.except).toEqual(['public.o0']);
});
