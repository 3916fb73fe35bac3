import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataType } from '../data-type.ts';
import { anywhere, column, index, key, relation, table } from '../given.ts';
import { type Reference, shownReference } from '../reference.ts';
import type { Relation } from '../relation.ts';
import { Snapshot } from '../snapshot.ts';
import type { Table } from '../table.ts';
import { inferredReferences } from './inferred-references.ts';

const names = ['users', 'user', 'posts', 'post_tags', 'tags', 'teams'];
const columns = ['user_id', 'post_id', 'tag_id', 'team_id', 'owner_id', 'created_by', 'parent_id', 'user_type', 'slug'];
const types = ['integer', 'bigint', 'text', 'mood'];

const someTable = fc
  .record({
    name: fc.constantFrom(...names),
    keys: fc.constantFrom(['id'], ['user_id'], ['team_id', 'id']),
    columns: fc.uniqueArray(fc.tuple(fc.constantFrom(...columns), fc.constantFrom(...types)), {
      selector: ([name]) => name,
      maxLength: 4,
    }),
    indexed: fc.constantFrom(...columns),
    unique: fc.constantFrom('slug', 'user_id', 'id'),
    isDoubted: fc.nat(9).map((number) => number === 0),
    isView: fc.nat(9).map((number) => number === 0),
  })
  .map(({ name, keys, columns: others, indexed, unique, isDoubted, isView }): Table => {
    const all = [...new Map([['id', 'integer'], ...keys.map((one) => [one, 'integer'] as const), ...others])];
    return table(name, {
      columns: all.map(([one, type]) => column(name, one, dataType(type, [], 0))),
      primaryKey: key('primary-key', name, keys),
      uniques: [key('unique', name, [unique])],
      indexes: [index(name, `${name}_${indexed}`, [indexed])],
      form: isView ? 'view' : 'ordinary',
      doubt: isDoubted ? { because: 'a test says so', at: anywhere } : undefined,
    });
  });

/** Of the type `mood`, which is an enum or a domain over integers. */
const mood = (isDomain: boolean) =>
  isDomain
    ? ({ kind: 'domain', schema: 'public', name: 'mood', base: dataType('integer', [], 0), notNull: false } as const)
    : ({ kind: 'enum', schema: 'public', name: 'mood', values: ['good'], origin: anywhere } as const);

const step = fc.oneof(
  { weight: 8, arbitrary: someTable },
  { weight: 2, arbitrary: fc.constantFrom(...names) },
  { weight: 1, arbitrary: fc.boolean() },
);

/** The same tables and types, of which nobody knows anything. */
const copied = (state: Snapshot): Snapshot =>
  Snapshot.of('postgresql', { tables: state.tables.map((one) => ({ ...one })), types: state.types });

test('what is remembered of tables is what is found anew', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 25, size: 'max' }), (steps) => {
      let state = Snapshot.of('postgresql', { tables: [] });
      const references: readonly never[] = [];
      for (const one of steps) {
        state =
          typeof one === 'boolean'
            ? state.withType(mood(one))
            : typeof one === 'string'
              ? state.withoutTable(`public.${one}`)
              : state.withTable(one);
        const remembered = inferredReferences(state, references);
        found += remembered.length;
        expect(remembered.map(told)).toEqual(inferredReferences(copied(state), []).map(told));
      }
    }),
    { numRuns: 300, seed: 20240601 },
  );
  expect(found).toBeGreaterThan(1000);
});

test('where relations are enforced tells nothing of columns that nobody declared, and which there are does', () => {
  const keyed = (name: string, ...columns: readonly string[]) =>
    table(name, {
      columns: ['id', ...columns].map((one) => column(name, one, dataType('integer', [], 0))),
      primaryKey: key('primary-key', name, ['id']),
    });
  const state = Snapshot.of('postgresql', {
    tables: [keyed('users'), keyed('posts', 'user_id'), keyed('drafts', 'user_id')],
  });
  const [posts, drafts] = [relation('posts.user_id -> users.id'), relation('drafts.user_id -> users.id')];
  const found = (enforcement: Reference['enforcement'], ...all: readonly Relation[]) =>
    inferredReferences(
      state,
      all.map((one): Reference => {
        const { kind: _, ...ends } = one;
        const nothing = { foreignKey: undefined, event: undefined, because: undefined };
        return { kind: 'reference', ...ends, relation: one, enforcement, ...nothing };
      }),
    );
  const first = found('declared-only', posts);
  expect(first.map(shownReference)).toEqual(['drafts.user_id → users.id']);
  expect(found('unknown', posts)).toBe(first);
  expect(found('unknown', drafts).map(shownReference)).toEqual(['posts.user_id → users.id']);
  expect(found('unknown').map(shownReference)).toEqual(['drafts.user_id → users.id', 'posts.user_id → users.id']);
  expect(found('unknown', drafts, posts)).toEqual([]);
});

const told = (reference: Reference) => [shownReference(reference), reference.because?.text];
