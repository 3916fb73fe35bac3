import { type Case, madeT, t } from './drift-case.ts';
import { classes, indexes } from './drift-cases-indexes.ts';

const keys: readonly Case[] = [
  { name: 'another name of the key', schema: t(''), sql: `${madeT} ALTER TABLE t RENAME CONSTRAINT t_pkey TO pk` },
  {
    name: 'a key over more',
    schema: 'model t {\n  a Int\n  b Int\n  @@id([a, b])\n}',
    sql: 'CREATE TABLE t (a int CONSTRAINT t_pkey PRIMARY KEY, b int)',
  },
  {
    name: 'a key in another order',
    schema: 'model t {\n  a Int\n  b Int\n  @@id([a, b])\n}',
    sql: 'CREATE TABLE t (a int, b int, CONSTRAINT t_pkey PRIMARY KEY (b, a))',
  },
  {
    name: 'a key with INCLUDE',
    schema: 'model t {\n  a Int @id\n  b Int\n}',
    sql: 'CREATE TABLE t (a int, b int NOT NULL, CONSTRAINT t_pkey PRIMARY KEY (a) INCLUDE (b))',
  },
  {
    name: 'a deferrable key',
    schema: 'model t {\n  a Int @id\n}',
    sql: 'CREATE TABLE t (a int, CONSTRAINT t_pkey PRIMARY KEY (a) DEFERRABLE)',
  },
  {
    name: 'another key under another name',
    schema: 'model t {\n  a Int\n  b Int @id\n}',
    sql: 'CREATE TABLE t (a int CONSTRAINT k PRIMARY KEY, b int NOT NULL)',
  },
  { name: 'no key', schema: 'model t {\n  a Int @id\n}', sql: 'CREATE TABLE t (a int NOT NULL)' },
  {
    name: 'a unique index instead of the key',
    schema: 'model t {\n  a Int @id\n}',
    sql: 'CREATE TABLE t (a int NOT NULL); CREATE UNIQUE INDEX t_a_key ON t (a)',
  },
  {
    name: 'a key that is only unique',
    schema: 'model t {\n  a Int @unique\n}',
    sql: 'CREATE TABLE t (a int CONSTRAINT t_pkey PRIMARY KEY); CREATE UNIQUE INDEX t_a_key ON t (a)',
  },
  { name: 'another type of the key', schema: t('').replace('id Int', 'id BigInt'), sql: madeT },
  { name: 'a key that is recreated', schema: t('').replace('id Int', 'id DateTime'), sql: madeT },
];

const columns: readonly Case[] = [
  { name: 'a column that only the schema has', schema: t('c Int'), sql: madeT },
  { name: 'an ignored field', schema: t('c Int @ignore'), sql: madeT },
  {
    name: 'columns that only the database has, one of them indexed',
    schema: 'model t {\n  id Int @id\n  b Int?\n}',
    sql: `${madeT} CREATE INDEX x ON t (a); CREATE INDEX y ON t (a, b)`,
  },
  {
    name: 'a recreated column with its index',
    schema: t('c DateTime?\n  @@index([c])'),
    sql: `${madeT} ALTER TABLE t ADD c int; CREATE INDEX t_c_idx ON t (c)`,
  },
  {
    name: 'an altered column with its index',
    schema: t('c BigInt?\n  @@index([c])'),
    sql: `${madeT} ALTER TABLE t ADD c int; CREATE INDEX t_c_idx ON t (c)`,
  },
  {
    name: 'nullable here and there',
    schema: t('c Int?\n  d Int'),
    sql: `${madeT} ALTER TABLE t ADD c int NOT NULL, ADD d int`,
  },
  { name: 'a list that may not be null', schema: t('c Int[]'), sql: `${madeT} ALTER TABLE t ADD c int[] NOT NULL` },
  { name: 'everything at once', schema: t('c BigInt @default(2)'), sql: `${madeT} ALTER TABLE t ADD c int` },
];

