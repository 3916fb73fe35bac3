import { shownReference } from '@refint/model';
import { emptied, type Server, startPostgres } from '@refint/postgres';
import { parse } from 'libpg-query';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planFor } from './plan-for.ts';
import { type Given, inputOf, projectFrom, settingsOf } from './testing/given.ts';
import { type WriteOptions, type WrittenPlan, writePlan } from './write-plan.ts';

/** The statements of a file as PostgreSQL itself cuts it, each with the comments before it. */
async function statementsIn(text: string): Promise<readonly string[]> {
  const bytes = Buffer.from(text);
  const { stmts = [] } = await parse(text);
  return stmts.map(({ stmt_location: at = 0, stmt_len: length }) =>
    bytes.subarray(at, length === undefined ? undefined : at + length).toString(),
  );
}

/** Runs a file as psql does: each statement is sent by itself. */
async function asPsql(server: Server, text: string): Promise<void> {
  for (const statement of await statementsIn(text)) await server.exec(statement);
}

/** Foreign keys and indexes as PostgreSQL prints them, by table and name. */
async function keysIn(server: Server): Promise<readonly string[]> {
  const { rows } = await server.query<{ text: string }>(`
    SELECT conrelid::regclass || ' ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid) AS text
      FROM pg_constraint WHERE contype = 'f'
    UNION ALL
    SELECT indexdef FROM pg_indexes WHERE schemaname !~ '^pg_'
    ORDER BY 1`);
  return rows.map(({ text }) => text);
}

let postgres: Awaited<ReturnType<typeof startPostgres>>;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

async function written(given: Given, options: WriteOptions = {}): Promise<WrittenPlan> {
  return writePlan(planFor(await projectFrom(given)), inputOf(given), settingsOf(given), options);
}

const users = 'CREATE TABLE users (id int PRIMARY KEY, name text);';
const posts = 'CREATE TABLE posts (id int PRIMARY KEY, author_id int);';
const schema = `
model users {
  id    Int     @id
  name  String?
  posts posts[]
}

model posts {
  id        Int    @id
  author_id Int?
  author    users? @relation(fields: [author_id], references: [id])
}
`;

describe('a plan for one reference', () => {
  const given: Given = { sql: [users + posts], schema };
  const all = ({ migrations, audit, rollback, schema: { files } }: WrittenPlan): string =>
    [
      ...migrations.map(({ path, text }) => `==> ${path}\n${text}`),
      `==> audit.sql\n${audit}`,
      `==> rollback.sql\n${rollback}`,
      ...files.map(({ diff }) => `==> schema.diff\n${diff}`),
    ].join('\n');

  test('for Prisma', async () => {
    expect(all(await written(given))).toMatchSnapshot();
  });

  test('for psql, which commits each statement', async () => {
    const { migrations } = await written(given, { runner: 'psql' });
    expect(migrations.map(({ path, text }) => `==> ${path}\n${text}`).join('\n')).toMatchSnapshot();
  });

  test('for drizzle, which runs all that is pending in one transaction', async () => {
    const { migrations } = await written(given, { runner: 'drizzle' });
    expect(migrations.map(({ path, text }) => `==> ${path}\n${text}`).join('\n')).toMatchSnapshot();
  });

  test('guarded', async () => {
    const { migrations } = await written(given, { guarded: true });
    expect(migrations.map(({ text }) => text.replace(/^--.*\n/gm, '')).join('\n')).toMatchSnapshot();
  });
});

