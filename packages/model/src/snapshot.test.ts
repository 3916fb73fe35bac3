import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataType } from './data-type.ts';
import { anywhere, check, column, foreignKey, index, key, relation, table } from './given.ts';
import { Snapshot, sameNames } from './snapshot.ts';
import { splitTableId, type Table, tableId } from './table.ts';

const of = (...tables: readonly Table[]) => Snapshot.of('postgresql', { tables });

describe('an id of a table', () => {
  test('belongs to one pair of names, whatever is in them', () => {
    const name = fc.string({ unit: fc.constantFrom('a', '.', '\\', '"'), maxLength: 4 });
    fc.assert(
      fc.property(name, name, (schema, name) => {
        expect(splitTableId(tableId(schema, name))).toEqual({ schema, name });
      }),
    );
  });
});

describe('a state is never changed', () => {
  test('an older one keeps its tables', () => {
    const before = of(table('users'));
    const after = before.withTable(table('posts')).withoutTable(tableId('public', 'users'));
    expect(before.tables.map(({ name }) => name)).toEqual(['users']);
    expect(after.tables.map(({ name }) => name)).toEqual(['posts']);
    expect([before.tableCount, after.tableCount]).toEqual([1, 1]);
  });

  test('putting the same table in again changes nothing', () => {
    const users = table('users');
    const state = of(users);
    expect(state.withTable(users)).toBe(state);
    expect(state.withoutTable('public.nobody')).toBe(state);
  });

  test('tables are listed by id, in whatever order they came', () => {
    const tables = ['b', 'a', 'c'].map((name) => table(name));
    expect(of(...tables).tables).toEqual(of(...tables.reverse()).tables);
    expect(of(...tables).tables.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  test('types, holders and schemas come and go', () => {
    const empty = Snapshot.empty('postgresql');
    const role = { kind: 'enum', schema: 'public', name: 'role', values: ['a'], origin: anywhere } as const;
    const view = { kind: 'view', schema: 'public', name: 'active', table: undefined } as const;
    const full = empty.withType(role).withHolder(view).withSchema('auth').withSchema('auth');
    expect(full.typeNamed('public', 'role')).toBe(role);
    expect(full.holderNamed('public', 'active')).toBe(view);
    expect(full.schemas).toEqual(['public', 'auth']);
    const bare = full.withoutType('public', 'role').withoutHolder('public', 'active').withoutSchema('auth');
    expect([bare.types, bare.holders, bare.schemas]).toEqual([[], [], ['public']]);
  });
});

describe('what has a name', () => {
  test('is a table, or else what shares its namespace', () => {
    const users = table('users', { indexes: [index('users', 'users_email', ['email'])] });
    const view = { kind: 'view', schema: 'public', name: 'active', table: undefined } as const;
    const state = of(users).withHolder(view);
    expect(state.relationNamed('public', 'users')).toBe(users);
    expect(state.relationNamed('public', 'users_email')).toMatchObject({ kind: 'index', table: users.id });
    expect(state.relationNamed('public', 'active')).toBe(view);
    expect(state.relationNamed('auth', 'users')).toBeUndefined();
  });

  test('may be in a schema only once something was made there', () => {
    const empty = Snapshot.empty('postgresql').withSchema('a').withSchema('b').withSchema('c').withSchema('d');
    const made = empty
      .withTable({ ...table('t'), id: tableId('a', 't'), schema: 'a' })
      .withType({ kind: 'other', schema: 'b', name: 't' })
      .withHolder({ kind: 'sequence', schema: 'c', name: 's', table: undefined });
    expect(['a', 'b', 'c', 'd'].map((schema) => made.mayHold(schema))).toEqual([true, true, true, false]);
  });
});

describe('foreignKeysTo', () => {
  const authors = foreignKey('posts.author_id -> users.id');
  const bosses = foreignKey('users.boss_id -> users.id');
  const state = of(table('users', { foreignKeys: [bosses] }), table('posts', { foreignKeys: [authors] }));

  test('finds those of other tables and of the table itself', () => {
    expect(state.foreignKeysTo('public.users')).toEqual([authors, bosses]);
    expect(state.foreignKeysTo('public.posts')).toEqual([]);
  });

  test('follows a change, and the state before it does not', () => {
    const editors = foreignKey('posts.editor_id -> editors.id');
    const after = state.withTable(table('posts', { foreignKeys: [editors] }));
    expect(after.foreignKeysTo('public.users')).toEqual([bosses]);
    expect(after.foreignKeysTo('public.editors')).toEqual([editors]);
    expect(state.foreignKeysTo('public.users')).toEqual([authors, bosses]);
    expect(after.withoutTable('public.posts').foreignKeysTo('public.editors')).toEqual([]);
  });

  test('one of two that point at the same table may go', () => {
    const editors = foreignKey('posts.editor_id -> users.id');
    const both = of(table('posts', { foreignKeys: [authors, editors] }));
    expect(both.withTable(table('posts', { foreignKeys: [editors] })).foreignKeysTo('public.users')).toEqual([editors]);
  });
});

describe('what is listed aside agrees with the tables after any changes', () => {
  const names = ['a', 'b', 'c'] as const;
  const name = fc.constantFrom(...names);
  const anyTable = fc
    .record({ name, to: fc.array(name), types: fc.array(name), pair: fc.boolean() })
    .map(({ name, to, types, pair }) =>
      table(name, {
        foreignKeys: to.map((other, at) => foreignKey(`${name}.x${at} -> ${other}.id`)),
        columns: types.map((type, at) => column(name, `x${at}`, { ...dataType(type), schema: 'public' })),
        indexes: pair ? [index(name, `${name}_x0_idx`, ['x0'])] : [],
        checks: pair ? [check(name, 'same_name')] : [],
        primaryKey: pair ? key('primary-key', name, ['id']) : undefined,
      }),
    );
  const anyStep = fc.oneof(anyTable, name);

  test('with all tables looked through', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 12 }), (steps) => {
        const state = steps.reduce(
          (now, step) => (typeof step === 'string' ? now.withoutTable(tableId('public', step)) : now.withTable(step)),
          Snapshot.empty('postgresql'),
        );
        for (const name of names) {
          const id = tableId('public', name);
          expect(state.foreignKeysTo(id)).toEqual(state.foreignKeys.filter((one) => one.referencedTable === id));
          expect(state.tablesWithType('public', name)).toEqual(
            state.tables.filter((one) => one.columns.some(({ type }) => type?.name === name)),
          );
          const constraint = `${name}_x0_fkey`;
          expect(state.tablesWithConstraint('public', constraint)).toEqual(
            state.tables.filter((one) => one.foreignKeys.some((key) => key.name === constraint)),
          );
          expect(state.tablesWithConstraint('public', `${name}_pkey`)).toEqual(
            state.tables.filter((one) => one.primaryKey?.name === `${name}_pkey`),
          );
        }
        expect(state.tablesWithConstraint('public', 'same_name')).toEqual(
          state.tables.filter((one) => one.checks.length > 0),
        );
        expect(state.holders.map((held) => held.name)).toEqual(
          state.tables.flatMap((one) => one.indexes.map((held) => held.name)),
        );
      }),
    );
  });
});