const enums: readonly Case[] = [
  { name: 'an enum that only the database has', schema: t(''), sql: `${madeT} CREATE TYPE e AS ENUM ('a')` },
  {
    name: 'an enum of a schema that Prisma does not look at',
    schema: t(''),
    sql: `${madeT} CREATE SCHEMA other; CREATE TYPE other.e AS ENUM ('a'); CREATE TABLE other.u (id int)`,
  },
  { name: 'an enum that only the schema has', schema: t('', 'enum E {\n  A\n}'), sql: madeT },
  { name: 'an enum for a text', schema: t('e E?', 'enum E {\n  A\n}'), sql: `${madeT} ALTER TABLE t ADD e text` },
  {
    name: 'an enum under another name',
    schema: t('e F?', 'enum F {\n  A\n}'),
    sql: `${madeT} CREATE TYPE "E" AS ENUM ('A'); ALTER TABLE t ADD e "E"`,
  },
  {
    name: 'a value more',
    schema: t('', 'enum E {\n  A\n  B\n  C\n}'),
    sql: `${madeT} CREATE TYPE "E" AS ENUM ('A', 'B')`,
  },
  {
    name: 'a value less',
    schema: t('e E? @default(A)', 'enum E {\n  A\n}'),
    sql: `${madeT} CREATE TYPE "E" AS ENUM ('A', 'B'); ALTER TABLE t ADD e "E" DEFAULT 'A'`,
  },
  {
    name: 'a value for another',
    schema: t('e E?', 'enum E {\n  A\n  C\n}'),
    sql: `${madeT} CREATE TYPE "E" AS ENUM ('A', 'B'); ALTER TABLE t ADD e "E"`,
  },
  {
    name: 'another order of values',
    schema: t('', 'enum E {\n  B\n  A\n}'),
    sql: `${madeT} CREATE TYPE "E" AS ENUM ('A', 'B')`,
  },
  {
    name: 'a mapped enum',
    schema: t('e E?', 'enum E {\n  A @map("a")\n  @@map("e")\n}'),
    sql: `${madeT} CREATE TYPE e AS ENUM ('a'); ALTER TABLE t ADD e e`,
  },
];

