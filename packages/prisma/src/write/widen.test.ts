import { edited } from '@refint/model';
import { expect, test } from 'vitest';
import { read, relationFor } from '../testing/read.ts';

const schema = (relation: string, more: { many?: string; key?: string; opposite?: string } = {}) => `
model Post {
  id       Int       @id
  tenant   Int
  comments ${more.opposite ?? 'Comment[]'}
${more.key ?? ''}}

model Comment {
  id     Int   @id
  tenant Int   @map("tenant_id")
  postId Int?  @unique
  post   Post? @relation(fields: [postId], references: [id]${relation})
}
`;

/** The schema with the tenant put in front of the relation; nothing where it cannot be. */
function widened(text: string): string | undefined {
  const declared = read(text);
  const edits = declared.writer.widenRelation(relationFor(declared, 'Comment', 'post'), 'tenant_id', 'tenant');
  const [first] = edits ?? [];
  return first && edits && edited(first.source, edits).slice(-text.length - 200);
}

test('both lists get a field, and the referenced model the key', () => {
  const text = widened(schema(', onDelete: Cascade'));
  expect(text).toContain('@relation(fields: [tenant, postId], references: [tenant, id], onDelete: Cascade)');
  expect(text).toContain('  comments Comment[]\n\n  @@unique([tenant, id])\n}');
});

test('a key that is there is not written again', () => {
  const text = widened(schema(', onDelete: Cascade', { key: '  @@unique([tenant, id])\n' }));
  expect(text?.match(/@@unique/g)).toHaveLength(1);
});

test.each([
  ['an action that would null the tenant', schema(', onDelete: SetNull')],
  ['one that Prisma implies', schema('')],
  ['one row on the other side', schema(', onDelete: Cascade', { opposite: 'Comment?' })],
])('nothing for %s', (_, text) => expect(widened(text)).toBeUndefined());
