import { describe, expect, test } from 'vitest';
import { dataType } from '../data-type.ts';
import { anywhere, column, foreignKey, index, key, relation, table, timelineOf } from '../given.ts';
import { shownReference } from '../reference.ts';
import { RelationGraph } from '../relation-graph.ts';
import { Snapshot } from '../snapshot.ts';
import type { Column, Table } from '../table.ts';

/** `users: id, name`: a table with columns, of which the first one is its key. `name text` has that type. */
function made(written: string, more: Partial<Table> = {}): Table {
  const [name = '', columns = ''] = written.split(': ');
  const all = columns.split(', ').map((one): Column => {
    const [called = '', type = 'integer', ...brackets] = one.split(/ |(?=\[\])/);
    return column(name, called, dataType(type, [], brackets.length));
  });
  return table(name, { columns: all, primaryKey: key('primary-key', name, [all[0]?.name ?? '']), ...more });
}

/** What is inferred from tables, with references that are declared already. */
function inferred(tables: readonly (string | Table)[], declared: readonly string[] = []): readonly string[] {
  const relations = declared.map((arrow) => relation(arrow));
  const all = tables.map((one) => (typeof one === 'string' ? made(one) : one));
  const snapshot = Snapshot.of('postgresql', {
    tables: all.map((one) => ({ ...one, relations: relations.filter((each) => each.table === one.id) })),
  });
  return RelationGraph.of({ snapshot, relationMode: 'foreign-keys' }, undefined).inferred.map(shownReference);
}

const users = 'users: id, name text';

describe('a column is called after a table', () => {
  test.each([
    ['singular for plural', [users, 'posts: id, user_id'], 'posts.user_id → users.id'],
    ['plural for singular', ['category: id', 'posts: id, categories_id'], 'posts.categories_id → category.id'],
    ['in another style', ['BlogPost: id', 'votes: id, blog_post_id'], 'votes.blog_post_id → BlogPost.id'],
    ['in one word', [users, 'posts: id, userid'], 'posts.userid → users.id'],
    ['with another word for id', [users, 'posts: id, userUid'], 'posts.userUid → users.id'],
    ['behind a role', [users, 'posts: id, reviewerUserId'], 'posts.reviewerUserId → users.id'],
    ['in an odd plural', ['people: id', 'pets: id, person_id'], 'pets.person_id → people.id'],
    [
      'by its end, in one family',
      ['alert: id', 'alert_channel: id', 'alert_rule: id, channel_id'],
      'alert_rule.channel_id → alert_channel.id',
    ],
    ['with a key of its name', ['website: website_id', 'hits: id, website_id'], 'hits.website_id → website.website_id'],
    ['and is the key of its own table', [users, 'profiles: user_id'], 'profiles.user_id → users.id'],
  ])('%s', (_, tables, found) => {
    expect(inferred(tables)).toEqual([found]);
  });

  test.each([
    ['its own: what its rows are called elsewhere', ['templates: id, template_id']],
    ['its own behind the name of a system', [users, 'app_users: id, acme_app_user_id']],
    ['in a word that only ends so', [users, 'posts: id, valid, paid, superuserid']],
    ['one behind a system that keeps the rows', ['customers: id', 'posts: id, stripe_customer_id, externalCustomerId']],
    ['one behind a role in a table about such a system', [users, 'slack_integrations: id, bot_user_id']],
    ['one whose name is as general as its end', ['sso_provider: id', 'accounts: id, provider_id']],
    ['two that are as likely', ['sales_order: id', 'purchase_order: id', 'notes: id, order_id']],
  ])('not %s', (_, tables) => {
    expect(inferred(tables)).toEqual([]);
  });

  test('the longest name counts', () => {
    expect(inferred(['posts: id', 'club_posts: id', 'threads: id, club_post_id'])).toEqual([
      'threads.club_post_id → club_posts.id',
    ]);
  });

  test('of two schemas, the table in its own', () => {
    const other = { ...made('users: id'), id: 'auth.users', schema: 'auth' };
    expect(inferred([users, other, 'posts: id, user_id'])).toEqual(['posts.user_id → users.id']);
  });
});

