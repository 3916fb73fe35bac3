import { sourceOf } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { columnFor, read, readFor, readSchema, reason, tableFor, underlined } from '../testing/read.ts';

describe('names', () => {
  const declared = read(`
enum Role {
  USER  @map("user")
  ADMIN

  @@map("roles")
}

model User {
  id    Int    @id @map("user_id")
  email String @unique
  role  Role   @default(USER)

  @@map("users")
  @@index([email, role])
}
`);
  const table = tableFor(declared, 'User');

  test('are those of the database, with the place where they are given', () => {
    expect([table.id, table.name, table.model]).toEqual(['public.users', 'users', 'User']);
    expect([underlined(table), underlined(table, 'name')]).toEqual(['User', '"users"']);
    const id = columnFor(declared, 'User', 'id');
    expect([id.name, underlined(id), underlined(id, 'name')]).toEqual(['user_id', 'id', '"user_id"']);
  });
  test('of constraints and indexes are made up from them', () => {
    expect(table.primaryKey).toMatchObject({ name: 'users_pkey', columns: ['user_id'] });
    expect(table.indexes.map(({ name }) => name)).toEqual(['users_pkey', 'users_email_key', 'users_email_role_idx']);
    expect(table.indexes.map((index) => underlined(index))).toEqual(['@id', '@unique', '@@index([email, role])']);
    expect(reason(table.indexes[2] ?? table, 'name')).toContain('Prisma makes up the name');
  });
  test('of enums and their values too', () => {
    expect(declared.snapshot.types).toMatchObject([
      { kind: 'enum', schema: 'public', name: 'roles', values: ['user', 'ADMIN'] },
    ]);
    expect(columnFor(declared, 'User', 'role')).toMatchObject({
      type: { name: 'roles', schema: 'public' },
      default: { kind: 'constant', text: "'user'" },
    });
  });
});

describe('keys and indexes', () => {
  const table = tableFor(
    read(`
model A {
  x Int
  y Int    @unique(map: "only_y")
  z String

  @@id([x, y], map: "a_key", name: "both")
  @@unique([y, z], name: "pair")
  @@index([z(ops: raw("gin_trgm_ops"))], type: Gin, map: "z_search")
  @@index([x(sort: Desc)], name: "old_way")
}
`),
    'A',
  );

  test('with the names and methods that are written', () => {
    expect(table.primaryKey?.name).toBe('a_key');
    expect(table.indexes.map(({ name, columns, unique, method }) => [name, columns, unique, method])).toEqual([
      ['only_y', ['y'], true, 'btree'],
      ['a_key', ['x', 'y'], true, 'btree'],
      ['A_y_z_key', ['y', 'z'], true, 'btree'],
      ['z_search', ['z'], false, 'gin'],
      ['old_way', ['x'], false, 'btree'],
    ]);
  });
  test('Prisma makes unique indexes, not constraints, except on SQL Server', () => {
    expect(table.uniques).toEqual([]);
    expect(tableFor(readFor('sqlserver', 'model A {\n  id Int @id\n  b Int @unique\n}\n'), 'A').uniques).toMatchObject([
      { kind: 'unique', name: 'A_b_key', columns: ['b'] },
    ]);
  });
  test('a partial index has its condition', () => {
    const partial = tableFor(read('model A {\n  id Int @id\n  b Int\n  @@index([b], where: raw("b > 0"))\n}\n'), 'A');
    expect(partial.indexes[1]).toMatchObject({ columns: ['b'], predicate: 'raw("b > 0")' });
  });
  test('a member that is no column is a problem', () => {
    const declared = read('model A {\n  id Int @id\n  @@index([nothing])\n}\n');
    expect(declared.problems.map(({ text }) => text)).toEqual(['@@index names "nothing", which is no column of A']);
    expect(tableFor(declared, 'A').indexes).toHaveLength(1);
  });
});

describe('columns', () => {
  const declared = read(`
model A {
  id      Int       @id @default(autoincrement())
  name    String?   @db.VarChar(80)
  tags    String[]  @default(["x", "it's"])
  made    DateTime  @default(now()) @db.Timestamptz(6)
  key     String    @default(uuid())
  hash    String    @default(dbgenerated("md5('')"))
  flag    Boolean   @default(true)
  range   Unsupported("int4range")?
}
`);
  test('whether they may be null, and where that is written', () => {
    expect([columnFor(declared, 'A', 'name').nullable, columnFor(declared, 'A', 'id').nullable]).toEqual([true, false]);
    expect([
      underlined(columnFor(declared, 'A', 'name'), 'nullable'),
      underlined(columnFor(declared, 'A', 'id'), 'nullable'),
    ]).toEqual(['String?', 'Int']);
    expect(columnFor(declared, 'A', 'tags').nullable).toBe(true);
    expect(reason(columnFor(declared, 'A', 'tags'), 'nullable')).toBe('Prisma never makes list columns NOT NULL');
  });
  test('where their types are written, and why they are so where they are not', () => {
    expect(underlined(columnFor(declared, 'A', 'name'), 'type')).toBe('@db.VarChar(80)');
    expect(reason(columnFor(declared, 'A', 'name'), 'type')).toBeUndefined();
    expect(underlined(columnFor(declared, 'A', 'key'), 'type')).toBe('String');
    expect(reason(columnFor(declared, 'A', 'key'), 'type')).toBe(
      'Prisma keeps a String without a native type so on PostgreSQL',
    );
    expect(underlined(columnFor(declared, 'A', 'range'), 'type')).toBe('Unsupported("int4range")?');
  });
  test('defaults that the database knows, and not those of the client', () => {
    expect(tableFor(declared, 'A').columns.map(({ default: value }) => value?.text)).toEqual([
      'autoincrement()',
      undefined,
      "ARRAY['x', 'it''s']",
      'CURRENT_TIMESTAMP',
      undefined,
      "md5('')",
      'true',
      undefined,
    ]);
    expect(underlined(columnFor(declared, 'A', 'made'), 'default')).toBe('now()');
  });
});

