import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const schema = `datasource db {
  provider = "postgresql"
}

model users {
  id    Int     @id
  posts posts[]
}

model posts {
  id     Int   @id
  author Int
  user   users @relation(fields: [author], references: [id])
}
`;
const files = {
  'prisma/schema.prisma': schema,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20240101000000_init/migration.sql':
    'CREATE TABLE users (id INTEGER PRIMARY KEY);\nCREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL);\n',
  'prisma/migrations/20240102000000_author/migration.sql':
    'ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users ON DELETE RESTRICT;\n',
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
  return { code: await main(['report', ...words], io), cwd, ...printed };
}

test('it is Markdown that begins with go or no-go', async () => {
  const { code, stdout, stderr } = await run([]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^# Referential integrity: go\n\nFrom an empty database to the end of 2 migrations/);
  expect(stdout).toContain(
    '| posts.author → users.id | RESTRICT | NO ACTION | `migrations/20240102000000_author/migration.sql:1` |',
  );
});

describe('a stretch is asked for', () => {
  test.each([
    [['--from', '20240101000000_init'], 'From migration `20240101000000_init` to the end of 2 migrations'],
    [['--from', 'init', '--to', 'author'], 'From migration `20240101000000_init` to migration `20240102000000_author`'],
    [['--to', 'init'], 'From an empty database to migration `20240101000000_init`'],
  ])('%j', async (words, sentence) => {
    const { code, stdout } = await run(words);
    expect(code).toBe(0);
    expect(stdout).toContain(sentence);
  });

  test.each([
    [['--from', 'authors'], '--from: there is no migration "authors"'],
    [
      ['--to', '20240101000000_inti'],
      '--to: there is no migration "20240101000000_inti"; did you mean 20240101000000_init?',
    ],
    [['--from', 'author', '--to', 'init'], '--from 20240102000000_author comes after --to 20240101000000_init'],
    [['--format', 'jsno'], '--format cannot be "jsno"; did you mean json?'],
  ])('%j is refused', async (words, sentence) => {
    const { code, stdout, stderr } = await run(words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`refint: ${sentence}\n`);
  });
});

test.each([
  ['CASCADE', 'CASCADE, was RESTRICT'],
  ['RESTRICT', 'RESTRICT, as before'],
])('a foreign key that is made anew with %s is none more', async (action, told) => {
  const again = `ALTER TABLE posts DROP CONSTRAINT posts_author_fkey;
    ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users ON DELETE ${action};`;
  const given = { ...files, 'prisma/migrations/20240103000000_again/migration.sql': again };
  const { stdout } = await run(['--from', 'author'], given);
  expect(stdout).toContain('- 1 foreign key created (1 in place of one that was there), in 1 migration.\n');
  expect(stdout).toContain(`| posts.author → users.id | ${told} | NO ACTION |`);
  expect((await run(['--from', 'author', '--format', 'html'], given)).stdout).toContain(`<td>${told}</td>`);
});

test('several projects are named', async () => {
  const twice = Object.fromEntries(
    ['a', 'b'].flatMap((name) => Object.entries(files).map(([path, text]) => [`${name}/${path}`, text])),
  );
  const { code, stderr } = await run([], { ...twice, 'a/package.json': '{}', 'b/package.json': '{}' });
  expect([code, stderr]).toEqual([2, 'refint: there are 2 projects (a, b); name one of them\n']);
});

test('targets of the configuration decide', async () => {
  const config = (foreignKeys: number) => ({ 'refint.config.json': JSON.stringify({ targets: { foreignKeys } }) });
  expect((await run([], { ...files, ...config(1) })).stdout).toContain('**Go**: the one target is met.');
  expect((await run([], { ...files, ...config(2) })).stdout).toContain(
    '| **missed** | foreign keys | at least 2 | 1 |',
  );
});

test('as JSON every part is there, and places are numbers', async () => {
  const { code, cwd, stdout } = await run(['--format', 'json', '--output', 'report.json']);
  expect([code, stdout]).toEqual([0, '']);
  const story = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'));
  expect(story).toMatchObject({
    project: '.',
    from: { kind: 'empty', name: null, migrations: 0 },
    counts: { before: { tables: 0 }, after: { tables: 2, foreignKeys: 1 }, declared: { checks: null } },
    changes: { created: [{ priority: null, keys: [{ reference: 'posts.author → users.id' }] }], missed: [] },
    tenancy: null,
  });
  expect(story.references[0].made.at).toEqual({
    path: 'prisma/migrations/20240102000000_author/migration.sql',
    line: 1,
    column: 23,
    endLine: 1,
    endColumn: 79,
  });
});

test('a project without migrations is told by its schema', async () => {
  const { code, stdout } = await run([], { 'schema.prisma': schema });
  expect(code).toBe(0);
  expect(stdout).toContain('It is not known whether foreign keys enforce the 1 reference.');
  expect(stdout).toContain('| tables | 2 |');
});

test('what could not be read is said, and the exit code tells', async () => {
  const { code, stdout } = await run([], { ...files, 'prisma/schema.prisma': `${schema}model {\n` });
  expect(code).toBe(2);
  expect(stdout).toContain('## What refint could not do (1)');
});

describe('as a page', () => {
  test('links lead to the files from where it lies', async () => {
    const { code, cwd, stdout } = await run(['--format', 'html', '--output', 'out/report.html'], {
      ...files,
      'out/.keep': '',
    });
    expect([code, stdout]).toEqual([0, '']);
    const page = readFileSync(join(cwd, 'out/report.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain('<title>Referential integrity: Go</title>');
    expect(page).toContain('href="../prisma/schema.prisma#L13"');
  });

  test('what comments hide is told with the reason, as in the other forms', async () => {
    const ignored = schema.replace(
      '  user ',
      '  /// refint-ignore relations/missing-foreign-key: <b>legacy</b> rows\n  user ',
    );
    const { stdout } = await run(['--format', 'html', '--to', '20240102000000_author'], {
      ...files,
      'prisma/schema.prisma': ignored,
      'prisma/migrations/20240102000000_author/migration.sql': 'SELECT 1;\n',
    });
    expect(stdout).toContain('Hidden by comments, with their reasons (1)');
    expect(stdout).toContain('<td>&lt;b&gt;legacy&lt;/b&gt; rows</td>');
  });

  test('or where somebody says', async () => {
    const { stdout } = await run(['--format', 'html', '--links', 'https://example.org/{path}?line={line}']);
    expect(stdout).toContain('href="https://example.org/prisma/schema.prisma?line=13"');
  });

  test('other forms have no links', async () => {
    expect(await run(['--links', 'x'])).toMatchObject({
      code: 2,
      stderr: 'refint: --links says where links of the html report lead; a markdown report has none\n',
    });
  });
});
