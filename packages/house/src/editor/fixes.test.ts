import { expect, test } from 'vitest';
import type { Editor } from './editor.ts';
import { init, schema } from './project.ts';
import { Scene } from './scene.ts';

const later = 'prisma/migrations/20240102000000_later/migration.sql';

const scene = new Scene({
  'refint.config.json': '{ "extends": ["strict"], "rules": { "indexes/foreign-key-without-index": "error" } }',
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  [schema]: `datasource db {
  provider = "postgresql"
}

model User { // 👋
  id    String @id @db.Uuid
  posts Post[]
}

model Post {
  id       Int    @id
  authorId String @db.Uuid
  author   User   @relation(fields: [authorId], references: [id])
}

model Comment {
  id     Int @id
  postId Int
}
`,
  [init]: `CREATE TABLE "User" ("id" UUID NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Post" ("id" INTEGER NOT NULL, "authorId" UUID NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Comment" ("id" INTEGER NOT NULL, "postId" INTEGER NOT NULL, CONSTRAINT "Comment_pkey" PRIMARY KEY ("id"));
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON UPDATE CASCADE;
`,
});

const codes = async (editor: Editor, path: string) => (await editor.diagnostics(path)).map(({ code }) => code);

/** Takes what mends a finding of a rule, and says which it was. Whatever only asks for silence is offered later. */
async function mend(editor: Editor, path: string, rule: string): Promise<string> {
  const found = (await editor.diagnostics(path)).find(({ code }) => code === rule);
  const actions = await editor.actions(path, found!.range, [found!], ['quickfix']);
  const at = actions.findIndex(({ diagnostics }) => diagnostics?.some(({ code }) => code === rule));
  const quiet = actions.findIndex(({ title }) => title.startsWith('ignore '));
  expect(at < quiet).toBe(true);
  await editor.take(actions[at]!);
  return actions[at]!.title;
}

test.each([
  [
    'relations/undeclared-reference',
    'declare the relation Comment.postId → Post.id, on both sides',
    ['  comments Comment[]\n', '  post   Post @relation(fields: [postId], references: [id])\n'],
  ],
  ['indexes/foreign-key-without-index', 'add @@index([authorId])', ['references: [id])\n\n  @@index([authorId])\n}']],
  [
    'deletes/implicit-action',
    'write onDelete: Restrict, onUpdate: Cascade',
    ['references: [id], onDelete: Restrict, onUpdate: Cascade)'],
  ],
  [
    'relations/type-mismatch',
    'give Post.authorId the type of User.id: String @db.Uuid',
    ['  authorId String @db.Uuid\n'],
  ],
])('%s is mended in the schema', async (rule, title, expected) => {
  const editor = await scene.start();
  await editor.open(schema);
  if (rule === 'relations/type-mismatch') await editor.replace(schema, 'authorId String @db.Uuid', 'authorId String');
  const before = await codes(editor, schema);
  expect(before).toContain(rule);
  expect(await mend(editor, schema, rule)).toBe(title);
  for (const text of expected) expect(editor.text(schema)).toContain(text);
  const left = await codes(editor, schema);
  expect(left.filter((code) => code === rule).length).toBe(before.filter((code) => code === rule).length - 1);
});

test('a fix in a migration that was never saved', async () => {
  const editor = await scene.start();
  const name = 'x'.repeat(64);
  await editor.open(later, `/* 👋 */ CREATE INDEX "${name}" ON "Post"("authorId");\n`);
  expect(await mend(editor, later, 'migrations/name-too-long')).toBe(`write it as it is kept: ${name.slice(1)}`);
  expect(editor.text(later)).toBe(`/* 👋 */ CREATE INDEX ${name.slice(1)} ON "Post"("authorId");\n`);
  expect(await codes(editor, later)).not.toContain('migrations/name-too-long');
});

test('one that is made elsewhere is offered there too', async () => {
  const editor = await scene.start();
  scene.write({
    'prisma/schema/user.prisma': scene.read(schema).split('model Post')[0]!,
    'prisma/schema/post.prisma': `model Post${scene.read(schema).split('model Post')[1]}`,
  });
  scene.remove(schema);
  const [user, post] = ['prisma/schema/user.prisma', 'prisma/schema/post.prisma'];
  await editor.open(user, `${scene.read(user)}\nmodel Like {\n  id Int @id\n  postId Int\n}\n`);
  await editor.open(post);
  await editor.watched(schema, user, post);
  await editor.next(post);
  const found = (await editor.diagnostics(post)).filter(({ code }) => code === 'relations/undeclared-reference');
  const elsewhere = found.find(({ message }) => String(message).startsWith('Like.postId'));
  expect(elsewhere?.relatedInformation?.[0]?.location.uri).toBe(editor.uri(user));
  const offered = await editor.actions(post, elsewhere!.range, [elsewhere!]);
  await editor.take(offered.find(({ title }) => title.startsWith('declare the relation Like.postId'))!);
  expect(editor.text(post)).toContain('Like[]');
  expect(editor.text(user)).toContain('@relation(fields: [postId], references: [id])');
});
