import { describe, expect, test } from 'vitest';
import { anywhere, event, foreignKey, relation, stateOf, table, timelineOf } from './given.ts';
import { type DeclaredRelations, joinReferences } from './join.ts';
import { placeOf } from './origin.ts';
import type { Relation } from './relation.ts';
import { Snapshot } from './snapshot.ts';
import type { Failure, Timeline } from './timeline.ts';

const arrow = 'posts.author_id -> users.id';
const declared = (...relations: readonly Relation[]) => ({
  snapshot: stateOf(relations),
  relationMode: 'foreign-keys' as const,
});
const emulated = (...relations: readonly Relation[]) => ({
  snapshot: stateOf(relations),
  relationMode: 'prisma' as const,
});
const bare = Snapshot.of('postgresql', { tables: [table('posts'), table('users')] });

const failure: Failure = { code: '42P01', text: 'there is no table users', missing: undefined };
const guard = { at: anywhere, because: 'posts has no column author_id at this point', missing: undefined };

/** The one reference that comes of a relation and a history. */
function standing(timeline: Timeline | undefined, of: DeclaredRelations = declared(relation(arrow))) {
  const references = joinReferences(of, timeline);
  expect(references).toHaveLength(1);
  const { enforcement, because } = references[0]!;
  return { enforcement, because: because?.text };
}

describe('how far a relation is enforced', () => {
  test('a validated foreign key enforces it', () => {
    expect(standing(timelineOf(stateOf([foreignKey(arrow)])))).toEqual({ enforcement: 'enforced', because: undefined });
  });

  test('one that was never validated does so for new rows', () => {
    expect(standing(timelineOf(stateOf([foreignKey(arrow, { validated: false })]))).enforcement).toBe('not-valid');
  });

  test('a false guard skipped it', () => {
    const foreignKeyEvents = [event(arrow, 'skipped', { kind: 'skipped', guard })];
    expect(standing(timelineOf(bare, { foreignKeyEvents }))).toEqual({
      enforcement: 'skipped',
      because: guard.because,
    });
  });

  test('a handler swallowed its error', () => {
    const foreignKeyEvents = [event(arrow, 'swallowed', { kind: 'swallowed', failure, handler: anywhere })];
    expect(standing(timelineOf(bare, { foreignKeyEvents }))).toEqual({
      enforcement: 'swallowed',
      because: failure.text,
    });
  });

  test('its statement cannot run', () => {
    const foreignKeyEvents = [event(arrow, 'failing', { kind: 'failed', failure })];
    expect(standing(timelineOf(bare, { foreignKeyEvents }))).toEqual({ enforcement: 'failing', because: failure.text });
  });

  test('it was dropped, by a migration that is named', () => {
    const foreignKeyEvents = [event(arrow, 'added'), event(arrow, 'dropped')];
    expect(standing(timelineOf(bare, { foreignKeyEvents }))).toEqual({
      enforcement: 'dropped',
      because: '1_init dropped it',
    });
  });

  test('the last event counts: dropped and made again is enforced, skipped and made later too', () => {
    const foreignKeyEvents = [
      event(arrow, 'dropped'),
      event(arrow, 'skipped', { kind: 'skipped', guard }),
      event(arrow, 'added'),
    ];
    expect(standing(timelineOf(stateOf([foreignKey(arrow)]), { foreignKeyEvents })).enforcement).toBe('enforced');
  });

  test('the ORM emulates it, unless a foreign key is there all the same', () => {
    expect(standing(timelineOf(bare), emulated(relation(arrow))).enforcement).toBe('emulated');
    expect(standing(undefined, emulated(relation(arrow))).enforcement).toBe('emulated');
    expect(standing(timelineOf(stateOf([foreignKey(arrow)])), emulated(relation(arrow))).enforcement).toBe('enforced');
  });

  test('a view can have no foreign key', () => {
    const snapshot = Snapshot.of('postgresql', {
      tables: [table('posts', { form: 'view', relations: [relation(arrow)] }), table('users')],
    });
    const timeline = timelineOf(Snapshot.of('postgresql', { tables: [table('users')] }));
    expect(standing(timeline, { snapshot, relationMode: 'foreign-keys' }).enforcement).toBe('emulated');
  });

  test('no migration creates it, or not even its table', () => {
    expect(standing(timelineOf(bare))).toEqual({ enforcement: 'declared-only', because: 'no migration creates it' });
    expect(standing(timelineOf(Snapshot.empty('postgresql'))).because).toBe('no migration creates the table posts');
  });

  test('nobody knows where there are no migrations, or the history or the table is in doubt', () => {
    const doubt = { because: 'it alters tables that it never made', at: anywhere };
    expect(standing(undefined).enforcement).toBe('unknown');
    expect(standing(timelineOf(bare, { incomplete: doubt }))).toEqual({
      enforcement: 'unknown',
      because: doubt.because,
    });
    expect(standing(timelineOf(bare, { doubt })).enforcement).toBe('unknown');
    const doubtful = Snapshot.of('postgresql', { tables: [table('posts', { doubt }), table('users')] });
    expect(standing(timelineOf(doubtful)).enforcement).toBe('unknown');
  });
});

