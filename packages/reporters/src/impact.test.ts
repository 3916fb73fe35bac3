import { analyze, defaultSettings, loadImpact } from '@refint/core';
import { sourceOf } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { plain } from './colors.ts';
import { type ImpactTold, impactJson, impactMermaid, impactText } from './impact.ts';

/** What is told of a delete from a table, from the texts of a project. */
async function told(table: string, sql: string, schema?: string, settings = defaultSettings): Promise<ImpactTold> {
  const input = {
    name: '.',
    schema: schema === undefined ? [] : [sourceOf('schema.prisma', schema)],
    migrations: sql === '' ? undefined : [{ name: '1', source: sourceOf('1.sql', sql) }],
    runner: 'psql',
    neverRun: [],
    problems: [],
  } as const;
  const { projects, problems } = await analyze([input], settings, []);
  const report = projects[0]!;
  const { impactStory, tableToday } = await loadImpact();
  const asked = tableToday(table, report.project);
  if (asked.kind !== 'found') throw new Error(`${table} is ${asked.kind}`);
  return { report, story: impactStory(asked.id, report.project), problems };
}

const text = async (...given: Parameters<typeof told>) =>
  (await impactText(await told(...given), plain)).split('\n').slice(2).join('\n');

const shop = `
  CREATE TABLE shops (id int PRIMARY KEY);
  CREATE TABLE staff (id int PRIMARY KEY, shop int REFERENCES shops ON DELETE CASCADE, code int UNIQUE);
  CREATE TABLE orders (
    id int PRIMARY KEY,
    shop int REFERENCES shops ON DELETE CASCADE,
    staff int REFERENCES staff ON DELETE SET NULL,
    parent int REFERENCES orders ON DELETE CASCADE
  );
  CREATE TABLE items (order_id int NOT NULL REFERENCES orders ON DELETE SET NULL);
  CREATE TABLE bills (shop int DEFAULT 0 REFERENCES shops ON DELETE SET DEFAULT, order_id int REFERENCES orders);
  CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER tidy AFTER DELETE ON orders FOR EACH ROW EXECUTE FUNCTION tidy();
  CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
`;

describe('as a tree', () => {
  test('of every effect', async () => {
    expect(await text('shops', shop)).toBe(`A delete from shops
├─ bills.shop         SET DEFAULT  shop is set to its default
├─ orders.shop        CASCADE      rows go too
│  │  note: its trigger tidy may do more
│  ├─ bills.order_id  NO ACTION    refuses while a row references it
│  ├─ items.order_id  SET NULL     refuses: order_id cannot be set to null
│  └─ orders.parent   CASCADE      rows go too, which is a circle
│        note: its trigger tidy may do more
└─ staff.shop         CASCADE      rows go too
   └─ orders.staff    SET NULL     staff is set to null

Rows go from 2 tables: orders and staff.
Columns are set to null in 1 table: orders.
Columns are set to a default in 1 table: bills.
All of it is refused as long as a row references what goes, or is set, by bills.order_id and items.order_id.
Rows of orders take along those of orders that reference them.
The longest way has 2 references.
`);
  });

  test('of a table that nothing references', async () => {
    expect(await text('items', shop)).toBe(
      'A delete from items\n\nNothing references items: only the row itself goes.\n',
    );
  });

  test('with what columns do that follow a written one', async () => {
    const sql = `
      CREATE TABLE a (id int PRIMARY KEY);
      CREATE TABLE b (id int UNIQUE REFERENCES a ON DELETE SET NULL);
      CREATE TABLE c (id int REFERENCES b (id) ON UPDATE CASCADE);
      CREATE TABLE d (id int REFERENCES b (id));
    `;
    expect(await text('a', sql)).toContain(`A delete from a
└─ b.id     SET NULL             id is set to null
   ├─ c.id  ON UPDATE CASCADE    id is set to null
   └─ d.id  ON UPDATE NO ACTION  refuses while a row references what is written
`);
  });

  test('with what is said of a table that must stay', async () => {
    const tables = [{ table: ['orders'], neverDeleted: true, because: 'books are kept' }];
    expect(await text('shops', shop, undefined, { ...defaultSettings, tables })).toContain(
      'orders is said to be never deleted from: books are kept',
    );
    expect(await text('orders', shop, undefined, { ...defaultSettings, tables })).toContain(
      'A delete from orders\nnote: orders is said to be never deleted from: books are kept\nnote: its trigger tidy may do more\n',
    );
  });

  test('with refusals that do not meet the eye', async () => {
    const sql = `
      CREATE TABLE a (id int PRIMARY KEY);
      CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE);
      CREATE TABLE c (id int PRIMARY KEY, b int REFERENCES b ON DELETE CASCADE);
      CREATE TABLE d (b int REFERENCES b, c int REFERENCES c ON DELETE CASCADE);
      CREATE TABLE e (b int REFERENCES b DEFERRABLE INITIALLY DEFERRED);
    `;
    expect(await text('a', sql)).toContain(`
   ├─ d.b     NO ACTION  refuses while a row references it
   │     note: refuses for rows too that would go by a longer way
   └─ e.b     NO ACTION  refuses while a row references it
         note: checked at the commit
`);
  });
});

