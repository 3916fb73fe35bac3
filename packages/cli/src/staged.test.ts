import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Io, Output } from './io.ts';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const schema = `datasource db {
  provider = "postgresql"
}

model User {
  id    Int    @id
  posts Post[]
}

model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id])
}
`;
const first = 'prisma/migrations/20240101000000_init/migration.sql';
const second = 'prisma/migrations/20240102000000_next/migration.sql';
const tables = `CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY);
CREATE TABLE "Post" ("id" INTEGER NOT NULL PRIMARY KEY, "authorId" INTEGER NOT NULL);
`;
const foreignKey =
  'ALTER TABLE "Post" ADD FOREIGN KEY ("authorId") REFERENCES "User" ON DELETE RESTRICT ON UPDATE CASCADE;\n';
/** A project in which one relation is not enforced, and nobody has minded. */
const old = {
  'prisma/schema.prisma': schema,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  [first]: tables,
};

interface Repository {
  readonly cwd: string;
  git(...words: string[]): string;
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  /** What a command says, and how it ends. */
  type(command: string, folder?: string): Promise<{ code: number; said: string }>;
}

/** A repository whose first commit has some files; without any it has no commit. */
function repository(files: Readonly<Record<string, string>> = old, options: readonly string[] = []): Repository {
  const cwd = temporaryFolder({}, onTestFinished);
  const who = ['user.name=a', 'user.email=a@example.com', 'commit.gpgsign=false', ...options];
  const git = (...words: string[]): string =>
    execFileSync('git', ['-C', cwd, ...who.flatMap((one) => ['-c', one]), ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const write = (texts: Readonly<Record<string, string | Uint8Array>>): void => {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
  };
  git('init', '--initial-branch', 'main');
  for (const one of options) git('config', ...(one.split('=') as [string, string]));
  if (Object.keys(files).length > 0) {
    write(files);
    git('add', '.');
    git('commit', '-m', 'first');
  }
  const type = async (command: string, folder = '.') => {
    let said = '';
    const output: Output = { isTerminal: false, width: undefined, write: (text) => void (said += text) };
    const io: Io = { cwd: join(cwd, folder), env: {}, stdout: output, stderr: output };
    return { code: await main(command.split(' ').slice(1), io), said };
  };
  return { cwd, git, write, type };
}

const lines = 'refint check --staged --format lines';
const missing = 'CREATE TABLE "Tag" ("id" INTEGER PRIMARY KEY, "userId" INTEGER REFERENCES "Nobody");\n';

describe('what is spoken of', () => {
  test('nothing, where nothing is staged that refint reads', async () => {
    const { git, write, type } = repository({ ...old, 'a.ts': '1', 'package.json': '{ "version": "1" }' });
    write({ 'a.ts': '2', 'package.json': '{ "version": "2" }', [second]: missing });
    git('add', 'a.ts', 'package.json');
    expect(await type('refint check --staged')).toEqual({ code: 0, said: 'Nothing that refint reads is staged.\n' });
    expect(await type(lines)).toEqual({ code: 0, said: '' });
  });

  test('not what was there before', async () => {
    const { git, write, type } = repository();
    write({ [second]: 'SELECT 1;\n' });
    git('add', '.');
    expect((await type('refint check')).code).toBe(1);
    expect(await type('refint check --staged')).toEqual({
      code: 0,
      said: expect.stringContaining('1 finding that was there before is not shown; refint check shows it.'),
    });
  });

  test('what a new migration brings', async () => {
    const { git, write, type } = repository();
    write({ [second]: missing });
    git('add', '.');
    const { code, said } = await type(lines);
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`^${second}:1:\\d+ error .*Nobody.*\\n$`));
  });

  test('what a commit breaks elsewhere', async () => {
    const { git, write, type } = repository({ ...old, [second]: foreignKey });
    expect((await type('refint check')).code).toBe(0);
    write({
      'prisma/migrations/20240103000000_c/migration.sql': 'ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";\n',
    });
    git('add', '.');
    const { code, said } = await type(lines);
    expect(code).toBe(1);
    expect(said).toMatch(/^prisma\/schema\.prisma:13:\d+ error .*\(relations\/missing-foreign-key\)$/m);
  });

  test('what was there before, in a line that is touched', async () => {
    const { git, write, type } = repository();
    write({ 'prisma/schema.prisma': schema.replace('  author   User', '  author   User   ') });
    git('add', '.');
    expect((await type(lines)).said).toMatch(/^prisma\/schema\.prisma:13:/);
    write({ 'prisma/schema.prisma': `// a comment\n${schema}` });
    git('add', '.');
    expect(await type(lines)).toEqual({ code: 0, said: '' });
  });

  test('no problem that was there before either, and each that is new', async () => {
    const { git, write, type } = repository({ ...old, [second]: 'FLUMMOX A;\n' });
    write({ 'prisma/migrations/20240103000000_c/migration.sql': 'FLUMMOX B;\n' });
    git('add', '.');
    const { said } = await type(lines);
    expect(said).toContain('20240103000000_c/migration.sql:1:1 problem');
    expect(said).not.toContain(second);
  });

  test('only projects that are touched', async () => {
    const inFolder = (folder: string) =>
      Object.fromEntries(Object.entries(old).map(([path, text]) => [`${folder}/${path}`, text]));
    const { git, write, type } = repository({ ...inFolder('a'), ...inFolder('b') });
    write({ [`a/${second}`]: missing, [`b/${second}`]: missing });
    git('add', 'a');
    expect((await type(lines)).said).toMatch(/^a\/.*\n$/);
    expect(await type(`${lines} b`)).toEqual({ code: 0, said: '' });
  });
});

