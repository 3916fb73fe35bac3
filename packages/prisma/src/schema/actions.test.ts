import { describe, expect, test } from 'vitest';
import { read, readFor, reason, relationFor, underlined } from '../testing/read.ts';

const schema = (relation: string, referencing: string, type = 'User?') => `
model User {
  id     Int @id
  tenant Int
  posts  Post[]

  @@unique([id, tenant])
}

model Post {
  id     Int @id
  ${referencing}
  author ${type} @relation(${relation})
}
`;
const single = 'fields: [authorId], references: [id]';
const pair = 'fields: [authorId, tenant], references: [id, tenant]';

describe('the default of onDelete', () => {
  test('is Restrict where the field is required', () => {
    const relation = relationFor(read(schema(single, 'authorId Int', 'User')), 'Post', 'author');
    expect(relation.onDelete).toBe('restrict');
    expect(reason(relation, 'onDelete')).toBe(
      'no onDelete is written and authorId is required, where Prisma takes Restrict',
    );
    expect(underlined(relation, 'onDelete')).toBe('author');
  });
  test('is Restrict even if only the relation field is optional', () => {
    expect(relationFor(read(schema(single, 'authorId Int', 'User?')), 'Post', 'author').onDelete).toBe('restrict');
  });
  test('is Restrict where one of several fields is required', () => {
    const relation = relationFor(read(schema(pair, 'authorId Int?\n  tenant Int')), 'Post', 'author');
    expect(relation.onDelete).toBe('restrict');
    expect(reason(relation, 'onDelete')).toContain('tenant is required');
  });
  test('is SetNull where all fields are optional', () => {
    const relation = relationFor(read(schema(pair, 'authorId Int?\n  tenant Int?')), 'Post', 'author');
    expect(relation.onDelete).toBe('set-null');
    expect(reason(relation, 'onDelete')).toBe(
      'no onDelete is written and authorId, tenant are optional, where Prisma takes SetNull',
    );
  });
  test('is NoAction on SQL Server, which has no RESTRICT', () => {
    const relation = relationFor(readFor('sqlserver', schema(single, 'authorId Int', 'User')), 'Post', 'author');
    expect(relation.onDelete).toBe('no-action');
    expect(reason(relation, 'onDelete')).toContain('Prisma takes NoAction');
  });
  test('is Restrict on SQL Server too where Prisma itself does the restricting', () => {
    const emulated = readFor('sqlserver', schema(single, 'authorId Int', 'User'), 'relationMode = "prisma"');
    expect(relationFor(emulated, 'Post', 'author').onDelete).toBe('restrict');
  });
});

test('the default of onUpdate is Cascade', () => {
  const relation = relationFor(read(schema(single, 'authorId Int?')), 'Post', 'author');
  expect(relation.onUpdate).toBe('cascade');
  expect(reason(relation, 'onUpdate')).toBe('no onUpdate is written, where Prisma takes Cascade');
});

test.each([
  ['Cascade', 'cascade'],
  ['Restrict', 'restrict'],
  ['NoAction', 'no-action'],
  ['SetNull', 'set-null'],
  ['SetDefault', 'set-default'],
])('%s is read where it is written', (word, action) => {
  const relation = relationFor(
    read(schema(`${single}, onDelete: ${word}, onUpdate: ${word}`, 'authorId Int?')),
    'Post',
    'author',
  );
  expect([relation.onDelete, relation.onUpdate]).toEqual([action, action]);
  expect([underlined(relation, 'onDelete'), underlined(relation, 'onUpdate')]).toEqual([word, word]);
  expect(reason(relation, 'onDelete')).toBeUndefined();
});

test.each(['Explode', 'toString', 'constructor'])('%s is no action: a problem, and the default', (word) => {
  const declared = read(schema(`${single}, onDelete: ${word}`, 'authorId Int?'));
  expect(declared.problems).toMatchObject([
    { kind: 'not-understood', text: `"${word}" is no referential action`, fatal: false },
  ]);
  const relation = relationFor(declared, 'Post', 'author');
  expect(relation.onDelete).toBe('set-null');
  expect(reason(relation, 'onDelete')).toBe(`"${word}" is no referential action, and so the default counts`);
});

test.each(['CASCADE', 'cascade'])('%s is no action of Prisma: a problem, and what was meant', (word) => {
  const declared = read(schema(`${single}, onDelete: ${word}`, 'authorId Int?'));
  expect(declared.problems).toMatchObject([{ text: `"${word}" is no referential action; did you mean Cascade?` }]);
  const relation = relationFor(declared, 'Post', 'author');
  expect([relation.onDelete, underlined(relation, 'onDelete')]).toEqual(['cascade', word]);
});