const schema = (datasource = '') => `
  datasource db {
    provider = "postgresql"
    ${datasource}
  }

  model users {
    id    Int     @id
    posts posts[]
    pages pages[]
  }

  model posts {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id], onDelete: Cascade)
  }

  model pages {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id], onDelete: Cascade)
  }
`;

describe('where schema and database differ', () => {
  test('the database decides, and both are told', async () => {
    const sql = `
      CREATE TABLE users (id int PRIMARY KEY);
      CREATE TABLE posts (id int PRIMARY KEY, author int NOT NULL REFERENCES users ON DELETE RESTRICT);
      CREATE TABLE pages (id int PRIMARY KEY, author int NOT NULL);
    `;
    expect(await text('users', sql, schema())).toContain(`A delete from users
├─ pages.author  no foreign key  rows stay, and reference a row that is gone
│     note: declared-only: no migration creates it
└─ posts.author  RESTRICT        refuses while a row references it
      note: the schema says onDelete: Cascade, the database decides

All of it is refused as long as a row references what goes, or is set, by posts.author.
References to nothing are left in 1 table: pages.
`);
  });

  test('without migrations it is as declared, which is told', async () => {
    expect(await text('users', '', schema())).toContain(
      'A delete from users\nnote: as the schema declares it: there are no migrations to read\n├─ pages.author',
    );
  });

  test('the ORM does it where it is asked to', async () => {
    expect(await text('users', '', schema('relationMode = "prisma"'))).toContain(
      'A delete from users\nnote: the ORM does it, the database does nothing\n├─ pages.author',
    );
  });
});

test('as JSON, in which each consequence names the one that it comes of', async () => {
  const value = JSON.parse(await impactJson(await told('shops', shop)));
  expect(value).toMatchObject({
    project: '.',
    table: 'shops',
    depth: 2,
    circles: [['orders']],
    tables: { deletes: ['orders', 'staff'], refuses: ['bills', 'items'], nothing: [] },
  });
  expect(
    value.impacts.map(({ parent, table, columns, effect }: Record<string, unknown>) => [
      parent,
      table,
      columns,
      effect,
    ]),
  ).toEqual([
    [null, 'bills', ['shop'], 'defaults'],
    [null, 'orders', ['shop'], 'deletes'],
    [1, 'bills', ['order_id'], 'refuses'],
    [1, 'items', ['order_id'], 'refuses'],
    [1, 'orders', ['parent'], 'deletes'],
    [null, 'staff', ['shop'], 'deletes'],
    [5, 'orders', ['staff'], 'nulls'],
  ]);
  expect(value.impacts[3]).toMatchObject({ required: ['order_id'], path: '1.sql', line: 10, action: 'set-null' });
});

describe('as a picture for Mermaid', () => {
  test('with a line for each reference', async () => {
    expect(await impactMermaid(await told('shops', shop))).toBe(`flowchart LR
  t0["shops"]
  t1["bills"]
  t2["orders"]
  t3["items"]
  t4["staff"]
  t0 -.->|"shop: SET DEFAULT"| t1
  t0 -->|"shop: CASCADE"| t2
  t2 --x|"order_id: NO ACTION"| t1
  t2 --x|"order_id: SET NULL"| t3
  t2 -->|"parent: CASCADE"| t2
  t0 -->|"shop: CASCADE"| t4
  t4 -.->|"staff: SET NULL"| t2
  classDef goes stroke:#d1242f,stroke-width:2px
  classDef refuses stroke:#bf8700,stroke-width:2px,stroke-dasharray:4
  class t0,t2,t4 goes
  class t1,t3 refuses
`);
  });

  test('names cannot end a label', async () => {
    const sql = 'CREATE TABLE "a""]|<b>" (id int PRIMARY KEY); CREATE TABLE b ("#;" int REFERENCES "a""]|<b>");';
    expect(await impactMermaid(await told('b', sql))).toContain('t0["b"]');
    expect(await impactMermaid(await told('a"]|<b>', sql))).toContain(
      '  t0["a#34;#93;#124;#60;b#62;"]\n  t1["b"]\n  t0 --x|"#35;#59;: NO ACTION"| t1\n',
    );
  });
});

test('a chain of two thousand tables is told to its end', async () => {
  const tables = Array.from(
    { length: 2_000 },
    (_, at) => `CREATE TABLE t${at + 1} (id int PRIMARY KEY REFERENCES t${at} ON DELETE CASCADE);`,
  );
  const chain = await told('t0', `CREATE TABLE t0 (id int PRIMARY KEY);${tables.join('\n')}`);
  expect(chain.story.depth).toBe(2_000);
  expect(JSON.parse(await impactJson(chain)).impacts).toHaveLength(2_000);
  expect((await impactMermaid(chain)).split('\n')).toHaveLength(4_006);
  expect((await impactText(chain, plain)).length).toBeGreaterThan(2_000);
});