/** Names as nobody should give them and some do. */
const zoo: Given = {
  sql: [
    `CREATE SCHEMA "Odd schema";
    CREATE TABLE "order" ("select" int PRIMARY KEY, "a""b" text, UNIQUE ("select", "a""b"));
    CREATE TABLE "Odd schema"."Größe $1" (id int PRIMARY KEY, "order id" int NOT NULL, "$$" text, "self" int,
      "$refint$" int, "ünïcödé_ünïcödé_ünïcödé_ünïcödé" int);
    ALTER TABLE "Odd schema"."Größe $1" ADD CONSTRAINT "it's \\ wrong" FOREIGN KEY (self) REFERENCES "Odd schema"."Größe $1"
      ON DELETE CASCADE DEFERRABLE;
    ALTER TABLE "Odd schema"."Größe $1" ADD CONSTRAINT "Größe $1_$refint$_fkey" FOREIGN KEY ("$refint$") REFERENCES "order"
      ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;`,
  ],
  schema: `
model Order {
  id     Int    @id @map("select")
  ab     String? @map("a\\"b")
  whole  Size[] @relation("whole")
  valid  Size[] @relation("valid")
  long   Size[] @relation("long")

  @@unique([id, ab])
  @@map("order")
  @@schema("public")
}

model Size {
  id     Int     @id
  orderId Int    @map("order id")
  dollar String? @map("$$")
  selfId Int?    @map("self")
  tagId  Int?    @map("$refint$")
  longId Int?    @map("ünïcödé_ünïcödé_ünïcödé_ünïcödé")
  order  Order?  @relation("whole", fields: [orderId, dollar], references: [id, ab], onDelete: Restrict)
  self   Size?   @relation("self", fields: [selfId], references: [id], map: "it's \\\\ wrong")
  selves Size[]  @relation("self")
  tag    Order?  @relation("valid", fields: [tagId], references: [id])
  long   Order?  @relation("long", fields: [longId], references: [id])

  @@map("Größe $1")
  @@schema("Odd schema")
}
`,
};

const expected = [
  `"Odd schema"."Größe $1" "Größe $1_$refint$_fkey" FOREIGN KEY ("$refint$") REFERENCES "order"("select") ON UPDATE CASCADE ON DELETE SET NULL`,
  `"Odd schema"."Größe $1" "Größe $1_order id_$$_fkey" FOREIGN KEY ("order id", "$$") REFERENCES "order"("select", "a""b") ON UPDATE CASCADE ON DELETE RESTRICT`,
  `"Odd schema"."Größe $1" "Größe $1_ünïcödé_ünïcödé_ünïcödé_ünïcödé_fkey" FOREIGN KEY ("ünïcödé_ünïcödé_ünïcödé_ünïcödé") REFERENCES "order"("select") ON UPDATE CASCADE ON DELETE SET NULL`,
  `"Odd schema"."Größe $1" "it's \\ wrong" FOREIGN KEY (self) REFERENCES "Odd schema"."Größe $1"(id) ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE`,
  `CREATE INDEX "Größe $1_$refint$_idx" ON "Odd schema"."Größe $1" USING btree ("$refint$")`,
  `CREATE INDEX "Größe $1_order id_$$_idx" ON "Odd schema"."Größe $1" USING btree ("order id", "$$")`,
  `CREATE INDEX "Größe $1_self_idx" ON "Odd schema"."Größe $1" USING btree (self)`,
  `CREATE INDEX "Größe $1_ünïcödé_ünïcödé_ünïcödé_ünïcödé_idx" ON "Odd schema"."Größe $1" USING btree ("ünïcödé_ünïcödé_ünïcödé_ünïcödé")`,
  `CREATE UNIQUE INDEX "Größe $1_pkey" ON "Odd schema"."Größe $1" USING btree (id)`,
  `CREATE UNIQUE INDEX "order_select_a""b_key" ON public."order" USING btree ("select", "a""b")`,
  `CREATE UNIQUE INDEX order_pkey ON public."order" USING btree ("select")`,
];

