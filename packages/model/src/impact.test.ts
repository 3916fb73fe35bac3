import { describe, expect, test } from 'vitest';
import type { ForeignKey, ReferentialAction } from './foreign-key.ts';
import { column, event, foreignKey, relation, stateOf, table, timelineOf } from './given.ts';
import type { Impact } from './impact.ts';
import { RelationGraph } from './relation-graph.ts';
import { Snapshot } from './snapshot.ts';
import type { Column } from './table.ts';

/** One line for each consequence, indented as the tree is. */
const lines = (impacts: readonly Impact[]): readonly string[] =>
  impacts.flatMap(({ reference, effect, columns, required, depth, next, told }) => [
    [
      '  '.repeat(depth - 1) + reference.table.replace('public.', ''),
      effect,
      ...columns,
      ...(required.length > 0 ? [`(${required} required)`] : []),
      ...(told ? [`(told ${told})`] : []),
    ].join(' '),
    ...lines(next),
  ]);

const reach = (from: string, ...given: readonly (readonly [string, ReferentialAction])[]) => {
  const relations = given.map(([arrow, onDelete]) => relation(arrow, { onDelete }));
  const graph = RelationGraph.of({ snapshot: stateOf(relations), relationMode: 'foreign-keys' }, undefined);
  return lines(graph.impactOfDelete(from));
};

/** The same from foreign keys, with the columns that are given. */
function enforced(from: string, keys: readonly ForeignKey[], columns: readonly Column[] = []) {
  const bare = stateOf(keys);
  const tables = bare.tables.map((one) => ({ ...one, columns: columns.filter((each) => each.table === one.id) }));
  return lines(
    RelationGraph.of(undefined, timelineOf(Snapshot.of('postgresql', { tables }))).impactOfDelete(`public.${from}`),
  );
}

describe('what deleting a row does', () => {
  test('it goes on where rows go or columns are written, and stops where it is refused', () => {
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
      'orders deletes',
      '  bills refuses',
      '  carts defaults order_id',
      '  items deletes',
      '    notes nulls item_id',
      '  tags refuses',
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
    ).toEqual(['b deletes', '  d deletes', 'c nulls a_id', 'd refuses']);
  });

  test('what follows from the rows of a table is told once, where they go first', () => {
    expect(
      reach(
        'public.a',
        ['b.x -> a.id', 'cascade'],
        ['c.y -> b.id', 'cascade'],
        ['c.z -> a.id', 'cascade'],
        ['a.w -> b.id', 'cascade'],
        ['a.v -> a.id', 'cascade'],
        ['e.u -> c.id', 'cascade'],
      ),
    ).toEqual([
      'a deletes (told above)',
      'b deletes',
      '  a deletes (told above)',
      '  c deletes (told elsewhere)',
      'c deletes',
      '  e deletes',
    ]);
    expect(reach('public.a', ['b.x -> a.id', 'cascade'], ['b.y -> a.id', 'cascade'])).toEqual([
      'b deletes',
      'b deletes',
    ]);
  });

  test('the action in force counts, not the declared one', () => {
    const arrow = 'posts.author_id -> users.id';
    const graph = RelationGraph.of(
      { snapshot: stateOf([relation(arrow, { onDelete: 'cascade' })]), relationMode: 'foreign-keys' },
      timelineOf(stateOf([foreignKey(arrow, { onDelete: 'restrict' })])),
    );
    expect(lines(graph.impactOfDelete('public.users'))).toEqual(['posts refuses']);
  });
});

