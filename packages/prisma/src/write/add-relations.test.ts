import { edited, type NewRelation, sourceOf, tableId } from '@refint/model';
import { expect, test } from 'vitest';
import { readPrisma } from '../read.ts';

const db = 'datasource db {\n  provider = "postgresql"\n}\n\n';

/** What an arrow such as `Post.authorId -> User.id` or `Item.tenantId+orderId -> Order.tenantId+id` asks for. */
function asked(arrow: string): NewRelation {
  const [[table = '', columns = ''] = [], [referencedTable = '', referencedColumns = ''] = []] = arrow
    .split(' -> ')
    .map((end) => end.split('.'));
  return {
    table: tableId('public', table),
    columns: columns.split('+'),
    referencedTable: tableId('public', referencedTable),
    referencedColumns: referencedColumns.split('+'),
  };
}

/** The files after these relations were written, without the datasource; nothing where one cannot be. */
async function written(files: readonly string[], ...arrows: readonly string[]): Promise<readonly string[] | undefined> {
  const sources = files.map((text, at) => sourceOf(`${at}.prisma`, at === 0 ? db + text : text));
  const { writer } = await readPrisma(sources);
  const edits = writer.addRelations(arrows.map(asked));
  if (edits.includes(undefined)) return undefined;
  return sources.map((source) =>
    edited(
      source,
      edits.flatMap((each) => each ?? []),
    ).replace(db, ''),
  );
}

const user = 'model User {\n  id Int @id\n}\n';

test('the two sides are written into the files of their models', async () => {
  expect(
    await written([user, 'model Post {\n  id       Int @id\n  authorId Int\n}\n'], 'Post.authorId -> User.id'),
  ).toEqual([
    'model User {\n  id Int @id\n  posts Post[]\n}\n',
    'model Post {\n  id       Int @id\n  authorId Int\n  author   User @relation(fields: [authorId], references: [id])\n}\n',
  ]);
});

test('the tenant comes along, and the relation is called after the other column', async () => {
  const order = 'model Order {\n  tenantId Int\n  id       Int\n\n  @@id([tenantId, id])\n}\n';
  const item = 'model Item {\n  id       Int @id\n  tenantId Int\n  orderId  Int?\n}\n';
  const [one, other] = (await written([order, item], 'Item.tenantId+orderId -> Order.tenantId+id')) ?? [];
  expect(one).toContain('  items    Item[]\n');
  expect(other).toContain('  order    Order? @relation(fields: [tenantId, orderId], references: [tenantId, id])\n');
});

test('names in the database are those of fields in the schema', async () => {
  const post = 'model Post {\n  id       Int @id\n  authorId Int @map("author_id")\n\n  @@map("posts")\n}\n';
  const [, text] = (await written([user, post], 'posts.author_id -> User.id')) ?? [];
  expect(text).toContain('  author   User @relation(fields: [authorId], references: [id])\n');
});

test('lines end as those of the file do', async () => {
  const post = 'model Post {\r\n  id       Int @id\r\n  authorId Int\r\n}\r\n';
  const [, text] = (await written([user, post], 'Post.authorId -> User.id')) ?? [];
  expect(text?.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('a name that is taken gives way', async () => {
  const post = 'model Post {\n  id       Int    @id\n  author   String\n  authorId Int\n}\n';
  const [, text] = (await written([user, post], 'Post.authorId -> User.id')) ?? [];
  expect(text).toContain('  authorUser User   @relation(fields: [authorId], references: [id])\n');
});

test.each([
  ['a model that the client ignores', 'model Post {\n  id Int @id\n  authorId Int\n\n  @@ignore\n}\n'],
  ['a field that the client ignores', 'model Post {\n  id Int @id\n  authorId Int @ignore\n}\n'],
  ['another type', 'model Post {\n  id Int @id\n  authorId BigInt\n}\n'],
  ['a list', 'model Post {\n  id Int @id\n  authorId Int[]\n}\n'],
  ['a view', 'view Post {\n  id Int @unique\n  authorId Int\n}\n'],
  ['a column that is no field', 'model Post {\n  id Int @id\n}\n'],
])('%s has no place for a relation', async (_, post) => {
  expect(await written([user, post], 'Post.authorId -> User.id')).toBeUndefined();
});