const tables: readonly Case[] = [
  {
    name: 'a table that only the database has',
    schema: t(''),
    sql: `${madeT} CREATE TABLE u (id int PRIMARY KEY, t int REFERENCES t (id)); CREATE INDEX ui ON u (t)`,
  },
  {
    name: 'a table that only the schema has',
    schema: t(
      'us u[]',
      'model u {\n  id Int @id\n  a Int\n  t t @relation(fields: [a], references: [id])\n  @@index([a])\n}',
    ),
    sql: madeT,
  },
  { name: 'an ignored model', schema: t('', 'model u {\n  id Int @id\n  @@ignore\n}'), sql: madeT },
  {
    name: 'a view where a table is asked',
    schema: t('', 'model u {\n  id Int @id\n}'),
    sql: `${madeT} CREATE VIEW u AS SELECT id FROM t`,
  },
  {
    name: 'views that nobody asks for',
    schema: t(''),
    sql: `${madeT} CREATE VIEW v AS SELECT id FROM t; CREATE MATERIALIZED VIEW u AS SELECT id FROM t; CREATE INDEX ui ON u (id)`,
  },
  {
    name: 'partitions',
    schema: 'model t {\n  id Int\n  a Int\n  @@id([id, a])\n}',
    sql: 'CREATE TABLE t (id int, a int, CONSTRAINT t_pkey PRIMARY KEY (id, a)) PARTITION BY RANGE (a); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (10)',
  },
  { name: 'a table that inherits', schema: t(''), sql: `${madeT} CREATE TABLE c (x int) INHERITS (t)` },
  {
    name: 'tables of Prisma and PostGIS',
    schema: t(''),
    sql: `${madeT} CREATE TABLE _prisma_migrations (id int); CREATE TABLE spatial_ref_sys (id int)`,
  },
  {
    name: 'what Prisma does not know',
    schema: t(''),
    sql: `${madeT} ALTER TABLE t ADD CHECK (a > 0), ENABLE ROW LEVEL SECURITY; CREATE TYPE tt AS (a int); CREATE DOMAIN dd AS int; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); CREATE SEQUENCE s`,
  },
  {
    name: 'tables and enums that others migrate',
    schema: t('', 'model u {\n  id Int @id\n  a Int\n}\nmodel w {\n  id Int @id\n}\nenum E {\n  A\n}'),
    sql: `${madeT} CREATE TABLE u (id text); CREATE TABLE v (id text); CREATE TYPE f AS ENUM ('a')`,
    external: ['public.u', 'public.v', 'public.w', 'public.E', 'public.f'],
  },
  {
    name: 'a table where a view is declared',
    schema:
      'datasource db {\n  provider = "postgresql"\n}\ngenerator client {\n  provider = "prisma-client"\n  previewFeatures = ["views"]\n}\nmodel t {\n  id Int @id\n}\nview u {\n  id Int @unique\n}',
    sql: 'CREATE TABLE t (id int CONSTRAINT t_pkey PRIMARY KEY); CREATE TABLE u (id int)',
  },
  {
    name: 'a view where a view is declared',
    schema:
      'datasource db {\n  provider = "postgresql"\n}\ngenerator client {\n  provider = "prisma-client"\n  previewFeatures = ["views"]\n}\nmodel t {\n  id Int @id\n}\nview u {\n  id Int @unique\n}',
    sql: 'CREATE TABLE t (id int CONSTRAINT t_pkey PRIMARY KEY); CREATE VIEW u AS SELECT id FROM t',
  },
  {
    name: 'names in capitals',
    schema: 'model T {\n  id Int @id\n}',
    sql: 'CREATE TABLE t (id int CONSTRAINT t_pkey PRIMARY KEY)',
  },
  ...[
    'CREATE TABLE u (id int CONSTRAINT u_pkey PRIMARY KEY)',
    'CREATE SCHEMA x; CREATE TABLE u (id int CONSTRAINT u_pkey PRIMARY KEY); CREATE TABLE x.t (id int CONSTRAINT t_pkey PRIMARY KEY); CREATE TABLE x.q (id int); CREATE SCHEMA y; CREATE TABLE y.q (id int)',
    'CREATE SCHEMA x; CREATE TABLE t (id int CONSTRAINT t_pkey PRIMARY KEY); CREATE TABLE u (id int CONSTRAINT u_pkey PRIMARY KEY)',
  ].map((sql) => ({
    name: `two schemas: ${sql}`,
    schema:
      'datasource db {\n  provider = "postgresql"\n  schemas = ["public", "x"]\n}\nmodel t {\n  id Int @id\n  @@schema("x")\n}\nmodel u {\n  id Int @id\n  @@schema("public")\n}',
    sql,
  })),
];

const p = (relation: string, mark = '', datasource = ''): string =>
  `${datasource}model p {\n  id Int @id\n  code Int @unique\n  ts t[]\n}\nmodel t {\n  id Int @id\n  a Int${mark}\n  ${relation}\n}`;
const madeP = `CREATE TABLE p (id int CONSTRAINT p_pkey PRIMARY KEY, code int NOT NULL); CREATE UNIQUE INDEX p_code_key ON p (code);
  CREATE TABLE t (id int CONSTRAINT t_pkey PRIMARY KEY, a int NOT NULL);`;
const relation = 'p p @relation(fields: [a], references: [id])';
const key = 'FOREIGN KEY (a) REFERENCES p (id) ON DELETE RESTRICT ON UPDATE CASCADE';
const keyed = (name: string, sql: string, schema = p(relation)): Case => ({
  name,
  schema,
  sql: madeP + sql.replaceAll('ADD ', 'ALTER TABLE t ADD CONSTRAINT ').replaceAll('@', key),
});
const pair = 'model p {\n  x Int\n  y Int\n  ts t[]\n  @@id([x, y])\n}\n';
const madePair =
  'CREATE TABLE p (x int, y int, CONSTRAINT p_pkey PRIMARY KEY (x, y)); CREATE TABLE t (id int CONSTRAINT t_pkey PRIMARY KEY, a int NOT NULL, b int NOT NULL';
const many = 'model a {\n  id Int @id\n  bs b[]\n}\nmodel b {\n  id Int @id\n  as a[]\n}';
const madeMany = (rest: string, unique: string): string =>
  `CREATE TABLE a (id int CONSTRAINT a_pkey PRIMARY KEY); CREATE TABLE b (id int CONSTRAINT b_pkey PRIMARY KEY);
  CREATE TABLE "_aTob" ("A" int NOT NULL REFERENCES a (id) ON DELETE CASCADE ON UPDATE CASCADE, "B" int NOT NULL CONSTRAINT q REFERENCES b (id) ON DELETE CASCADE ON UPDATE CASCADE${rest});
  CREATE INDEX "_aTob_B_index" ON "_aTob" ("B"); ${unique}`;

