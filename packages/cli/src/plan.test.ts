import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
}

model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id], onDelete: Cascade)
}
`;
const migration = 'prisma/migrations/20240101000000_init/migration.sql';
const files = {
  'prisma/schema.prisma': schema,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  [migration]:
    'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);\nCREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER NOT NULL);\n',
};

async function type(words: readonly string[], cwd: string) {
  const said = { stdout: '', stderr: '' };
  const output = (to: 'stdout' | 'stderr') => ({
    isTerminal: false,
    width: 80,
    write: (text: string) => void (said[to] += text),
  });
  const io = { cwd, env: { NO_COLOR: '1' }, stdout: output('stdout'), stderr: output('stderr') };
  return { code: await main(['plan', ...words], io), ...said };
}

const filesIn = (cwd: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(cwd, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(cwd.length + 1), readFileSync(path, 'utf8')]),
  );

const project = (more: Readonly<Record<string, string>> = {}): string =>
  temporaryFolder({ ...files, ...more }, onTestFinished);

describe('refint plan', () => {
  test('writes a folder of its own, tells what is in it, and changes nothing else', async () => {
    const cwd = project();
    const { code, stdout, stderr } = await type([], cwd);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatchInlineSnapshot(`
      "Planned: 1 foreign key to add, 1 index to build.

      Without a priority:
        add Post.authorId → User.id, ON DELETE CASCADE
          because no migration creates it
          with the index Post_authorId_idx

      Wrote refint-plan/audit.sql                                                      counts the rows that reference nothing; run it first
      Wrote refint-plan/migrations/20240101000001_index_post_authorid/migration.sql    builds an index
      Wrote refint-plan/migrations/20240101000002_add_foreign_keys/migration.sql       adds foreign keys, for new rows
      Wrote refint-plan/migrations/20240101000003_validate_foreign_keys/migration.sql  looks at the rows that are there
      Wrote refint-plan/tests.sql                                                      tries each foreign key on rows of its own; run it last
      Wrote refint-plan/rollback.sql                                                   takes all of it back
      Wrote refint-plan/schema.diff                                                    what the schema has to say otherwise; for git apply

      Next:
        1. run refint-plan/audit.sql, and decide what becomes of the rows that it counts
        2. look at refint-plan/migrations, and put what is in it beside the migrations of the project
        3. git apply refint-plan/schema.diff
        4. npx prisma migrate deploy
      "
    `);
    const now = filesIn(cwd);
    for (const [path, text] of Object.entries(files)) expect(now[path]).toBe(text);
    expect(Object.keys(now).filter((path) => !(path in files))).toEqual(
      [...stdout.matchAll(/^Wrote (\S+)/gm)].map(([, path]) => path!).sort(),
    );
  });

  test('prints the same with --dry-run, and writes nothing', async () => {
    const cwd = project();
    const { code, stdout } = await type(['--dry-run'], cwd);
    expect(code).toBe(0);
    expect(filesIn(cwd)).toEqual(files);
    await type([], cwd);
    for (const [path, text] of Object.entries(filesIn(cwd))) {
      if (!(path in files)) expect(stdout).toContain(`==> ${path}\n\n${text}`);
    }
  });

  test('with --write what is planned holds, and there is nothing left to do', async () => {
    const cwd = project();
    expect((await type(['--write'], cwd)).stdout).toContain('Changed prisma/schema.prisma');
    const now = filesIn(cwd);
    expect(now['prisma/schema.prisma']).toContain('  @@index([authorId])\n');
    expect(Object.keys(now).filter((path) => path.startsWith('prisma/migrations/')).length).toBe(5);
    expect((await type([], cwd)).stdout).toBe('Nothing to do: every reference is enforced as it should be.\n');
  });

  test('writes nothing over: a second plan is refused before anything is written', async () => {
    const cwd = project({ 'refint-plan/rollback.sql': 'mine' });
    const before = filesIn(cwd);
    expect(await type([], cwd)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'refint: refint-plan/rollback.sql is there already, so nothing was written; name another folder with --out\n',
    });
    expect(filesIn(cwd)).toEqual(before);
    expect((await type(['--out', 'other'], cwd)).code).toBe(0);
  });

  test('lays files out for another runner', async () => {
    const cwd = project();
    const { stdout } = await type(['--runner', 'psql'], cwd);
    expect(stdout).toContain('Wrote refint-plan/migrations/20240101000002_add_foreign_keys.sql');
    expect((await type(['--runner', 'psql', '--write'], cwd)).stderr).toBe(
      'refint: --write puts the files where prisma runs them; leave out --runner psql\n',
    );
  });

  test('adds to the journal of drizzle', async () => {
    const journal = {
      version: '7',
      dialect: 'postgresql',
      entries: [{ idx: 0, version: '7', when: 1700000000000, tag: '0000_init', breakpoints: true }],
    };
    const text = `${JSON.stringify(journal, null, 2)}\n`;
    const tables = `${files[migration]}DO $$ BEGIN IF false THEN ALTER TABLE "Post" ADD CONSTRAINT own FOREIGN KEY ("authorId") REFERENCES "User" ("id"); END IF; END $$;`;
    const drizzle = { 'drizzle/0000_init.sql': tables, 'drizzle/meta/_journal.json': text };
    const cwd = temporaryFolder(drizzle, onTestFinished);
    expect((await type(['--out', 'plan'], cwd)).code).toBe(0);
    const planned = JSON.parse(readFileSync(join(cwd, 'plan/migrations/meta/_journal.json'), 'utf8')) as typeof journal;
    const more = ['0001_index_post_authorid', '0002_add_foreign_keys', '0003_validate_foreign_keys'].map((tag, at) => ({
      idx: at + 1,
      version: '7',
      when: 1700000000001 + at,
      tag,
      breakpoints: true,
    }));
    expect(planned).toEqual({ ...journal, entries: [...journal.entries, ...more] });
    expect(readFileSync(join(cwd, 'drizzle/meta/_journal.json'), 'utf8')).toBe(text);
    expect((await type(['--write', '--out', 'again'], cwd)).code).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, 'drizzle/meta/_journal.json'), 'utf8'))).toEqual(planned);
    expect((await type([], cwd)).stdout).toContain('Nothing to do');
  });

  test('refuses what it does not know, and says what was meant', async () => {
    const cwd = project();
    const said = async (...words: string[]) => {
      const { code, stderr } = await type(words, cwd);
      return [code, stderr.replace('refint: ', '').trim()];
    };
    expect(await said('--for', 'skiped')).toEqual([2, '--for skiped names no reference; did you mean skipped?']);
    expect(await said('--for', 'Post.authorID')).toEqual([
      2,
      '--for Post.authorID names no reference; did you mean Post.authorId?',
    ]);
    expect(await said('--for', 'policy')).toEqual([0, '']);
    expect(await said('--runner', 'liquibase')).toEqual([
      2,
      '--runner cannot be "liquibase"; it is prisma, drizzle or psql',
    ]);
    expect(filesIn(cwd)).toEqual(files);
  });

  test('plans nothing where there is no history to plan behind', async () => {
    const said = async (files: Readonly<Record<string, string>>) => {
      const { code, stdout, stderr } = await type([], temporaryFolder(files, onTestFinished));
      return [code, stdout, stderr];
    };
    expect(await said({ 'prisma/schema.prisma': schema })).toEqual([
      2,
      '',
      'refint: the project . has no migrations that can be read\n',
    ]);
    expect(
      await said({ 'prisma/schema.prisma': schema.replace('postgresql', 'mysql'), [migration]: 'SELECT 1;' }),
    ).toEqual([
      2,
      '',
      'refint: the project . has no migrations that can be read: the migrations are MySQL, which is not read yet\n',
    ]);
  });

  test('tells what cannot be planned, with what can be done about it', async () => {
    const cwd = project({ [migration]: files[migration]!.replace('"id" INTEGER PRIMARY KEY);', '"id" INTEGER);') });
    const { code, stdout } = await type([], cwd);
    expect([code, stdout]).toEqual([
      1,
      `Nothing can be planned.

