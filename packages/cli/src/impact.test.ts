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
`;
const sql = `CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES users ON DELETE CASCADE);
CREATE SCHEMA audit;
CREATE TABLE audit.posts (id INTEGER PRIMARY KEY, post INTEGER REFERENCES posts);
`;
const files = {
  'prisma/schema.prisma': schema,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20240101000000_m/migration.sql': sql,
};

async function run(words: readonly string[], given: Readonly<Record<string, string>> = files) {
  const printed = { stdout: '', stderr: '' };
  const output = { isTerminal: false, width: undefined };
  const io = {
    cwd: temporaryFolder(given, onTestFinished),
    env: {},
    stdout: { ...output, write: (text: string) => void (printed.stdout += text) },
    stderr: { ...output, write: (text: string) => void (printed.stderr += text) },
  };
  return { code: await main(['impact', ...words], io), ...printed };
}

describe('a table is asked for', () => {
  test.each([['users'], ['public.users'], ['User'], ['users', '.'], ['users', 'prisma']])('as %j', async (...words) => {
    const { code, stdout, stderr } = await run(words);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('A delete from users\n└─ posts.author         CASCADE    rows go too\n');
  });

  test.each([
    [['user'], 'there is no table called "user"; did you mean User?'],
    [['orders'], 'there is no table called "orders"'],
    [['posts'], 'there are 2 tables called posts (public.posts, audit.posts); name one with its schema'],
    [[], "missing required argument 'TABLE'; refint --help says what there is"],
    [['users', '.', 'x'], 'refint impact takes 2 arguments only; refint impact --help says what there is'],
    [['users', '--format', 'tabel'], '--format cannot be "tabel"; did you mean table?'],
    [['users', '--json', '--format', 'mermaid'], '--json and --format mermaid cannot both be meant'],
  ])('%j is refused', async (words, sentence) => {
    expect(await run(words)).toEqual({ code: 2, stdout: '', stderr: `refint: ${sentence}\n` });
  });
});

test('as JSON and as a picture', async () => {
  expect(JSON.parse((await run(['users', '--json'])).stdout)).toMatchObject({ table: 'users', depth: 2 });
  expect((await run(['users', '--format', 'mermaid'])).stdout).toContain('t1 --x|"post: NO ACTION"| t2\n');
});

test('a project in which something cannot be read is told of, and ends with 2', async () => {
  const { code, stdout } = await run(['users'], { ...files, 'prisma/schema.prisma': `${schema}\nmodel {` });
  expect(code).toBe(2);
  expect(stdout).toContain('A delete from users');
});

test('help shows both arguments', async () => {
  const { code, stdout } = await run(['--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('refint impact [options] <TABLE> [DIR]');
});