describe('the index is read, not what lies in the folder', () => {
  test('what is not staged is not there', async () => {
    const { git, write, type } = repository();
    write({ [second]: 'SELECT 1;\n' });
    git('add', '.');
    write({ [second]: missing, 'prisma/schema.prisma': 'model' });
    expect(await type(lines)).toEqual({ code: 0, said: '' });
  });

  test('of a file only what is staged', async () => {
    const { cwd, git, write, type } = repository();
    write({ [second]: missing });
    git('add', '.');
    rmSync(join(cwd, second));
    expect((await type(lines)).code).toBe(1);
    write({ [second]: foreignKey });
    expect((await type(lines)).code).toBe(1);
    git('add', '.');
    expect((await type(lines)).code).toBe(0);
  });

  test('deleted and renamed files, also where an empty folder is left', async () => {
    const { cwd, git, type } = repository({ ...old, [second]: foreignKey });
    git('rm', second);
    expect((await type(lines)).said).toContain('relations/missing-foreign-key');
    mkdirSync(dirname(join(cwd, second)));
    expect((await type(lines)).said).toContain('relations/missing-foreign-key');
    git('reset', '--hard');
    git('mv', 'prisma/schema.prisma', 'prisma/other.prisma');
    expect(await type(lines)).toEqual({ code: 0, said: '' });
  });

  test('names with blanks, letters of all kinds, quotes and line ends', async () => {
    const name = 'prisma/migrations/20240102000000_ä "b"\t\\c\nd';
    const { git, write, type } = repository();
    write({ [`${name}/migration.sql`]: missing });
    git('add', '.');
    const { code, said } = await type(lines);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('ä "b"') });
    git('commit', '-m', 'second');
    write({ [`${name}/migration.sql`]: `-- changed\n${missing}` });
    git('add', '.');
    expect(await type(lines)).toMatchObject({ code: 0 });
  });

  test('CRLF in the folder and LF in git', async () => {
    const { git, write, type } = repository(old, ['core.autocrlf=true']);
    write({
      'prisma/schema.prisma': `// a\n${schema}`.replaceAll('\n', '\r\n'),
      [second]: missing.replace('\n', '\r\n'),
    });
    git('add', '.');
    expect((await type(lines)).said).toMatch(new RegExp(`^${second}:1:[^\\n]*\\n$`));
  });

  test('a configuration as it is staged', async () => {
    const { git, write, type } = repository();
    write({ [second]: missing, 'refint.config.json': '{ "rules": { "relations/missing-target": "off" } }' });
    git('add', '.');
    expect((await type(lines)).said).not.toContain('missing-target');
    git('rm', '--cached', 'refint.config.json');
    expect((await type(lines)).said).toContain('missing-target');
  });

  test('links', async () => {
    const { cwd, git, write, type } = repository({});
    for (const [path, text] of Object.entries(old)) write({ [path.replace('prisma', 'shared')]: text });
    execFileSync('ln', ['-s', 'shared', join(cwd, 'prisma')]);
    git('add', '.');
    git('commit', '-m', 'first');
    write({ [second.replace('prisma', 'shared')]: missing });
    git('add', '.');
    expect((await type(lines)).code).toBe(1);
  });
});

