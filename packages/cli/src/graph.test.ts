import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const schema = `datasource db {
  provider = "postgresql"
}

model User {
  id    Int    @id
  posts Post[]

  @@map("users")
}

model Post {
  id     Int  @id
  author Int
  user   User @relation(fields: [author], references: [id], onDelete: Cascade)

  @@map("posts")
}

model Tag {
  id Int @id
}
`;
const sql = `CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL);
CREATE TABLE "Tag" (id INTEGER PRIMARY KEY);
`;
const files = {
  'prisma/schema.prisma': schema,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20240101000000_m/migration.sql': sql,
};

async function run(words: readonly string[], given: Readonly<Record<string, string>> = files) {
  const printed = { stdout: '', stderr: '' };
  const output = { isTerminal: false, width: undefined };
  const cwd = temporaryFolder(given, onTestFinished);
  const io = {
    cwd,
    env: {},
    stdout: { ...output, write: (text: string) => void (printed.stdout += text) },
    stderr: { ...output, write: (text: string) => void (printed.stderr += text) },
  };
  return { code: await main(['graph', ...words], io), cwd, ...printed };
}

const tablesIn = (stdout: string): string[] => JSON.parse(stdout).tables.map((one: { table: string }) => one.table);

describe('the picture', () => {
  test('is SVG unless somebody says otherwise', async () => {
    const { code, stdout, stderr } = await run([]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^<svg xmlns="[^"]+" width="\d+" height="\d+" [\s\S]+<\/svg>\n$/);
    expect(stdout).toContain('only declared · CASCADE');
  });

  test.each([
    ['mermaid', '  t1 -.->|"author: only declared · CASCADE"| t2\n'],
    ['dot', '  "public.posts" -> "public.users" [label="author: only declared · CASCADE"'],
    ['json', '"enforcement": "declared-only"'],
  ])('as %s', async (format, part) => {
    const { code, stdout } = await run(['--format', format]);
    expect(code).toBe(0);
    expect(stdout).toContain(part);
  });

  test('goes to a file', async () => {
    const { code, stdout, cwd } = await run(['prisma', '--format', 'mermaid', '--output', 'graph.mmd']);
    expect([code, stdout]).toEqual([0, '']);
    expect(readFileSync(join(cwd, 'graph.mmd'), 'utf8')).toMatch(/^flowchart LR\n/);
  });
});

test.each([
  [[], ['Tag', 'posts', 'users']],
  [
    ['--around', 'User'],
    ['posts', 'users'],
  ],
  [['--around', 'posts', '--depth', '0'], ['posts']],
])('with %j it holds %j', async (words, tables) => {
  expect(tablesIn((await run(['--format', 'json', ...words])).stdout)).toEqual(tables);
});

test.each([
  [['--format', 'svgg'], '--format cannot be "svgg"; did you mean svg?'],
  [['--around', 'user'], 'there is no table called "user"; did you mean User?'],
  [['--depth', '2'], '--depth says how far to go around a table; name it with --around TABLE'],
  [['--around', 'users', '--depth', 'two'], '--depth takes a whole number, not "two"'],
])('%j is refused', async (words, sentence) => {
  expect(await run(words)).toMatchObject({ code: 2, stdout: '', stderr: `refint: ${sentence}\n` });
});

test('a project in which something cannot be read is drawn as far as it can be, told of, and ends with 2', async () => {
  const { code, stdout, stderr } = await run([], { ...files, 'prisma/schema.prisma': `${schema}\nmodel {` });
  expect(code).toBe(2);
  expect(stdout).toContain('</svg>');
  expect(stderr).toMatch(/^refint: prisma\/schema\.prisma:24:1: /);
});