const foreignKeys: readonly Case[] = [
  keyed('no foreign key', ''),
  keyed('the foreign key', 'ADD t_a_fkey @'),
  keyed('a foreign key under another name', 'ADD other @'),
  keyed('another action', 'ADD t_a_fkey FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE ON UPDATE CASCADE'),
  keyed(
    'another referenced column',
    'ADD t_a_fkey FOREIGN KEY (a) REFERENCES p (code) ON DELETE RESTRICT ON UPDATE CASCADE',
  ),
  keyed('twice', 'ADD t_a_fkey @; ADD b @'),
  keyed('twice, the own one first', 'ADD a @; ADD t_a_fkey @'),
  keyed('twice under other names', 'ADD b @; ADD a @'),
  keyed('twice with other actions', 'ADD t_a_fkey @; ADD b FOREIGN KEY (a) REFERENCES p (id)'),
  keyed('not validated', 'ADD t_a_fkey @ NOT VALID'),
  keyed('deferrable', 'ADD t_a_fkey @ DEFERRABLE INITIALLY DEFERRED'),
  keyed(
    'optional here, required there',
    'ADD t_a_fkey @',
    p('p p? @relation(fields: [a], references: [id], onDelete: Restrict)', '?'),
  ),
  keyed(
    'other types on both sides',
    'ADD t_a_fkey @',
    p(relation).replace(' a Int', ' a BigInt').replace('id Int', 'id BigInt'),
  ),
  keyed(
    'emulated relations',
    'ADD t_a_fkey @',
    p(relation, '', 'datasource db {\n  provider = "postgresql"\n  relationMode = "prisma"\n}\n'),
  ),
  keyed(
    'nothing declares it',
    'ADD t_a_fkey @',
    'model p {\n  id Int @id\n  code Int @unique\n}\nmodel t {\n  id Int @id\n  a Int\n}',
  ),
  keyed(
    'its column goes',
    'ADD t_a_fkey @',
    'model p {\n  id Int @id\n  code Int @unique\n}\nmodel t {\n  id Int @id\n}',
  ),
  keyed('its table goes', 'ADD t_a_fkey @', 'model p {\n  id Int @id\n  code Int @unique\n}'),
  keyed('the referenced table goes', 'ADD t_a_fkey @', 'model t {\n  id Int @id\n  a Int\n}'),
  {
    name: 'another order of pairs',
    schema: `${pair}model t {\n  id Int @id\n  a Int\n  b Int\n  p p @relation(fields: [a, b], references: [x, y])\n}`,
    sql: `${madePair}, CONSTRAINT t_a_b_fkey FOREIGN KEY (b, a) REFERENCES p (y, x) ON DELETE RESTRICT ON UPDATE CASCADE)`,
  },
  {
    name: 'SET NULL of one column',
    schema: `${pair}model t {\n  id Int @id\n  a Int?\n  b Int?\n  p p? @relation(fields: [a, b], references: [x, y])\n}`,
    sql: `${madePair.replaceAll(' NOT NULL', '')}, CONSTRAINT t_a_b_fkey FOREIGN KEY (a, b) REFERENCES p (x, y) ON DELETE SET NULL (b) ON UPDATE CASCADE)`,
  },
  {
    name: 'many to many, other names',
    schema: many,
    sql: madeMany(', CONSTRAINT "_aTob_AB_pkey" PRIMARY KEY ("A", "B")', ''),
  },
  {
    name: 'many to many, as before Prisma 6',
    schema: many,
    sql: madeMany('', 'CREATE UNIQUE INDEX "_aTob_AB_unique" ON "_aTob" ("A", "B")'),
  },
];

/** Each is about one thing that Prisma compares, or does not. */
export const cases: readonly Case[] = [
  ...indexes,
  ...classes,
  ...keys,
  ...columns,
  ...enums,
  ...tables,
  ...foreignKeys,
];
