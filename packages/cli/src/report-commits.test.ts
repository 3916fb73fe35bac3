import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Io, Output } from './io.ts';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const schema = (more = '') => `datasource db {
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
${more}`;
const init = 'app/prisma/migrations/20240101000000_init/migration.sql';
const author = 'app/prisma/migrations/20240102000000_author/migration.sql';
const tags = 'app/prisma/migrations/20240103000000_tags/migration.sql';
const base =
  'CREATE TABLE users (id INTEGER PRIMARY KEY);\nCREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL);\n';
const v1 = {
  'app/prisma/schema.prisma': schema(),
  'app/prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  [init]: base,
};

/** A repository with the tags `v1`, `v2` and, at its end, `v3`: each has one migration more. */
function repository() {
  const cwd = temporaryFolder({}, onTestFinished);
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...words: string[]): string =>
    execFileSync('git', ['-C', cwd, ...who, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
  };
  const release = (tag: string, files: Readonly<Record<string, string>>): void => {
    write(files);
    git('add', '.');
    git('commit', '-m', tag);
    git('tag', tag);
  };
  git('init', '--initial-branch', 'main');
  release('v0', { 'notes.md': 'soon' });
  release('v1', v1);
  release('v2', {
    [author]: 'ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users ON DELETE RESTRICT ON UPDATE CASCADE;\n',
  });
  release('v3', {
    'app/prisma/schema.prisma': schema('\nmodel tags {\n  id Int @id\n}\n'),
    [tags]: 'CREATE TABLE tags (id INTEGER PRIMARY KEY);\n',
  });
  const report = async (words: readonly string[], folder = '.') => {
    const said = { stdout: '', stderr: '' };
    const output = (to: 'stdout' | 'stderr'): Output => ({
      isTerminal: false,
      width: undefined,
      write: (text) => void (said[to] += text),
    });
    const io: Io = { cwd: join(cwd, folder), env: {}, stdout: output('stdout'), stderr: output('stderr') };
    return { code: await main(['report', ...words], io), ...said };
  };
  return { cwd, git, write, release, report };
}

interface Told {
  readonly from: object;
  readonly to: object;
  readonly migrations: readonly { readonly name: string }[];
  readonly counts: Readonly<Record<'before' | 'after' | 'declared', { readonly tables: number } | null>>;
  readonly references: readonly { readonly declared: { readonly at: { readonly path: string } } }[];
}

/** What a report as JSON says of a stretch: both ends, what runs between them, and how many tables there are. */
async function stretch(report: ReturnType<typeof repository>['report'], words: readonly string[], folder?: string) {
  const { code, stdout, stderr } = await report(['--format', 'json', ...words], folder);
  expect([code, stderr]).toEqual([0, '']);
  const { from, to, migrations, counts }: Told = JSON.parse(stdout);
  const tables = [counts.before, counts.after, counts.declared].map((one) => one?.tables);
  return { from, to, migrations: migrations.map(({ name }) => name), tables };
}

describe('a commit is a point', () => {
  test.each(['v1', 'HEAD~2', 'commit:v1'])('to begin at: %s', async (word) => {
    const { report } = repository();
    expect(await stretch(report, ['--from', word])).toEqual({
      from: { kind: 'commit', name: word.replace('commit:', ''), migrations: 1 },
      to: { kind: 'end', name: null, migrations: 3 },
      migrations: ['20240102000000_author', '20240103000000_tags'],
      tables: [2, 3, 3],
    });
  });

  test('to end at, with the schema as it was', async () => {
    const { report } = repository();
    expect(await stretch(report, ['--from', 'v1', '--to', 'v2'])).toEqual({
      from: { kind: 'commit', name: 'v1', migrations: 1 },
      to: { kind: 'commit', name: 'v2', migrations: 2 },
      migrations: ['20240102000000_author'],
      tables: [2, 2, 2],
    });
  });

  test('whatever lies in the folder, and from wherever somebody looks', async () => {
    const { cwd, report, write } = repository();
    rmSync(join(cwd, 'app/prisma/migrations/20240101000000_init'), { recursive: true });
    write({ [author]: 'nonsense', 'app/prisma/schema.prisma': schema('model other {\n  id Int @id\n}\n') });
    const told = await stretch(report, ['--from', 'v1', '--to', 'v3']);
    expect(told).toMatchObject({ tables: [2, 3, 3] });
    expect(await stretch(report, ['--from', 'v1', '--to', 'v3'], 'app/prisma')).toEqual(told);
  });

  test('and so is a migration beside it', async () => {
    const { report } = repository();
    expect(await stretch(report, ['--from', 'init', '--to', 'v2'])).toMatchObject({
      from: { kind: 'migration', name: '20240101000000_init' },
      to: { kind: 'commit', name: 'v2' },
      migrations: ['20240102000000_author'],
    });
    expect(await stretch(report, ['--from', 'v1', '--to', 'author'])).toMatchObject({
      to: { kind: 'migration', name: '20240102000000_author', migrations: 2 },
      migrations: ['20240102000000_author'],
      tables: [2, 2, undefined],
    });
  });

  test('what is not committed is told from the last commit on', async () => {
    const { report, write } = repository();
    write({ 'app/prisma/migrations/20240104000000_drop/migration.sql': 'DROP TABLE tags;\n' });
    expect(await stretch(report, ['--from', 'HEAD'])).toMatchObject({
      migrations: ['20240104000000_drop'],
      tables: [3, 2, 3],
    });
  });

  test('rules are asked how what is new runs', async () => {
    const { report } = repository();
    const { stdout } = await report(['--from', 'v1']);
    expect(stdout).toContain('From commit `v1` to the end of 3 migrations');
    expect(stdout).toContain('of `migrations/foreign-key-locks-writes`');
    expect((await report(['--from', 'v2'])).stdout).not.toContain('migrations/foreign-key-locks-writes');
  });

  test('what became of a migration that the commit has is told', async () => {
    const { cwd, report } = repository();
    rmSync(join(cwd, dirname(author)), { recursive: true });
    const { stdout } = await report(['--from', 'v3']);
    expect(stdout).toContain('20240102000000_author, which v3 has, is gone: databases that ran it keep posts.author');
    expect((await report(['--from', 'v1'])).stdout).not.toContain('v1 has');
  });
});