describe('holders', () => {
  test('an index holds its name until its table goes or loses it', () => {
    const state = of(table('users', { indexes: [index('users', 'users_email_idx', ['email'])] }));
    expect(state.holderNamed('public', 'users_email_idx')).toMatchObject({ kind: 'index', table: 'public.users' });
    expect(state.withTable(table('users')).holderNamed('public', 'users_email_idx')).toBeUndefined();
    expect(state.withoutTable('public.users').holders).toEqual([]);
  });

  test('an index that is altered keeps its name', () => {
    const state = of(table('users', { indexes: [index('users', 'i', ['a']), index('users', 'j', ['b'])] }));
    const after = state.withTable(table('users', { indexes: [index('users', 'i', ['b'])] }));
    expect(after.holders.map(({ name }) => name)).toEqual(['i']);
  });
});

describe('a change of one part of a table', () => {
  const i = index('users', 'i', ['a']);
  const users = table('users', { indexes: [i, index('users', 'j', ['b'])], checks: [check('users', 'positive')] });
  const has = (state: Snapshot, name: string) => state.tablesWithConstraint('public', name).length > 0;

  test('an index that stays keeps its name', () => {
    const after = of(users).withTable({ ...users, indexes: [i] });
    expect(after.holders.map(({ name }) => name)).toEqual(['i']);
  });

  test('a check that goes is no longer found, one that comes is', () => {
    const after = of(users).withTable({ ...users, checks: [check('users', 'negative')] });
    expect([has(after, 'positive'), has(after, 'negative')]).toEqual([false, true]);
  });

  test('so are keys', () => {
    const primaryKey = key('primary-key', 'users', ['id']);
    const unique = key('unique', 'users', ['email']);
    const keyed = of(users).withTable({ ...users, primaryKey });
    expect(has(keyed, primaryKey.name)).toBe(true);
    expect(has(keyed.withTable({ ...users, uniques: [unique] }), primaryKey.name)).toBe(false);
    expect(has(of(users).withTable({ ...users, uniques: [unique] }), unique.name)).toBe(true);
  });
});

