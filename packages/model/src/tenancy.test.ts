import { describe, expect, test } from 'vitest';
import type { ForeignKey } from './foreign-key.ts';
import { column, foreignKey, index, key, stateOf, timelineOf } from './given.ts';
import { shownReference } from './reference.ts';
import { RelationGraph } from './relation-graph.ts';
import { Snapshot } from './snapshot.ts';
import type { Table } from './table.ts';
import { Tenancy } from './tenancy.ts';

/** A tenancy of foreign keys, in which `columns` are the required ones and `optional` may be null. */
function given(
  keys: readonly string[],
  {
    tables = {},
    except = [],
  }: { tables?: Record<string, Partial<Table> & { optional?: string }>; except?: string[] } = {},
): Tenancy {
  const state = stateOf(keys.map((arrow): ForeignKey => foreignKey(arrow)));
  const names = new Set([...state.tables.map(({ name }) => name), ...Object.keys(tables)]);
  const all = [...names].map((name) => {
    const known = state.tableNamed('public', name);
    const { optional = '', ...more } = tables[name] ?? {};
    const own = new Set([...(known?.foreignKeys.flatMap(({ columns }) => columns) ?? []), ...optional.split(' ')]);
    own.delete('');
    const columns = [...own].map((one) => column(name, one, undefined, optional.split(' ').includes(one)));
    const bare = known ?? stateOf([foreignKey(`${name}.x -> x.x`)]).tableNamed('public', name)!;
    return { ...bare, foreignKeys: known?.foreignKeys ?? [], columns, ...more };
  });
  const graph = RelationGraph.of(undefined, timelineOf(Snapshot.of('postgresql', { tables: all })));
  const isExcepted = (id: string) => except.includes(id.replace('public.', ''));
  return new Tenancy(graph, all, { root: 'public.orgs', column: 'org_id', isExcepted });
}

const names = (tables: readonly Table[]) => tables.map(({ name }) => name).sort();
const shown = (found: ReturnType<Tenancy['crossing']>) =>
  [...found].map(([{ name }, references]) => `${name}: ${references.map(shownReference).join(', ')}`);
const strays = (tenancy: Tenancy) =>
  tenancy.strays().map(({ table, behind }) => [table.name, ...behind.map((id) => id.replace('public.', ''))].join(' '));