describe('where a configuration names the projects', () => {
  const named = { 'refint.config.json': '{ "projects": [{ "schema": "app/prisma/schema.prisma" }] }' };

  test('it is that of today, also where the commit has none', async () => {
    const { report, write } = repository();
    write(named);
    expect(await stretch(report, ['--from', 'v1', '--to', 'v2'])).toMatchObject({ tables: [2, 2, 2] });
  });

  test('and a commit without the files of a project has no project', async () => {
    const { report, write } = repository();
    write(named);
    expect((await report(['--from', 'v0'])).stderr).toBe('refint: --from v0: there was no project\n');
  });
});

test('a project that was moved is known again', async () => {
  const { git, report, release } = repository();
  git('mv', 'app', 'web');
  release('v4', { 'notes.md': 'moved' });
  expect(await stretch(report, ['--from', 'v1'])).toMatchObject({
    migrations: ['20240102000000_author', '20240103000000_tags'],
    tables: [2, 3, 3],
  });
});

describe('what names no point is refused', () => {
  test.each([
    [['--from', 'authors'], '--from: there is no migration and no commit "authors"'],
    [['--from', 'v22'], '--from: there is no migration and no commit "v22"; did you mean v2?'],
    [['--from', '--to'], '--from: there is no migration and no commit "--to"'],
    [
      ['--to', '20240101000000_inti'],
      '--to: there is no migration and no commit "20240101000000_inti"; did you mean 20240101000000_init?',
    ],
    [['--from', 'commit:main2'], '--from: there is no commit "main2"; did you mean main?'],
    [['--from', 'migration:v1'], '--from: there is no migration "v1"'],
    [['--from', 'v0'], '--from v0: this folder has no Prisma schema and no migrations in it'],
    [['--from', 'v2', '--to', 'v1'], '--from v2 comes after --to v1'],
    [
      ['--from', 'v3', '--to', 'author'],
      '--from v3 comes after --to 20240102000000_author: it has 20240103000000_tags',
    ],
  ])('%j', async (words, sentence) => {
    const { report } = repository();
    const [option = '', value = ''] = words;
    // What looks like an option is a value only behind an equals sign.
    const { code, stdout, stderr } = await report(value === '--to' ? [`${option}=${value}`] : words);
    expect([code, stdout, stderr]).toEqual([2, '', `refint: ${sentence}\n`]);
  });

  test('and what names two says how each is meant', async () => {
    const { git, report } = repository();
    git('tag', 'init', 'v2');
    const { code, stderr } = await report(['--from', 'init']);
    expect([code, stderr]).toEqual([
      2,
      'refint: --from: "init" is a migration and a commit; say migration:20240101000000_init or commit:init\n',
    ]);
    expect(await stretch(report, ['--from', 'migration:init'])).toMatchObject({ from: { kind: 'migration' } });
    expect(await stretch(report, ['--from', 'commit:init'])).toMatchObject({ from: { name: 'init', migrations: 2 } });
  });

  test('in a checkout of the latest commits it is said that others can be fetched', async () => {
    const { cwd, report } = repository();
    const clone = temporaryFolder({}, onTestFinished);
    execFileSync('git', ['clone', '-q', '--depth=1', `file://${cwd}`, clone], { stdio: 'ignore' });
    const { stderr } = await report(['--from', 'v1'], relative(cwd, clone));
    expect(stderr).toBe(
      'refint: --from: there is no migration and no commit "v1"; in a checkout of the latest commits, fetch it first\n',
    );
  });

  test('without a repository there are migrations only', async () => {
    const { cwd, report } = repository();
    rmSync(join(cwd, '.git'), { recursive: true });
    expect((await report(['--from', 'v1'])).stderr).toBe('refint: --from: there is no migration "v1"\n');
    expect((await report(['--from', 'commit:v1'])).stderr).toBe(
      'refint: --from: the project is in no git repository, so there is no commit "v1"\n',
    );
    expect(await stretch(report, ['--from', 'init'])).toMatchObject({ tables: [2, 3, 3] });
  });
});