Not planned:
  Post.authorId → User.id: nothing makes User.id unique, so that no foreign key can reference it
    - make User.id unique in a migration first
    - reference columns that are unique
`,
    ]);
  });

  test('plans nothing where something could not be read', async () => {
    const cwd = project({ 'prisma/schema.prisma': `${schema}model {` });
    const { code, stdout, stderr } = await type([], cwd);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('nothing was planned: mend that first, so that all of it can be seen');
  });
});

describe('nothing is left half written', () => {
  const command = join(import.meta.dirname, '../bin/refint.js');

  test('where a folder cannot be written to', async () => {
    const cwd = project({ out: 'a file' });
    const { code, stderr } = await type(['--out', 'out'], cwd);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^refint: out\/\S+ cannot be written: .*; nothing was written\n$/);
    expect(filesIn(cwd)).toEqual({ ...files, out: 'a file' });
  });

  const isRoot = process.getuid?.() === 0;
  if (isRoot) console.log('skipped: a plan for a folder that is read-only, because root may write there');
  test.skipIf(isRoot)('where a folder is read-only', async () => {
    const cwd = project();
    mkdirSync(join(cwd, 'out'));
    chmodSync(join(cwd, 'out'), 0o500);
    expect((await type(['--out', 'out'], cwd)).code).toBe(2);
    expect(filesIn(cwd)).toEqual(files);
  });

  test.skipIf(process.platform === 'win32')('where the disk takes no more', () => {
    const cwd = project();
    // No file may have more than one block, as on a disk that is full by then.
    const words = ['-c', 'ulimit -f 1; trap "" XFSZ; exec "$@"', 'sh', process.execPath, command, 'plan'];
    const { status, stderr } = spawnSync('sh', words, { cwd, encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, expect.stringMatching(/cannot be written: .*; nothing was written\n$/)]);
    expect(filesIn(cwd)).toEqual(files);
    expect(existsSync(join(cwd, 'refint-plan'))).toBe(false);
  });
});

test('a name that is SQL stays a name in all that is written and told', async () => {
  const cwd = project();
  const evil = 'x"; DROP TABLE users; --\u001b[31m';
  const named = `${schema.replace('  author   User', `  evilId Int @map(${JSON.stringify(evil)})\n  author   User`)}`;
  writeFileSync(join(cwd, 'prisma/schema.prisma'), named.replace('fields: [authorId]', 'fields: [evilId]'));
  writeFileSync(join(cwd, migration), files[migration]!.replace('"authorId"', `"${evil.replaceAll('"', '""')}"`));
  const { stdout } = await type(['--dry-run'], cwd);
  expect(stdout).toContain('"x""; DROP TABLE users; --');
  expect(stdout.split('==>')[0]).not.toContain('\u001b');
});