describe('who belongs together', () => {
  const pairs = (of: ReturnType<typeof declared> | undefined, timeline: Timeline) =>
    joinReferences(of, timeline).map(({ relation, foreignKey, enforcement }) => [
      relation?.constraint,
      foreignKey?.name,
      enforcement,
    ]);

  test('the same pairs of columns in another order', () => {
    const timeline = timelineOf(stateOf([foreignKey('a.x+y -> b.p+q', { name: 'fk' })]));
    expect(pairs(declared(relation('a.y+x -> b.q+p', { constraint: 'r' })), timeline)).toEqual([
      ['r', 'fk', 'enforced'],
    ]);
  });

  test('the same columns paired otherwise are another reference', () => {
    const timeline = timelineOf(stateOf([foreignKey('a.x+y -> b.q+p', { name: 'fk' })]));
    expect(pairs(declared(relation('a.x+y -> b.p+q', { constraint: 'r' })), timeline)).toEqual([
      ['r', undefined, 'declared-only'],
      [undefined, 'fk', 'database-only'],
    ]);
  });

  test('a foreign key of another table, or to another, is not taken for it', () => {
    const timeline = timelineOf(
      stateOf([
        foreignKey('logs.author_id -> users.id', { name: 'fk' }),
        foreignKey('posts.author_id -> people.id', { name: 'fk2' }),
      ]),
    );
    expect(pairs(declared(relation(arrow, { constraint: 'r' })), timeline)).toEqual([
      ['r', undefined, 'declared-only'],
      [undefined, 'fk', 'database-only'],
      [undefined, 'fk2', 'database-only'],
    ]);
  });

  test('a second foreign key over the same columns is a reference of its own', () => {
    const timeline = timelineOf(stateOf([foreignKey(arrow, { name: 'other' }), foreignKey(arrow, { name: 'own' })]));
    expect(pairs(declared(relation(arrow, { constraint: 'own' })), timeline)).toEqual([
      ['own', 'own', 'enforced'],
      [undefined, 'other', 'database-only'],
    ]);
  });

  test('two relations over the same columns have each their own foreign key', () => {
    const timeline = timelineOf(stateOf([foreignKey(arrow, { name: 'two' }), foreignKey(arrow, { name: 'one' })]));
    const of = declared(relation(arrow, { constraint: 'one' }), relation(arrow, { constraint: 'two' }));
    expect(pairs(of, timeline)).toEqual([
      ['one', 'one', 'enforced'],
      ['two', 'two', 'enforced'],
    ]);
  });

  test('without a schema a foreign key is enforced or not, and nothing could know of it', () => {
    const late = foreignKey(arrow, { name: 'late', validated: false });
    expect(
      pairs(undefined, timelineOf(stateOf([late, foreignKey('logs.user_id -> users.id', { name: 'fk' })]))),
    ).toEqual([
      [undefined, 'fk', 'enforced'],
      [undefined, 'late', 'not-valid'],
    ]);
  });

  test('a foreign key that nobody declares, and one that was tried in vain', () => {
    const foreignKeyEvents = [
      event('logs.x -> ghosts.id', 'failing', { kind: 'failed', failure }),
      event('logs.y -> users.id', 'dropped'),
    ];
    const timeline = timelineOf(stateOf([foreignKey(arrow, { name: 'fk' })]), { foreignKeyEvents });
    expect(pairs(declared(), timeline)).toEqual([
      [undefined, 'fk', 'database-only'],
      [undefined, undefined, 'failing'],
    ]);
  });

  test('a foreign key without columns means the primary key that the relation names', () => {
    const foreignKeyEvents = [event('posts.author_id -> users.', 'failing', { kind: 'failed', failure })];
    expect(pairs(declared(relation(arrow, { constraint: 'r' })), timelineOf(bare, { foreignKeyEvents }))).toEqual([
      ['r', undefined, 'failing'],
    ]);
  });

  test('the actions in force are those of the foreign key', () => {
    const timeline = timelineOf(stateOf([foreignKey(arrow, { onDelete: 'cascade', onUpdate: 'no-action' })]));
    expect(joinReferences(declared(relation(arrow)), timeline)).toMatchObject([
      { onDelete: 'cascade', onUpdate: 'no-action' },
    ]);
    expect(joinReferences(declared(relation(arrow)), undefined)).toMatchObject([
      { onDelete: 'restrict', onUpdate: 'cascade' },
    ]);
  });
});