describe('the column', () => {
  test('is found in other spellings, and not where it references something else', () => {
    const tenancy = given(
      ['a.org_id -> orgs.id', 'b.orgId -> orgs.id', 'c.org_id -> teams.id', 'd.owner_id -> orgs.id'],
      {
        except: ['e'],
        tables: { e: { optional: 'org_id' } },
      },
    );
    expect(['a', 'b', 'c', 'd', 'e', 'orgs'].map((name) => tenancy.columnIn(`public.${name}`))).toEqual([
      'org_id',
      'orgId',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('is carried by a key that pairs it with the other one, or with the root', () => {
    const tenancy = given(['a.org_id -> orgs.id', 'b.id+org_id -> a.id+org_id', 'b.a -> a.id']);
    const [root, carried, bare] = ['a.org_id -> orgs.id', 'b.id+org_id -> a.id+org_id', 'b.a -> a.id'].map((arrow) =>
      tenancy.carriesTenant({ ...foreignKey(arrow) } as never),
    );
    expect([root, carried, bare]).toEqual([true, true, false]);
  });
});

test('tables belong to tenants by their column, by what they reference, and one to one', () => {
  const tenancy = given(
    [
      'a.org_id -> orgs.id',
      'b.a -> a.id',
      'a.own -> settings.id',
      'a.kind -> kinds.id',
      'c.z -> a.id',
      'orgs.one -> plans.id',
    ],
    {
      except: ['c'],
      tables: { a: { uniques: [key('unique', 'a', ['own'])] }, orgs: { uniques: [key('unique', 'orgs', ['one'])] } },
    },
  );
  const all = ['orgs', 'a', 'b', 'settings', 'kinds', 'c', 'plans'];
  expect(all.filter((name) => tenancy.belongs(`public.${name}`))).toEqual(['orgs', 'a', 'b', 'settings']);
});

test('columns without a reference', () => {
  const tenancy = given(['a.org_id -> orgs.id', 'b.a+org_id -> a.id+org_id'], {
    tables: {
      bare: { optional: 'org_id' },
      view: { optional: 'org_id', form: 'view' },
      part: { optional: 'org_id', isPartition: true },
    },
  });
  expect(names(tenancy.unreferenced())).toEqual(['bare']);
});

describe('tables that join rows of tenants', () => {
  const keys = ['a.org_id -> orgs.id', 'b.org_id -> orgs.id', 'part.a -> a.id'];
  const torn = (more: readonly string[], tables = {}, except: string[] = []) => {
    const tenancy = given([...keys, ...more], { tables, except });
    return names([...tenancy.torn().keys()]);
  };

  test('by references that are required, to two tables', () => {
    expect(torn(['ab.a -> a.id', 'ab.b -> b.id'])).toEqual(['ab']);
    expect(torn(['ab.a -> a.id', 'ab.b -> b.id'], { ab: { optional: 'b' } })).toEqual([]);
    expect(torn(['aa.x -> a.id', 'aa.y -> a.id'])).toEqual([]);
    expect(torn(['ap.a -> a.id', 'ap.p -> part.id'])).toEqual([]);
  });

  test('not those that say whose they are, nor what is excepted', () => {
    expect(torn(['ab.a -> a.id', 'ab.b -> b.id', 'ab.org_id -> orgs.id'])).toEqual([]);
    expect(torn(['ab.a -> a.id', 'ab.b -> b.id'], {}, ['ab'])).toEqual([]);
  });
});

describe('references that cross', () => {
  const keys = ['a.org_id -> orgs.id', 'b.org_id -> orgs.id'];

  test('between tables with the column, by table', () => {
    const tenancy = given([...keys, 'b.a -> a.id', 'b.up -> b.id', 'a.user -> users.id', 'c.a -> a.id']);
    expect(shown(tenancy.crossing())).toEqual(['b: b.a → a.id, b.up → b.id']);
  });

  test('not where a wider key carries it', () => {
    expect(shown(given([...keys, 'b.a -> a.id', 'b.org_id+a -> a.org_id+id']).crossing())).toEqual([]);
  });

  test('not where rows of either side may be nobody’s', () => {
    expect(shown(given([...keys, 'b.a -> a.id'], { tables: { a: { optional: 'org_id' } } }).crossing())).toEqual([]);
    expect(shown(given([...keys, 'b.a -> a.id'], { tables: { b: { optional: 'org_id' } } }).crossing())).toEqual([]);
  });
});

describe('strays', () => {
  const keys = ['a.org_id -> orgs.id', 'a.user -> users.id', 'sessions.user -> users.id'];

  test('not what tenants share, nor what hangs on it', () => {
    expect(strays(given(keys))).toEqual([]);
  });

  test('the last of those that hang together, also in a circle', () => {
    expect(strays(given([...keys, 'y.x -> x.id', 'z.y -> y.id', 'p.q -> q.id', 'q.p -> p.id']))).toEqual([
      'p q',
      'x y z',
    ]);
    expect(strays(given([...keys, 'y.x -> x.id'], { except: ['x'] }))).toEqual([]);
    expect(strays(given([...keys, 'y.x -> x.id'], { except: ['y'] }))).toEqual(['x']);
  });

  test('none of which a part is not known', () => {
    const doubt = { because: 'a test', at: foreignKey('a.x -> b.x').origin };
    expect(strays(given(keys, { tables: { lost: { doubt }, other: {} } }))).toEqual(['other']);
  });
});

test('a partial unique index makes nothing one to one', () => {
  const partial = index('a', 'i', ['own'], { unique: true, predicate: 'x' });
  const tenancy = given(['a.org_id -> orgs.id', 'a.own -> settings.id'], { tables: { a: { indexes: [partial] } } });
  expect(tenancy.belongs('public.settings')).toBe(false);
});