describe('what the same name means elsewhere', () => {
  const workers = ['background_workers: id', 'runs: id, worker_id', 'tasks: id, worker_id'];
  const known = ['runs.worker_id -> background_workers.id', 'tasks.worker_id -> background_workers.id'];

  test('it means here too, in any style and behind a role', () => {
    expect(inferred([...workers, 'logs: id, workerId, last_worker_id'], known)).toEqual([
      'logs.workerId → background_workers.id',
      'logs.last_worker_id → background_workers.id',
    ]);
  });

  test('one use is not enough where the names have nothing in common', () => {
    const apps = ['clients: id', 'grants: id, app_id', 'logs: id, app_id'];
    expect(inferred(apps, ['grants.app_id -> clients.id'])).toEqual([]);
  });

  test('where it means several tables, none', () => {
    const three = ['a: id', 'b: id', 'x: id, maker_id', 'y: id, maker_id', 'z: id, maker_id'];
    expect(inferred(three, ['x.maker_id -> a.id', 'y.maker_id -> b.id'])).toEqual([]);
  });

  test('another row of the same table it means in each table', () => {
    const trees = ['folders: id, parent_id', 'pages: id, parent_id'];
    expect(inferred(trees, ['folders.parent_id -> folders.id'])).toEqual(['pages.parent_id → pages.id']);
  });

  test('a key that is not the primary one is meant again', () => {
    const shops = made('shops: id, slug text', { uniques: [key('unique', 'shops', ['slug'])] });
    const all = [shops, 'orders: id, shop_id text', 'carts: id, shop_id text', 'bills: id, shop_id text'];
    expect(inferred(all, ['orders.shop_id -> shops.slug', 'carts.shop_id -> shops.slug'])).toEqual([
      'bills.shop_id → shops.slug',
    ]);
  });
});

describe('roles', () => {
  test.each(['created_by', 'createdById', 'assigned_to', 'owner_id', 'reviewerId'])('%s is a user', (name) => {
    expect(inferred([users, `posts: id, ${name}`])).toEqual([`posts.${name} → users.id`]);
  });

  test('whoever did something is nobody where there are no users', () => {
    expect(inferred(['posts: id, created_by'])).toEqual([]);
  });

  test.each(['group_by', 'sort_by', 'claimed_by', 'replaced_by', 'step_to', 'valid_to'])('%s is no user', (name) => {
    expect(inferred([users, `posts: id, ${name}`])).toEqual([]);
  });

  test.each(['parent_id', 'revision_of_id'])('%s is another row of the table, where an index finds it', (name) => {
    expect(inferred([made(`pages: id, ${name}`, { indexes: [index('pages', 'i', [name])] })])).toEqual([
      `pages.${name} → pages.id`,
    ]);
    expect(inferred([`pages: id, ${name}`])).toEqual([]);
  });

  test('a way to another row in front of the table’s own name', () => {
    expect(inferred(['runs: id, previous_run_id, acme_run_id'])).toEqual(['runs.previous_run_id → runs.id']);
  });
});

describe('the types', () => {
  test('must fit', () => {
    expect(inferred([users, 'posts: id, user_id text'])).toEqual([]);
    expect(inferred([users, 'posts: id, user_id bigint'])).toEqual(['posts.user_id → users.id']);
    expect(inferred([users, 'posts: id, user_id integer[]'])).toEqual([]);
  });
});