describe('indexCovering', () => {
  const covering = (
    made: Parameters<typeof index>[3] & { columns?: readonly string[] },
    columns: readonly string[],
  ) => {
    const one = index('posts', 'i', made?.columns ?? ['a', 'b', 'c'], made);
    return of(table('posts', { indexes: [one] })).indexCovering('public.posts', columns) === one;
  };

  test.each([
    [['a'], true],
    [['a', 'b'], true],
    [['b', 'a'], true],
    [['c', 'a', 'b'], true],
    [['b'], false],
    [['a', 'c'], false],
    [['a', 'b', 'c', 'd'], false],
    [['a', 'a'], false],
  ])('an index over (a, b, c) for %j: %s', (columns, is) => {
    expect(covering({}, columns)).toBe(is);
  });

  test.each([
    ['a > 0', ['a'], false],
    ['a IS NOT NULL', ['a'], true],
    ['("a" IS NOT NULL)', ['a'], true],
    ['(a) is not null', ['a'], true],
    ['b IS NOT NULL', ['a'], false],
    ['b IS NOT NULL', ['a', 'b'], true],
    ['(a IS NOT NULL) AND (b IS NOT NULL)', ['b', 'a'], true],
    ['a IS NOT NULL AND c IS NULL', ['a'], false],
    ['a IS NOT NULL OR b > 0', ['a'], true],
    ['b > 0 OR c IS NOT NULL', ['a'], false],
    ['((a IS NOT NULL) OR (b > 0)) AND (c IS NULL)', ['a'], false],
    ["a IS NOT NULL OR b = ') AND (x'", ['a'], true],
    ['NOT a IS NOT NULL', ['a'], false],
    ['"A" IS NOT NULL', ['a'], false],
    ['lower(a) IS NOT NULL', ['a'], false],
  ])('a partial index WHERE %s for %j: %s', (predicate, columns, is) => {
    expect(covering({ predicate }, columns)).toBe(is);
  });

  test('an expression behind the columns does no harm, one among them does', () => {
    expect(covering({ columns: ['a', 'lower(b)'], expressions: true }, ['a'])).toBe(true);
    expect(covering({ columns: ['lower(a)', 'b'], expressions: true }, ['a'])).toBe(false);
  });

  test('a hash finds one column, other methods find nothing', () => {
    expect(covering({ columns: ['a'], method: 'hash' }, ['a'])).toBe(true);
    expect(covering({ columns: ['a'], method: 'gin' }, ['a'])).toBe(false);
    expect(covering({ columns: ['a'], method: 'brin' }, ['a'])).toBe(false);
  });

  test('nothing covers a table that is not there', () => {
    expect(of().indexCovering('public.posts', ['a'])).toBeUndefined();
  });
});