test('a schema in several files is one schema', () => {
  const user = sourceOf('schema/user.prisma', 'model User {\n  id Int @id\n  posts Post[]\n}\n');
  const post = sourceOf(
    'schema/post.prisma',
    'model Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n',
  );
  const base = sourceOf('schema/base.prisma', 'datasource db {\n  provider = "mysql"\n}\n');
  const declared = readSchema([user, post, base]);
  expect(declared.problems).toEqual([]);
  expect(declared.dialect).toBe('mysql');
  expect(declared.snapshot.relations).toMatchObject([{ table: '.Post', referencedTable: '.User' }]);
  expect(declared.snapshot.relations[0]?.origin).toMatchObject({ source: post });
});

test('several database schemas', () => {
  const declared = readFor(
    'postgresql',
    `
enum Kind {
  ONE
  @@schema("auth")
}

model User {
  id    Int    @id
  kind  Kind
  posts Post[]
  tags  Tag[]

  @@schema("auth")
}

model Post {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id])

  @@schema("blog")
}

model Tag {
  id    Int    @id
  users User[]

  @@schema("blog")
}
`,
    'schemas = ["auth", "blog"]',
  );
  expect(declared.problems).toEqual([]);
  expect(declared.snapshot.tables.map(({ id }) => id)).toEqual([
    'auth.User',
    'blog.Post',
    'blog.Tag',
    'blog._TagToUser',
  ]);
  expect(declared.snapshot.relations[0]).toMatchObject({ table: 'blog.Post', referencedTable: 'auth.User' });
  expect(columnFor(declared, 'User', 'kind').type).toMatchObject({ name: 'Kind', schema: 'auth' });
  expect(declared.datasource.schemas).toEqual(['auth', 'blog']);
  expect(declared.snapshot.schemas).toEqual(expect.arrayContaining(['auth', 'blog']));
});

test('composite types are no tables, but documents inside the tables of their owners', () => {
  const declared = readFor(
    'mongodb',
    'type Address {\n  city String\n  tags String[]\n}\n\nmodel User {\n  id String @id @map("_id")\n  home Address\n  others Address[]\n  @@index([home.city])\n}\n',
  );
  expect(declared.problems).toEqual([]);
  expect(declared.relationMode).toBe('prisma');
  expect(declared.snapshot.tables.map(({ name }) => name)).toEqual(['User']);
  expect(declared.models.map(({ kind, table }) => [kind, table])).toEqual([
    ['type', undefined],
    ['model', '.User'],
  ]);
  expect(declared.models[1]?.fields[1]).toMatchObject({ kind: 'object', type: 'Address', relation: undefined });
});

test('the second of two blocks with one name, and the second of two fields, are problems', () => {
  const declared = read('model A {\n  id Int @id\n  id String\n}\n\nenum A {\n  X\n}\n');
  expect(declared.problems.map(({ kind, text, fatal }) => [kind, text, fatal])).toEqual([
    ['not-understood', '"A" is written twice; only the first one counts', false],
    ['not-understood', 'the field "id" is written twice; only the first one counts', false],
  ]);
  expect(tableFor(declared, 'A').columns.map(({ name, type }) => [name, type?.name])).toEqual([['id', 'integer']]);
});

test('a broken block is one problem, leaves its table in doubt and costs no other block', () => {
  const declared = read(`
model A {
  id   Int @id
  name Strin$g
  b    Int @@map
  last Int
}

model B {
  id  Int @id
  aId Int
  a   A   @relation(fields: [aId], references: [id])
}
`);
  expect(declared.problems).toMatchObject([
    {
      kind: 'unreadable',
      text: 'model A cannot be read: "$" means nothing here; nor can one more line of it',
      fatal: true,
    },
  ]);
  const { at } = declared.problems[0] ?? {};
  expect(at?.source.text.slice(at.span.start, at.span.end)).toBe('$');
  expect(tableFor(declared, 'A').columns.map(({ name }) => name)).toEqual(['id', 'last']);
  expect(tableFor(declared, 'A').doubt?.because).toBe('a part of model A cannot be read');
  expect(tableFor(declared, 'B').doubt).toBeUndefined();
  expect(declared.snapshot.relations).toHaveLength(1);
});

test('a missing brace costs the block that lacks it, and not the next one', () => {
  const declared = read('model A {\n  id Int @id\n\nmodel B {\n  id Int @id\n}\n');
  expect(declared.problems).toMatchObject([
    { kind: 'unreadable', text: 'model A cannot be read: its closing brace is missing before this line' },
  ]);
  expect(tableFor(declared, 'A').columns.map(({ name }) => name)).toEqual(['id']);
  expect(tableFor(declared, 'B').doubt).toBeUndefined();
});

test('the same files are read once, and other files are others', () => {
  const one = sourceOf('one.prisma', 'model A {\n  id Int @id\n}\n');
  const two = sourceOf('two.prisma', 'model B {\n  id Int @id\n}\n');
  const both = readSchema([one, two]);
  expect(readSchema([one, two])).toBe(both);
  const names = (sources: readonly (typeof one)[]) => readSchema(sources).snapshot.tables.map(({ name }) => name);
  expect(names([one])).toEqual(['A']);
  expect(names([one, sourceOf('two.prisma', 'model C {\n  id Int @id\n}\n')])).toEqual(['A', 'C']);
});