test('what was joined holds as long as all that it follows from is the same', () => {
  const other = 'posts.editor_id -> users.id';
  const schema = declared(relation(arrow), relation(other));
  const last = stateOf([foreignKey(arrow)]);
  const enforcements = (of: DeclaredRelations, more: Partial<Timeline> = {}) =>
    joinReferences(of, timelineOf(last, more)).map(({ enforcement }) => enforcement);
  const first = joinReferences(schema, timelineOf(last));
  expect(first.map(({ enforcement }) => enforcement)).toEqual(['enforced', 'declared-only']);
  expect(joinReferences(schema, timelineOf(last))).toBe(first);

  const doubt = { because: 'a test says so', at: anywhere };
  expect(enforcements(schema, { doubt })).toEqual(['enforced', 'unknown']);
  expect(enforcements(schema, { incomplete: doubt })).toEqual(['enforced', 'unknown']);
  expect(enforcements({ ...schema, relationMode: 'prisma' })).toEqual(['enforced', 'emulated']);
  const dropped = event(other, 'skipped', { kind: 'skipped', guard });
  expect(enforcements(schema, { foreignKeyEvents: [dropped] })).toEqual(['enforced', 'skipped']);
  expect(enforcements(schema)).toEqual(['enforced', 'declared-only']);
  expect(
    joinReferences(schema, timelineOf(stateOf([foreignKey(other)]))).map(({ foreignKey: key }) => key?.columns),
  ).toEqual([undefined, ['editor_id']]);
  // The table itself is as it was; the one that it references is not.
  const view = { ...schema.snapshot.table('public.users')!, form: 'view' as const };
  const edited = { ...schema, snapshot: schema.snapshot.withTable(view) };
  const timeline = timelineOf(last);
  expect(joinReferences(schema, timeline)[1]?.enforcement).toBe('declared-only');
  expect(joinReferences(edited, timeline)[1]?.enforcement).toBe('emulated');
});

test('what was joined of a table beside other tables meanwhile is not taken for what was joined here', () => {
  const doubts = ['one', 'another'].map((because) => ({ because, at: anywhere }));
  const [first, second] = doubts.map((doubt) => bare.withTable(table('posts', { doubt })));
  const here = { snapshot: stateOf([relation(arrow)]).withTable(table('a')), relationMode: 'foreign-keys' as const };
  const there = { ...here, snapshot: here.snapshot.withTable(table('a', { form: 'view' })) };
  expect(standing(timelineOf(first!), here).because).toBe('one');
  expect(standing(timelineOf(second!), there).because).toBe('another');
  expect(standing(timelineOf(second!), here).because).toBe('another');
});

test('why a table is not there is told of the history as it is, and not of one in which it was dropped', () => {
  const schema = declared(relation(arrow));
  const users = Snapshot.of('postgresql', { tables: [table('users')] });
  const posts = users.withTable(table('posts'));
  const { source, span } = placeOf(anywhere);
  const because = (moments: Timeline['moments']) => standing(timelineOf(users, { moments }), schema).because;
  const drops = (migration: string): Timeline['moments'][number] => ({
    ...event(arrow, 'added').moment,
    migration: { name: migration, source },
    change: {
      kind: 'drop',
      entity: 'table',
      name: { schema: undefined, name: 'posts', span },
      ifExists: false,
      cascade: false,
      table: undefined,
      source,
      span,
    },
    before: posts,
    after: users,
  });
  const other = event(arrow, 'added').moment;
  expect(because([other, drops('2_less')])).toBe('2_less dropped the table posts');
  expect(because([other, drops('3_less')])).toBe('3_less dropped the table posts');
  expect(because([other])).toBe('no migration creates the table posts');
});