describe('a key of the same name', () => {
  const plugins = (more: Partial<Table>) => made('plugins: id, plugin_id', more);

  test('goes before the primary key', () => {
    const unique = plugins({ uniques: [key('unique', 'plugins', ['plugin_id'])] });
    expect(inferred([unique, 'versions: id, plugin_id'])).toEqual(['versions.plugin_id → plugins.plugin_id']);
  });

  test('that is none leaves it open which column is meant', () => {
    expect(inferred([plugins({}), 'versions: id, plugin_id'])).toEqual([]);
  });

  test('that is the own key of the model is no reference', () => {
    const own = { ...column('user_saves', 'saved_user_id'), field: 'id' };
    expect(inferred([users, made('user_saves: saved_user_id', { columns: [own] })])).toEqual([]);
  });
});

describe('keys over several columns', () => {
  const orders = made('orders: id, tenant_id', { primaryKey: key('primary-key', 'orders', ['tenant_id', 'id']) });

  test('take the tenant along', () => {
    expect(inferred([orders, 'items: id, tenant_id, order_id'])).toEqual([
      'items(tenant_id, order_id) → orders(tenant_id, id)',
    ]);
  });

  test('are no ends without it', () => {
    expect(inferred([orders, 'items: id, order_id'])).toEqual([]);
  });

  test('with a time in them are none either', () => {
    const versions = made('documents: id, created_at', {
      primaryKey: key('primary-key', 'documents', ['id', 'created_at']),
    });
    expect(inferred([versions, 'notes: id, created_at, document_id'])).toEqual([]);
  });
});

describe('silent', () => {
  test.each(['entity', 'user', 'owner'])('about %s_id where a column tells the table of each row', (name) => {
    expect(inferred([users, 'entities: id', `notes: id, ${name}_id, ${name}_type text`])).toEqual([]);
  });

  test('about columns that a reference has', () => {
    expect(inferred([users, 'posts: id, user_id'], ['posts.user_id -> users.id'])).toEqual([]);
  });

  test('about views, tables in doubt, partitions and generated columns', () => {
    const doubt = { because: 'a test says so', at: anywhere };
    const generated = { ...column('c', 'user_id'), generated: '1' };
    expect(
      inferred([
        users,
        made('a: id, user_id', { form: 'view' }),
        made('b: id, user_id', { doubt }),
        made('c: id', { columns: [generated] }),
        made('d: id, user_id', { parents: ['public.a'] }),
      ]),
    ).toEqual([]);
    expect(inferred([made('users: id', { doubt }), 'posts: id, user_id'])).toEqual([]);
  });
});

describe('where there is no schema', () => {
  const last = Snapshot.of('postgresql', { tables: [made(users), made('posts: id, user_id')] });
  const doubt = { because: 'a test says so', at: anywhere };

  test('what migrations made is asked', () => {
    const { inferred } = RelationGraph.of(undefined, timelineOf(last));
    expect(inferred.map(shownReference)).toEqual(['posts.user_id → users.id']);
    expect(inferred[0]).toMatchObject({ enforcement: 'inferred', relation: undefined, foreignKey: undefined });
  });

  test('and nothing is known of a history without its beginning, or with SQL that is not understood', () => {
    expect(RelationGraph.of(undefined, timelineOf(last, { incomplete: doubt })).inferred).toEqual([]);
    expect(RelationGraph.of(undefined, timelineOf(last, { doubt })).inferred).toEqual([]);
  });
});

test('they are no part of the graph until somebody adds them', () => {
  const made = [{ ...foreignKey('posts.author_id -> users.id') }];
  const last = Snapshot.of('postgresql', {
    tables: [
      table('users', { columns: [column('users', 'id')], primaryKey: key('primary-key', 'users', ['id']) }),
      table('posts', { columns: [column('posts', 'author_id'), column('posts', 'user_id')], foreignKeys: made }),
    ],
  });
  const graph = RelationGraph.of(undefined, timelineOf(last));
  expect(graph.references).toHaveLength(1);
  const more = graph.with(graph.inferred);
  expect(more.referencesTo('public.users').map(shownReference)).toEqual([
    'posts.author_id → users.id',
    'posts.user_id → users.id',
  ]);
});