describe.each([
  ['prisma', false],
  ['prisma', true],
  ['psql', false],
  ['psql', true],
  ['drizzle', false],
] as const)('names of every kind, for %s, guarded: %s', (runner, guarded) => {
  test('what is planned is what PostgreSQL has afterwards, and the way back leads back', async () => {
    const plan = await written(zoo, { runner, guarded });
    expect(plan.plan.unplanned).toEqual([]);
    await emptied(postgres);
    for (const text of zoo.sql) await postgres.exec(text);
    const before = await keysIn(postgres);
    await expect(postgres.exec(plan.tests)).rejects.toThrow('foreign keys that do not do what they should');
    await postgres.exec('ROLLBACK');

    const run = async () => {
      for (const { text } of plan.migrations) {
        if (runner === 'psql') await asPsql(postgres, text);
        else await postgres.exec(text);
      }
    };
    await run();
    const after = await keysIn(postgres);
    expect(after).toEqual(expected);
    if (guarded) {
      await run();
      expect(await keysIn(postgres)).toEqual(after);
    } else if (runner === 'prisma') {
      const others = await written(zoo, { guarded });
      expect(others.migrations.map(({ text }) => text)).toEqual(plan.migrations.map(({ text }) => text));
    }
    const results = await postgres.exec(plan.audit);
    expect(results[1]?.rows.map((row) => Number(row['orphans']))).toEqual(plan.plan.steps.map(() => 0));

    const tried = (await postgres.exec(plan.tests)).flatMap(({ rows }) => rows);
    expect(tried.filter(({ expected, outcome }) => expected !== outcome)).toEqual([]);
    expect(tried.length).toBeGreaterThan(3 * plan.plan.steps.length);

    await asPsql(postgres, plan.rollback);
    expect(await keysIn(postgres)).toEqual(before);
    await asPsql(postgres, plan.rollback);
    expect(await keysIn(postgres)).toEqual(before);
  });
});

test('the audit counts rows that reference nothing as PostgreSQL would refuse them', async () => {
  const { audit, plan } = await written(zoo);
  await emptied(postgres);
  for (const text of zoo.sql) await postgres.exec(text);
  await postgres.exec(`
    ALTER TABLE "Odd schema"."Größe $1" DROP CONSTRAINT "Größe $1_$refint$_fkey";
    INSERT INTO "order" VALUES (1, 'x'), (2, NULL);
    INSERT INTO "Odd schema"."Größe $1" VALUES (1, 1, 'x', 1, 1, 9), (2, 1, 'y', NULL, 8, 1), (3, 7, NULL, NULL, 8, NULL);`);
  const results = await postgres.exec(audit);
  const counts = Object.fromEntries(
    (results[1]?.rows ?? []).map(({ reference, orphans }) => [String(reference), Number(orphans)]),
  );
  expect(counts).toEqual({
    'Odd schema.Größe $1(order id, $$) → order(select, a"b)': 1,
    'Odd schema.Größe $1.$refint$ → order.select': 2,
    'Odd schema.Größe $1.self → Odd schema.Größe $1.id': 0,
    'Odd schema.Größe $1.ünïcödé_ünïcödé_ünïcödé_ünïcödé → order.select': 1,
  });
  const samples = results.filter(({ fields }) => fields.some(({ name }) => name === 'id'));
  expect(samples.map(({ rows }) => rows.length)).toEqual(plan.steps.map(({ key }) => counts[shown(key)]));
});

const shown = (key: WrittenPlan['plan']['steps'][number]['key']): string => shownReference(key);

test('a guard fails loudly where a column is missing, and where another constraint has the name', async () => {
  const { migrations } = await written({ sql: [users + posts], schema }, { guarded: true });
  const add = migrations.find(({ draft }) => draft.kind === 'add')!.text;
  await emptied(postgres);
  await postgres.exec(`${users}CREATE TABLE posts (id int PRIMARY KEY, writer_id int);`);
  await expect(postgres.exec(add)).rejects.toThrow(
    'posts has no column author_id, so that posts_author_id_fkey cannot be added',
  );
  await postgres.exec(
    'ROLLBACK; ALTER TABLE posts ADD COLUMN author_id int, ADD CONSTRAINT posts_author_id_fkey CHECK (id > 0)',
  );
  await expect(postgres.exec(add)).rejects.toThrow(
    'constraint "posts_author_id_fkey" for relation "posts" already exists',
  );
});

test('each file is what PostgreSQL takes for as many statements as were meant', async () => {
  const { migrations, audit, tests, rollback } = await written(zoo);
  for (const { text, draft } of migrations) expect((await parse(text)).stmts?.length).toBe(draft.statements.length);
  for (const text of [audit, tests, rollback]) expect((await statementsIn(text)).length).toBeGreaterThan(3);
});
