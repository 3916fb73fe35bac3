import { formatType } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { read, readFor, reason, relationFor, tableFor, underlined } from '../testing/read.ts';

describe('a relation with columns', () => {
  const declared = read(`
model User {
  id    Int    @id @map("user_id")
  posts Post[] @relation("written")

  @@map("users")
}

model Post {
  id       Int  @id
  authorId Int  @map("author_id")
  author   User @relation("written", fields: [authorId], references: [id], map: "fk_author")

  @@map("posts")
}
`);
  const relation = relationFor(declared, 'Post', 'author');

  test('uses the names of the database, and knows those of the schema', () => {
    expect(relation).toMatchObject({
      table: 'public.posts',
      model: 'Post',
      field: 'author',
      name: 'written',
      constraint: 'fk_author',
      columns: ['author_id'],
      fields: ['authorId'],
      referencedTable: 'public.users',
      referencedModel: 'User',
      referencedColumns: ['user_id'],
      referencedFields: ['id'],
      implicitManyToMany: false,
    });
    expect(declared.problems).toEqual([]);
  });
  test('has a place for each of its facts', () => {
    expect(underlined(relation)).toBe('author');
    expect(underlined(relation, 'name')).toBe('"written"');
    expect(underlined(relation, 'constraint')).toBe('"fk_author"');
    expect(underlined(relation, 'columns')).toBe('[authorId]');
    expect(underlined(relation, 'referencedColumns')).toBe('[id]');
    expect(underlined(relation, 'referencedTable')).toBe('User');
  });
  test('belongs to one table only', () => expect(declared.snapshot.relations).toHaveLength(1));
});

test('without a name, Prisma joins the names of the models and makes up the constraint', () => {
  const declared = read(`
model Zoo {
  id      Int      @id
  animals Animal[]
}

model Animal {
  id    Int @id
  zooId Int
  zoo   Zoo @relation(fields: [zooId], references: [id])
}
`);
  const relation = relationFor(declared, 'Animal', 'zoo');
  expect([relation.name, relation.constraint]).toEqual(['AnimalToZoo', 'Animal_zooId_fkey']);
  expect(reason(relation, 'name')).toContain('Prisma joins the names');
  expect(reason(relation, 'constraint')).toContain('Prisma makes up the name');
  expect(declared.models[0]?.fields[1]?.relation).toMatchObject({ name: 'AnimalToZoo', opposite: 'zoo', fields: [] });
});

test('several relations between two models are told apart by their names', () => {
  const declared = read(`
model User {
  id       Int    @id
  written  Post[] @relation("written")
  reviewed Post[] @relation("reviewed")
}

model Post {
  id         Int   @id
  authorId   Int
  reviewerId Int?
  author     User  @relation("written", fields: [authorId], references: [id])
  reviewer   User? @relation(name: "reviewed", fields: [reviewerId], references: [id])
}
`);
  expect(declared.models[0]?.fields.map(({ relation }) => relation?.opposite)).toEqual([
    undefined,
    'author',
    'reviewer',
  ]);
});

test('a model that references itself', () => {
  const declared = read(`
model Person {
  id       Int      @id
  parentId Int?
  parent   Person?  @relation("family", fields: [parentId], references: [id])
  parts    Person[] @relation("family")
}
`);
  expect(declared.snapshot.relations).toMatchObject([
    { table: 'public.Person', referencedTable: 'public.Person', columns: ['parentId'] },
  ]);
  expect(declared.models[0]?.fields.map(({ relation }) => relation?.opposite)).toEqual([
    undefined,
    undefined,
    'parts',
    'parent',
  ]);
});

test('a composite relation keeps the order of its columns', () => {
  const declared = read(`
model A {
  x  Int
  y  Int
  bs B[]

  @@id([x, y])
}

model B {
  id Int @id
  ay Int
  ax Int
  a  A   @relation(fields: [ay, ax], references: [y, x])
}
`);
  expect(relationFor(declared, 'B', 'a')).toMatchObject({
    columns: ['ay', 'ax'],
    referencedColumns: ['y', 'x'],
    constraint: 'B_ay_ax_fkey',
  });
});

test('a relation that uses columns which are not there is a problem, not a relation', () => {
  const declared = read(`
model A {
  id Int @id
  bs B[]
}

model B {
  id Int @id
  a  A   @relation(fields: [aId], references: [uuid])
}
`);
  expect(declared.snapshot.relations).toEqual([]);
  expect(declared.problems.map(({ text }) => text)).toEqual([
    'the relation "a" uses "aId", which is no column of B',
    'the relation "a" uses "uuid", which is no column of A',
  ]);
  expect(declared.problems.every(({ fatal }) => !fatal)).toBe(true);
});