describe('keyOn', () => {
  const keyOn = (made: Partial<Table>, columns: readonly string[]) =>
    of(table('users', made)).keyOn('public.users', columns);
  const primaryKey = key('primary-key', 'users', ['tenant_id', 'id']);

  test('a primary key, its columns in any order', () => {
    expect(keyOn({ primaryKey }, ['tenant_id', 'id'])).toBe(primaryKey);
    expect(keyOn({ primaryKey }, ['id', 'tenant_id'])).toBe(primaryKey);
  });

  test('not a part of a key, nor more than it', () => {
    expect(keyOn({ primaryKey }, ['id'])).toBeUndefined();
    expect(keyOn({ primaryKey }, ['id', 'tenant_id', 'name'])).toBeUndefined();
    expect(keyOn({ primaryKey }, ['id', 'id'])).toBeUndefined();
  });

  test('a unique constraint, unless it is deferrable', () => {
    const unique = key('unique', 'users', ['email']);
    expect(keyOn({ uniques: [unique] }, ['email'])).toBe(unique);
    expect(keyOn({ uniques: [key('unique', 'users', ['email'], true)] }, ['email'])).toBeUndefined();
  });

  test('the index of a deferrable constraint is no way around', () => {
    const indexes = [index('users', 'users_email_key', ['email'], { unique: true, constraint: 'unique' })];
    expect(keyOn({ uniques: [key('unique', 'users', ['email'], true)], indexes }, ['email'])).toBeUndefined();
  });

  test('a unique index that is neither partial nor over an expression', () => {
    const unique = index('users', 'i', ['email'], { unique: true });
    expect(keyOn({ indexes: [unique] }, ['email'])).toBe(unique);
    expect(keyOn({ indexes: [index('users', 'i', ['email'])] }, ['email'])).toBeUndefined();
    expect(keyOn({ indexes: [{ ...unique, predicate: 'x' }] }, ['email'])).toBeUndefined();
    expect(keyOn({ indexes: [{ ...unique, expressions: true }] }, ['email'])).toBeUndefined();
  });
});

describe('columnsSetBy', () => {
  const columns = ['tenant_id', 'author_id'].map((name) => column('posts', name));
  const state = of(table('posts', { columns }));
  const names = (...args: Parameters<Snapshot['columnsSetBy']>) => state.columnsSetBy(...args).map(({ name }) => name);
  const arrow = 'posts.tenant_id+author_id -> users.tenant_id+id';

  test('all columns of a composite key', () => {
    expect(names(foreignKey(arrow, { onDelete: 'set-null' }), 'onDelete')).toEqual(['tenant_id', 'author_id']);
    expect(names(relation(arrow, { onUpdate: 'set-default' }), 'onUpdate')).toEqual(['tenant_id', 'author_id']);
  });

  test('only the listed ones, and that only on delete', () => {
    const limited = foreignKey(arrow, { onDelete: 'set-null', onUpdate: 'set-null', setColumns: ['author_id'] });
    expect(names(limited, 'onDelete')).toEqual(['author_id']);
    expect(names(limited, 'onUpdate')).toEqual(['tenant_id', 'author_id']);
  });

  test('none for other actions', () => {
    expect(names(foreignKey(arrow, { onDelete: 'cascade' }), 'onDelete')).toEqual([]);
  });
});

test.each([
  [['a', 'b'], ['b', 'a'], true],
  [['a'], ['a', 'b'], false],
  [['a', 'a'], ['a', 'b'], false],
  [['a', 'b'], ['a', 'a'], false],
  [[], [], true],
])('sameNames of %j and %j is %s', (some, others, is) => {
  expect(sameNames(some, others)).toBe(is);
});