describe('references that no foreign key enforces', () => {
  const arrow = 'posts.author_id -> users.id';
  const declared = (relationMode: 'foreign-keys' | 'prisma') => ({
    snapshot: stateOf([relation(arrow, { onDelete: 'cascade' })]),
    relationMode,
  });

  test('rows stay where it is known that there is none', () => {
    const graph = RelationGraph.of(declared('foreign-keys'), timelineOf(stateOf([foreignKey('users.x -> posts.id')])));
    expect(lines(graph.impactOfDelete('public.users'))).toEqual(['posts nothing']);
  });

  test('and none are there in a table that no migration makes', () => {
    const graph = RelationGraph.of(declared('foreign-keys'), timelineOf(stateOf([foreignKey('users.x -> others.id')])));
    expect(lines(graph.impactOfDelete('public.users'))).toEqual([]);
  });

  test('the ORM acts in its place', () => {
    expect(lines(RelationGraph.of(declared('prisma'), undefined).impactOfDelete('public.users'))).toEqual([
      'posts deletes',
    ]);
  });

  test('nothing is in a view', () => {
    const { snapshot } = declared('foreign-keys');
    const viewed = snapshot.withTable({ ...snapshot.table('public.posts')!, form: 'view' });
    const graph = RelationGraph.of({ snapshot: viewed, relationMode: 'foreign-keys' }, timelineOf(stateOf([])));
    expect(lines(graph.impactOfDelete('public.users'))).toEqual([]);
  });

  test('one that never came to be leaves its column, if that is there', () => {
    const failing = { foreignKeyEvents: [event('a.x -> b.id', 'failing')] };
    const impact = (last: Snapshot) =>
      lines(RelationGraph.of(undefined, timelineOf(last, failing)).impactOfDelete('public.b'));
    expect(impact(stateOf([]))).toEqual([]);
    expect(impact(stateOf([]).withTable(table('a', { columns: [column('a', 'x')] })))).toEqual(['a nothing']);
  });
});

describe('columns that are written', () => {
  const nullable = (name: string, of: string) => column(name, of, undefined, true);

  test('a required one refuses', () => {
    const keys = [foreignKey('a.x+y -> b.x+y', { onDelete: 'set-null' })];
    expect(enforced('b', keys, [column('a', 'x'), nullable('a', 'y')])).toEqual(['a refuses x y (x required)']);
    expect(enforced('b', keys, [nullable('a', 'x'), nullable('a', 'y')])).toEqual(['a nulls x y']);
  });

  test('only those that ON DELETE names', () => {
    const keys = [foreignKey('a.x+y -> b.x+y', { onDelete: 'set-null', setColumns: ['y'] })];
    expect(enforced('b', keys, [column('a', 'x'), nullable('a', 'y')])).toEqual(['a nulls y']);
  });

  test('without a default it is null', () => {
    const keys = [foreignKey('a.x -> b.id', { onDelete: 'set-default' })];
    const zero = { kind: 'constant', text: '0' } as const;
    expect(enforced('b', keys, [nullable('a', 'x')])).toEqual(['a nulls x']);
    expect(enforced('b', keys, [column('a', 'x')])).toEqual(['a refuses x (x required)']);
    expect(enforced('b', keys, [{ ...column('a', 'x'), default: zero }])).toEqual(['a defaults x']);
  });

  test('those that reference a written column answer to an update', () => {
    expect(
      enforced('top', [
        foreignKey('a.x+y -> top.x+y', { onDelete: 'set-null' }),
        foreignKey('b.p+q -> a.x+z', { onUpdate: 'cascade' }),
        foreignKey('c.p -> a.y', { onUpdate: 'restrict' }),
        foreignKey('d.p -> a.z', { onUpdate: 'restrict' }),
        foreignKey('e.p+q -> b.p+r', { onUpdate: 'set-null' }),
      ]),
    ).toEqual(['a nulls x y', '  b nulls p', '    e nulls p q', '  c refuses']);
  });
});

test('rows of a partition are rows of the whole, which alone is named', () => {
  const partition = (name: string, keys: readonly ForeignKey[] = []) =>
    table(name, { parents: ['public.events'], isPartition: true, foreignKeys: keys });
  const cascade = { onDelete: 'cascade', name: 'k' } as const;
  const tables = [
    table('users'),
    table('events', { form: 'partitioned', foreignKeys: [foreignKey('events.u -> users.id', cascade)] }),
    partition('events_1', [foreignKey('events_1.u -> users.id', { ...cascade, partOf: 'k' })]),
    table('notes', { foreignKeys: [foreignKey('notes.e -> events.id', cascade)] }),
    table('marks', { foreignKeys: [foreignKey('marks.e -> events_1.id', cascade)] }),
  ];
  const graph = RelationGraph.of(undefined, timelineOf(Snapshot.of('postgresql', { tables })));
  expect(lines(graph.impactOfDelete('public.users'))).toEqual(['events deletes', '  notes deletes', '  marks deletes']);
  expect(lines(graph.impactOfDelete('public.events_1'))).toEqual(['marks deletes', 'notes deletes']);
});