test('models and fields that the client ignores are in the database all the same', () => {
  const declared = read(`
model A {
  id  Int @id
  old Int @ignore
  bs  B[] @ignore
}

model B {
  aId Int
  a   A   @relation(fields: [aId], references: [id])

  @@ignore
}
`);
  expect(tableFor(declared, 'A').columns.map(({ name }) => name)).toEqual(['id', 'old']);
  expect(relationFor(declared, 'B', 'a').columns).toEqual(['aId']);
  expect(declared.models.map(({ ignored }) => ignored)).toEqual([false, true]);
  expect(declared.models[0]?.fields.map(({ ignored }) => ignored)).toEqual([false, true, true]);
});

test('no database has a foreign key from or to a view, so a view declares none', () => {
  const declared = read(`
model User {
  id    Int    @id
  stats Stats?
}

view Stats {
  userId Int  @unique
  user   User @relation(fields: [userId], references: [id])
}
`);
  expect(tableFor(declared, 'Stats')).toMatchObject({ form: 'view', relations: [], indexes: [] });
  expect(declared.models[1]?.fields[1]?.relation).toMatchObject({ fields: ['userId'], opposite: 'stats' });
});

describe('an implicit many-to-many relation', () => {
  const schema = `
model Post {
  id   Int   @id @default(autoincrement()) @map("post_id")
  tags Tag[]

  @@map("posts")
}

model Tag {
  name  String @id @db.VarChar(40)
  posts Post[]
}
`;
  test('is a table with the columns A and B, in the order of the models', () => {
    const join = tableFor(read(schema), '_PostToTag');
    expect(join.columns.map(({ name, nullable, default: value }) => [name, nullable, value])).toEqual([
      ['A', false, undefined],
      ['B', false, undefined],
    ]);
    expect(join.columns.map(({ type }) => type && formatType(type))).toEqual(['integer', 'character varying(40)']);
    expect(join.relations).toMatchObject([
      {
        constraint: '_PostToTag_A_fkey',
        columns: ['A'],
        referencedTable: 'public.posts',
        referencedColumns: ['post_id'],
      },
      { constraint: '_PostToTag_B_fkey', columns: ['B'], referencedTable: 'public.Tag', referencedColumns: ['name'] },
    ]);
    expect(
      join.relations.every(
        ({ implicitManyToMany, onDelete, onUpdate }) =>
          implicitManyToMany && onDelete === 'cascade' && onUpdate === 'cascade',
      ),
    ).toBe(true);
  });
  test('has a primary key on PostgreSQL, and a unique index elsewhere', () => {
    const keyed = tableFor(read(schema), '_PostToTag');
    expect(keyed.primaryKey).toMatchObject({ name: '_PostToTag_AB_pkey', columns: ['A', 'B'] });
    const indexed = tableFor(readFor('mysql', schema), '_PostToTag');
    expect(indexed.primaryKey).toBeUndefined();
    expect(indexed.indexes.map(({ name, columns, unique }) => [name, columns, unique])).toEqual([
      ['_PostToTag_AB_unique', ['A', 'B'], true],
      ['_PostToTag_B_index', ['B'], false],
    ]);
  });
  test('is implied by both fields, with a reason', () => {
    const join = tableFor(read(schema), '_PostToTag');
    expect([underlined(join), underlined(join.relations[1] ?? join)]).toEqual(['tags', 'posts']);
    expect(reason(join)).toBe(
      'Post.tags and Tag.posts are both lists, and so Prisma keeps the relation in the table _PostToTag',
    );
  });
  test('takes its name from the relation', () => {
    const named = schema
      .replace('tags Tag[]', 'tags Tag[] @relation("marks")')
      .replace('posts Post[]', 'posts Post[] @relation("marks")');
    expect(tableFor(read(named), '_marks').indexes.map(({ name }) => name)).toEqual([
      '_marks_AB_pkey',
      '_marks_B_index',
    ]);
  });
  test('of a model with itself has its first field as A', () => {
    const declared = read(
      'model User {\n  id Int @id\n  following User[] @relation("follows")\n  followers User[] @relation("follows")\n}\n',
    );
    expect(tableFor(declared, '_follows').relations.map((relation) => underlined(relation))).toEqual([
      'followers',
      'following',
    ]);
  });
  test('needs a single id on both sides', () => {
    const declared = read(
      schema
        .replace('@id @db.VarChar(40)', '@db.VarChar(40)')
        .replace('posts Post[]', 'posts Post[]\n  kind Int\n\n  @@id([name, kind])'),
    );
    expect(declared.snapshot.tables.map(({ name }) => name)).toEqual(['Tag', 'posts']);
    expect(declared.problems.map(({ text }) => text)).toEqual([
      '"tags" is a list on both sides, for which Tag needs a single id field',
    ]);
  });
});