describe('commits of all kinds', () => {
  test('the first one, in which all is new', async () => {
    const { git, write, type } = repository({});
    write(old);
    git('add', '.');
    expect((await type(lines)).said).toContain('relations/missing-foreign-key');
    expect((await type('refint check --staged')).said).not.toContain('there before');
  });

  test('a merge: what comes from either side was there before', async () => {
    const { git, write, type } = repository();
    git('checkout', '-b', 'other');
    write({ [second]: missing });
    git('add', '.');
    git('commit', '-m', 'other');
    git('checkout', 'main');
    write({ 'a.ts': '' });
    git('add', '.');
    git('commit', '-m', 'here');
    git('merge', '--no-commit', '--no-ff', 'other');
    expect(await type(lines)).toEqual({ code: 0, said: '' });
    write({
      'prisma/migrations/20240103000000_c/migration.sql':
        'ALTER TABLE "User" ADD FOREIGN KEY ("id") REFERENCES "Post" ("authorId");\n',
    });
    git('add', '.');
    expect((await type(lines)).said).toMatch(/^prisma\/migrations\/20240103000000_c.*\n$/);
  });

  test('conflicts are not judged', async () => {
    const { git, write, type } = repository();
    git('checkout', '-b', 'other');
    write({ [first]: `-- a\n${tables}` });
    git('commit', '-am', 'other');
    git('checkout', 'main');
    write({ [first]: `-- b\n${tables}` });
    git('commit', '-am', 'here');
    expect(() => git('merge', 'other')).toThrow();
    expect(await type(lines)).toEqual({
      code: 2,
      said: `refint: --staged: ${first} has conflicts; mend them, then git add it\n`,
    });
  });

  test('in a linked worktree, and in a folder of a project', async () => {
    const { cwd, git, type } = repository();
    git('worktree', 'add', 'tree');
    mkdirSync(dirname(join(cwd, 'tree', second)));
    writeFileSync(join(cwd, 'tree', second), missing);
    execFileSync('git', ['-C', join(cwd, 'tree'), 'add', '.']);
    expect((await type(lines, 'tree')).code).toBe(1);
    expect((await type(lines, 'tree/prisma')).said).toMatch(/^migrations\/20240102000000_next/);
    expect(await type(lines)).toEqual({ code: 0, said: '' });
  });

  test('what lies in a sparse checkout counts, and what does not', async () => {
    const { git, write, type } = repository({ ...old, 'b/a.txt': '' });
    git('sparse-checkout', 'set', 'b');
    write({ [second]: missing });
    git('add', '--sparse', '.');
    expect((await type(lines)).said).toMatch(new RegExp(`^${second}`));
  });
});

test.each([
  ['outside of a repository', lines, '--staged: this folder is in no git repository, so nothing is staged there'],
  [
    'with --since',
    `${lines} --since main`,
    '--staged and --since cannot both be meant: what is staged is compared with the last commit',
  ],
])('%s', async (_, command, sentence) => {
  const { cwd, type } = repository();
  rmSync(join(cwd, '.git'), { recursive: true });
  expect(await type(command)).toEqual({ code: 2, said: `refint: ${sentence}\n` });
});

test('without git', async () => {
  const { type } = repository();
  const { PATH } = process.env;
  process.env['PATH'] = '';
  onTestFinished(() => void (process.env['PATH'] = PATH));
  expect(await type(lines)).toEqual({ code: 2, said: 'refint: --staged: git is not installed\n' });
});

test('files that a hook names are a hint only', async () => {
  const { cwd, git, write, type } = repository();
  write({ [second]: missing, 'scripts/seed.sql': 'SELECT 1;\n' });
  git('add', '.');
  expect((await type(`${lines} ${join(cwd, second)} scripts/seed.sql gone.prisma`)).said).toMatch(
    new RegExp(`^${second}`),
  );
});

test('what is said to whoever wanted to commit', async () => {
  const { git, write, type } = repository();
  write({ [second]: missing });
  git('add', '.');
  expect((await type('refint check --staged')).said).toMatchInlineSnapshot(`
    "prisma/migrations/20240102000000_next/migration.sql

      1:75 error relations/missing-target
      Tag.userId → Nobody cannot be created: there is no table Nobody at this point

      1 | CREATE TABLE "Tag" ("id" INTEGER PRIMARY KEY, "userId" INTEGER REFERENCES "Nobody");
        |                                                                           ^^^^^^^^

    1 error in what is staged.
    1 finding that was there before is not shown; refint check shows it.
    Mend it, or say why it is meant in a comment above it: -- refint-ignore RULE: reason (/// in a
    schema). What has to wait goes into a list of known findings: refint baseline, then git add the
    list.
    "
  `);
});

test('nothing of it is written to the repository', async () => {
  const { cwd, git, write, type } = repository();
  write({ [second]: missing });
  git('add', '.');
  const before = readFileSync(join(cwd, '.git/index'));
  await type(lines);
  expect(readFileSync(join(cwd, '.git/index')).equals(before)).toBe(true);
});
