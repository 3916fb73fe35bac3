import { describe, expect, test } from 'vitest';
import { event, foreignKey, relation, stateOf, timelineOf } from './given.ts';
import { shownReference } from './reference.ts';
import { RelationGraph } from './relation-graph.ts';

/** A graph of relations that nothing enforces: how tables hang together does not depend on it. */
const declared = (...arrows: readonly string[]) =>
  RelationGraph.of(
    { snapshot: stateOf(arrows.map((arrow) => relation(arrow))), relationMode: 'foreign-keys' },
    undefined,
  );

const shown = (
  references: Parameters<typeof shownReference>[0][] | readonly Parameters<typeof shownReference>[0][] | undefined,
) => references?.map(shownReference);

describe('references of a table', () => {
  const graph = declared('posts.author_id -> users.id', 'posts.editor_id -> users.id', 'users.boss_id -> users.id');

  test('from it', () => {
    expect(shown(graph.referencesFrom('public.posts'))).toEqual([
      'posts.author_id → users.id',
      'posts.editor_id → users.id',
    ]);
  });

  test('to it, its own ones included', () => {
    expect(shown(graph.referencesTo('public.users'))).toHaveLength(3);
    expect(shown(graph.referencesTo('public.posts'))).toEqual([]);
  });

  test('none of a table that is not there', () => {
    expect(graph.referencesFrom('public.nobody')).toEqual([]);
    expect(graph.referencesTo('public.nobody')).toEqual([]);
  });

  test('tables of both sides are nodes, and a missing referenced one too', () => {
    const both = RelationGraph.of(
      { snapshot: stateOf([relation('posts.author_id -> users.id')]), relationMode: 'foreign-keys' },
      timelineOf(stateOf([foreignKey('logs.user_id -> users.id')]), {
        foreignKeyEvents: [event('logs.x_id -> ghosts.id', 'failing')],
      }),
    );
    expect([...both.tables].sort()).toEqual(['public.ghosts', 'public.logs', 'public.posts', 'public.users']);
  });
});

describe('path', () => {
  const graph = declared(
    'items.order_id -> orders.id',
    'orders.customer_id -> customers.id',
    'customers.tenant_id -> tenants.id',
    'items.tenant_id -> tenants.id',
    'tenants.parent_id -> tenants.id',
  );

  test('the shortest chain', () => {
    expect(shown(graph.path('public.items', 'public.customers'))).toEqual([
      'items.order_id → orders.id',
      'orders.customer_id → customers.id',
    ]);
    expect(shown(graph.path('public.items', 'public.tenants'))).toEqual(['items.tenant_id → tenants.id']);
  });

  test('empty to itself, even where it references itself', () => {
    expect(graph.path('public.tenants', 'public.tenants')).toEqual([]);
  });

  test('nothing against the arrows or to a stranger', () => {
    expect(graph.path('public.tenants', 'public.items')).toBeUndefined();
    expect(graph.path('public.items', 'public.nobody')).toBeUndefined();
  });

  test('ends in a circle', () => {
    const circle = declared('a.x -> b.id', 'b.x -> c.id', 'c.x -> a.id', 'd.x -> a.id');
    expect(circle.path('public.a', 'public.d')).toBeUndefined();
    expect(circle.path('public.b', 'public.a')).toHaveLength(2);
  });
});

describe('cycles', () => {
  test('of one table with itself, of two, and two that have nothing to do with one another', () => {
    const graph = declared(
      'users.boss_id -> users.id',
      'b.x -> a.id',
      'a.x -> b.id',
      'e.x -> c.id',
      'c.x -> d.id',
      'd.x -> e.id',
      'posts.author_id -> users.id',
      'posts.a_id -> a.id',
      'e.y -> a.id',
    );
    expect(graph.cycles()).toEqual([['public.a', 'public.b'], ['public.c', 'public.d', 'public.e'], ['public.users']]);
  });

  test('two circles that share a table are one group', () => {
    expect(declared('a.x -> b.id', 'b.x -> a.id', 'b.y -> c.id', 'c.x -> b.id').cycles()).toEqual([
      ['public.a', 'public.b', 'public.c'],
    ]);
  });

  test('a diamond is none, nor are two references side by side', () => {
    expect(declared('d.x -> b.id', 'd.y -> c.id', 'b.x -> a.id', 'c.x -> a.id', 'd.z -> b.id').cycles()).toEqual([]);
  });

  test('a chain of twenty thousand tables does not exhaust the stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => `t${at}.x -> t${at + 1}.id`);
    expect(declared(...chain).cycles()).toEqual([]);
    expect(declared(...chain, 't20000.x -> t0.id').cycles()).toHaveLength(1);
  });
});

describe('ways by which a delete comes into a table', () => {
  const cascades = (...arrows: readonly string[]) =>
    RelationGraph.of(undefined, timelineOf(stateOf(arrows.map((arrow) => foreignKey(arrow, { onDelete: 'cascade' })))));
  const ways = (graph: RelationGraph, through: (table: string) => boolean = () => true) =>
    graph.waysInto('public.logs', through).map((way) => way.map(({ table }) => table.replace('public.', '')).join(' '));

  const graph = cascades(
    'users.org -> orgs.id',
    'logs.user -> users.id',
    'logs.team -> teams.id',
    'logs.parent -> logs.id',
    'teams.org -> orgs.id',
    'orgs.owner -> users.id',
  );

  test('one for each reference into it, from the farthest table', () => {
    expect(ways(graph)).toEqual(['users logs', 'orgs teams logs']);
    expect([...graph.sourcesOfDelete('public.logs')]).toEqual([
      'public.logs',
      'public.users',
      'public.teams',
      'public.orgs',
    ]);
  });

  test('none through tables that are left out', () => {
    expect(ways(graph, (table) => table !== 'public.orgs')).toEqual(['logs', 'logs']);
    expect(ways(graph, (table) => table !== 'public.users')).toEqual(['teams logs']);
  });

  test('none where nothing takes rows along', () => {
    expect(ways(RelationGraph.of(undefined, timelineOf(stateOf([foreignKey('logs.user -> users.id')]))))).toEqual([]);
  });
});

describe('the relation that was meant', () => {
  const graph = declared(
    'stages.policy_id -> policies.id',
    'stages.owner_id -> users.id',
    'stages.editor_id -> users.id',
  );
  const meant = (arrow: string) => {
    const reference = graph.meantBy(event(arrow, 'skipped'));
    return reference && shownReference(reference);
  };

  test('the only one to the same table, whatever the column is called', () => {
    expect(meant('stages.whatever -> policies.id')).toBe('stages.policy_id → policies.id');
  });

  test('the one with the nearest column among several', () => {
    expect(meant('stages.editors_id -> users.id')).toBe('stages.editor_id → users.id');
    expect(meant('stages.approval_policy_id -> approval_policies.id')).toBe('stages.policy_id → policies.id');
  });

  test('none when nothing is near, or the table declares nothing', () => {
    expect(meant('stages.zzz -> users.id')).toBeUndefined();
    expect(meant('others.policy_id -> policies.id')).toBeUndefined();
  });
});
