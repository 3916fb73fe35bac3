import { describe, expect, test } from 'vitest';
import type { ReferentialAction } from './foreign-key.ts';
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

describe('what a delete reaches', () => {
  const reach = (from: string, ...given: readonly (readonly [string, ReferentialAction])[]) => {
    const relations = given.map(([arrow, onDelete]) => relation(arrow, { onDelete }));
    const graph = RelationGraph.of({ snapshot: stateOf(relations), relationMode: 'foreign-keys' }, undefined);
    return graph
      .reachOfDelete(from)
      .map(({ table, effect, depth }) => `${depth} ${table.replace('public.', '')} ${effect}`);
  };

  test('it goes on through CASCADE and stops at everything else', () => {
    expect(
      reach(
        'public.tenants',
        ['orders.tenant_id -> tenants.id', 'cascade'],
        ['items.order_id -> orders.id', 'cascade'],
        ['notes.item_id -> items.id', 'set-null'],
        ['links.note_id -> notes.id', 'cascade'],
        ['bills.order_id -> orders.id', 'restrict'],
        ['dues.bill_id -> bills.id', 'cascade'],
        ['carts.order_id -> orders.id', 'set-default'],
        ['tags.order_id -> orders.id', 'no-action'],
      ),
    ).toEqual([
      '1 orders deletes',
      '2 bills refuses',
      '2 carts defaults',
      '2 items deletes',
      '2 tags refuses',
      '3 notes nulls',
    ]);
  });

  test('a diamond: the table below is reached by both ways', () => {
    expect(
      reach(
        'public.a',
        ['b.a_id -> a.id', 'cascade'],
        ['c.a_id -> a.id', 'set-null'],
        ['d.b_id -> b.id', 'cascade'],
        ['d.a_id -> a.id', 'restrict'],
      ),
    ).toEqual(['1 b deletes', '1 c nulls', '1 d refuses', '2 d deletes']);
  });

  test('each reference once, in circles too', () => {
    expect(
      reach('public.a', ['b.x -> a.id', 'cascade'], ['a.x -> b.id', 'cascade'], ['a.y -> a.id', 'cascade']),
    ).toEqual(['1 a deletes', '1 b deletes', '2 a deletes']);
  });

  test('the action in force counts, not the declared one', () => {
    const arrow = 'posts.author_id -> users.id';
    const graph = RelationGraph.of(
      { snapshot: stateOf([relation(arrow, { onDelete: 'cascade' })]), relationMode: 'foreign-keys' },
      timelineOf(stateOf([foreignKey(arrow, { onDelete: 'restrict' })])),
    );
    expect(graph.reachOfDelete('public.users').map(({ effect }) => effect)).toEqual(['refuses']);
  });

  test('a foreign key that never came to be reaches nothing', () => {
    const graph = RelationGraph.of(
      undefined,
      timelineOf(stateOf([]), { foreignKeyEvents: [event('a.x -> b.id', 'failing')] }),
    );
    expect(graph.references).toHaveLength(1);
    expect(graph.reachOfDelete('public.b')).toEqual([]);
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
