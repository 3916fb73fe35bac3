import { expect, test } from 'vitest';
import type { Editor } from './editor.ts';
import { files, init, schema } from './project.ts';
import { Scene } from './scene.ts';

const nobody = (name: string, column: string) =>
  `ALTER TABLE "Post" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "Nobody"("id");\n`;
const scene = new Scene({
  ...files,
  [init]: `${files[init]}${nobody('first', 'authorId')}-- here\n${nobody('second', 'id')}`,
  [schema]: files[schema].replace('model User {', '// here\nmodel User {\n  // there').replace('Cascade', 'SetNull'),
});

/** What a rule says in a file, after each of some things is typed in place of a word. */
async function afterEach(editor: Editor, path: string, rule: string, at: string, typed: readonly string[]) {
  const found = async (): Promise<readonly string[]> =>
    (await editor.diagnostics(path))
      .filter(({ code }) => code === rule)
      .map(({ message }) => String(message).split('\n')[0]!);
  await editor.open(path);
  const before = await found();
  const after: Record<string, readonly string[]> = {};
  for (const words of typed) {
    await editor.replace(path, at, words);
    after[words] = await found();
    await editor.replace(path, words, at);
  }
  return { before, after, expected: Object.fromEntries(typed.map((words) => [words, before])) };
}

test('a statement that is half typed takes nothing from those around it', async () => {
  const editor = await scene.start();
  const { before, after, expected } = await afterEach(editor, init, 'relations/missing-target', '-- here', [
    'ALTER TABLE "Post" ADD CONSTR',
    'ALTER TABLE "Post" ADD CONSTRAINT x FOREIGN KEY ("authorId") REFERENCES ',
    'CREATE TABLE "X" (id',
    'CREATE TABLE "X" (id INTEGER, ',
    'INSERT INTO "User" VALUES (1, \'',
    'ALTER TABLE "Post" ADD FOREIGN KEY ("authorId") REFERENCES "Us',
    'DO $$ BEGIN',
    'CREATE INDEX x ON "Post"(',
    'SELECT 1 /* why',
    'DROP -- ',
    'CREATE TABLE -- ',
    'ALTER TABLE "Post" DROP COLUMN "',
  ]);
  expect(before).toHaveLength(2);
  expect(after).toEqual(expected);
});

test.each([
  [
    '  // there',
    ['  name Str', '  posts2 Post[', '  x Post @relation(fields: [', '  @@index([', '  name String @default("'],
  ],
  ['// here', ['model X {', 'model X', 'enum', '/// "', 'model X {\n  id Int @id', 'type Y {\n  a {']],
])('a line of a schema that is half typed takes nothing from other models: %s', async (at, typed) => {
  const editor = await scene.start();
  const { before, after, expected } = await afterEach(editor, schema, 'deletes/set-null-on-required', at, typed);
  expect(before).toHaveLength(1);
  expect(after).toEqual(expected);
});
