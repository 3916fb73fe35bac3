import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Io, Output } from './io.ts';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

let failsAt: string | undefined;
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const renameSync: typeof fs.renameSync = (from, to) => {
    if (failsAt !== undefined && String(to).endsWith(failsAt)) throw Object.assign(new Error(), { code: 'EPERM' });
    fs.renameSync(from, to);
  };
  return { ...fs, renameSync };
});

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
const tables = `CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY);
CREATE TABLE "Post" ("id" INTEGER NOT NULL PRIMARY KEY, "authorId" INTEGER NOT NULL);
`;
const files = {
  'prisma/schema.prisma': schema,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20240101000000_init/migration.sql': tables,
};

interface World {
  readonly more?: Readonly<Record<string, string>>;
  readonly in?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly prepare?: (folder: string) => void;
}

async function type(command: string, { more = {}, in: below = '.', env = {}, prepare = () => {} }: World = {}) {
  const folder = temporaryFolder({ ...files, ...more }, onTestFinished);
  prepare(folder);
  const written = { stdout: '', stderr: '' };
  const output = (to: 'stdout' | 'stderr'): Output => ({
    isTerminal: false,
    width: undefined,
    write: (text) => {
      written[to] += text;
    },
  });
  const io: Io = { cwd: join(folder, below), env, stdout: output('stdout'), stderr: output('stderr') };
  const code = await main(command.split(' ').slice(1), io);
  const read = (name: string) => readFileSync(join(folder, below, name), 'utf8');
  return { code, folder, read, names: () => readdirSync(join(folder, below)).sort(), ...written };
}

describe('several outputs in one run', () => {
  test('each goes to its place', async () => {
    const { code, stdout, read } = await type(
      'refint check --format sarif:out.sarif --format github --format=gitlab:quality.json',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=prisma\/schema\.prisma,/);
    expect(JSON.parse(read('out.sarif')).runs[0].results).toHaveLength(1);
    expect(JSON.parse(read('quality.json'))).toMatchObject([{ check_name: 'relations/missing-foreign-key' }]);
  });

  test('with files alone nothing is printed', async () => {
    const { code, stdout, stderr, names } = await type('refint check --format json:a.json --format lines:b.txt');
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: '' });
    expect(names()).toEqual(['a.json', 'b.txt', 'prisma']);
  });

  test('--output is the file of the one format that has none', async () => {
    const { stdout, read } = await type('refint check --output b.txt --format json:a.json --format lines');
    expect(stdout).toBe('');
    expect(read('b.txt')).toMatch(/^prisma\/schema\.prisma:\d+:\d+ error/);
  });

  test('a file may have a colon in its name', async () => {
    expect((await type('refint check --format json:C:out.json')).names()).toEqual(['C:out.json', 'prisma']);
  });

  test.each([
    [
      '--format lines --format github',
      '--format lines and --format github cannot both be printed; give one a file, as in --format github:FILE',
    ],
    ['--format json:a --output b', '--output b is for a format without a file of its own, and there is none'],
    ['--format json:a --format lines:./a', '--format json and --format lines cannot both be written to ./a'],
    ['--format json --output a --format lines:a', '--format json and --format lines cannot both be written to a'],
    ['--format sarif:', '--format sarif: names no file after the colon'],
    ['--format srif:a.sarif', '--format cannot be "srif"; did you mean sarif?'],
    [
      '--format C:\\out.sarif',
      '--format cannot be "C"; it is lines, pretty, json, github, gitlab, junit, sarif, markdown or pull-request',
    ],
  ])('%s is refused', async (words, sentence) => {
    expect(await type(`refint check ${words}`)).toMatchObject({ code: 2, stdout: '', stderr: `refint: ${sentence}\n` });
  });
});

describe('all of the files are written, or none', () => {
  const command = 'refint check --format json:a.json --format lines --format sarif:none/b.sarif';

  test('when one cannot be, nothing is left, and what is printed says why', async () => {
    const { code, stdout, stderr, names } = await type(command, { more: { 'a.json': 'old' } });
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'refint: none/b.sarif cannot be written: there is no folder none\n',
    });
    expect(names()).toEqual(['a.json', 'prisma']);
  });

  test('the one that was there stays as it was', async () => {
    expect((await type(command, { more: { 'a.json': 'old' } })).read('a.json')).toBe('old');
  });

  test('what was moved already is moved back', async () => {
    failsAt = 'z.json';
    onTestFinished(() => {
      failsAt = undefined;
    });
    const { stderr, names, read } = await type(
      'refint check --format lines:new.txt --format markdown:old.md --format json:z.json',
      { more: { 'old.md': 'old' } },
    );
    expect(stderr).toBe('refint: z.json cannot be written: permission denied\n');
    expect(names()).toEqual(['old.md', 'prisma']);
    expect(read('old.md')).toBe('old');
  });

  test('a folder and a link are what they were for one file', async () => {
    const prepare = (folder: string) => {
      mkdirSync(join(folder, 'out'));
      writeFileSync(join(folder, 'out/real.txt'), 'old');
      symlinkSync('out/real.txt', join(folder, 'link.txt'));
    };
    const { stderr } = await type('refint check --format lines:link.txt --format json:out', { prepare });
    expect(stderr).toBe('refint: out is a folder, so the report cannot be written there\n');
    const { read } = await type('refint check --format lines:link.txt --format json:a.json', { prepare });
    expect(read('out/real.txt')).toContain('relations/missing-foreign-key');
  });
});

describe('what stops a run is said wherever a report is waited for', () => {
  const broken = { 'refint.config.json': '{\n  "delets": []\n}\n' };
  const sentence = 'refint.config.json:2: unknown key "delets"; did you mean "deletes"?';
  const text = 'unknown key "delets"; did you mean "deletes"?';

  test('as an annotation on the line', async () => {
    const { code, stdout, stderr } = await type('refint check --format github', { more: broken });
    expect({ code, stderr }).toEqual({ code: 2, stderr: `refint: ${sentence}\n` });
    expect(stdout.split('\n')[0]).toBe(
      `::error file=refint.config.json,line=2,endLine=2,col=1,endColumn=15,title=refint%3A unusable::${text}`,
    );
  });

  test('in every file', async () => {
    const { code, read } = await type(
      'refint check --format sarif:a --format gitlab:b --format junit:c --format pull-request:d --format json:e --format lines:f',
      { more: broken },
    );
    expect(code).toBe(2);
    const { invocations, results } = JSON.parse(read('a')).runs[0];
    expect(results).toEqual([]);
    expect(invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ level: 'error', message: { text } }] },
    ]);
    expect(JSON.parse(read('b'))).toMatchObject([{ severity: 'blocker', location: { path: 'refint.config.json' } }]);
    expect(read('c')).toContain('<error type="unusable" message="unknown key &quot;delets&quot;');
    expect(read('d')).toContain(`- **not read**: ${text}, at [\`refint.config.json:2\`](refint.config.json#L2)`);
    expect(JSON.parse(read('e'))).toMatchObject({ findings: [], problems: [{ text, fatal: true }] });
    expect(read('f')).toBe(`refint.config.json:2:1 problem ${text} (unusable)\n`);
  });

  test.each(['lines', 'pretty'])('and people who read %s are told once', async (format) => {
    const { stdout, stderr } = await type(`refint check --format ${format}`, { more: broken });
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: `refint: ${sentence}\n` });
  });

  test.each([
    ['a schema that is broken', { 'prisma/schema.prisma': `${schema}\nmodel Broken {\n  id Int @@@\n` }],
    ['a file that cannot be read', { 'prisma/migrations/20240102000000_b/migration.sql': 'a\0b' }],
  ])('%s is an error in each of them', async (_, more) => {
    const { code, stdout, read } = await type(
      'refint check --fail-on never --format github --format sarif:a --format gitlab:b --format junit:c --format pull-request:d',
      { more },
    );
    expect(code).toBe(2);
    expect(stdout).toMatch(/^::error (?:file=prisma\/.*,)?title=refint%3A un(?:read|us)able::/);
    expect(JSON.parse(read('a')).runs[0].invocations[0].executionSuccessful).toBe(false);
    expect(JSON.parse(read('b'))[0]).toMatchObject({ severity: 'blocker' });
    expect(read('c')).toMatch(/<testsuites .*errors="1"/);
    expect(read('d')).toContain('### Referential integrity: not all of it could be checked');
  });
});

describe('what a forge reads is named from the root of the repository', () => {
  const prepare = (folder: string) => mkdirSync(join(folder, '.git'));
  const world: World = {
    in: 'apps/api',
    prepare,
    more: { 'apps/api/schema.prisma': schema.replace('User @relation', 'None @relation') },
  };

  test('wherever the command is started', async () => {
    const { stdout, read } = await type(
      'refint check ../../prisma --format github --format gitlab:a --format sarif:b',
      world,
    );
    expect(stdout).toContain('file=prisma/schema.prisma,');
    expect(JSON.parse(read('a'))[0].location.path).toBe('prisma/schema.prisma');
    expect(read('b')).toContain('"uri": "prisma/schema.prisma"');
  });

  test('and people read where it is from where they stand', async () => {
    const { stdout } = await type('refint check ../../prisma --format lines', world);
    expect(stdout).toMatch(/^\.\.\/\.\.\/prisma\/schema\.prisma:/);
  });

  test.each([
    [
      { GITHUB_SERVER_URL: 'https://github.example', GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: '1a2b' },
      'https://github.example/o/r/blob/1a2b/prisma/schema.prisma#L13',
    ],
    [
      { CI_PROJECT_URL: 'https://gitlab.example/o/r', CI_COMMIT_SHA: '1a2b' },
      'https://gitlab.example/o/r/-/blob/1a2b/prisma/schema.prisma#L13',
    ],
    [{}, 'prisma/schema.prisma#L13'],
  ])('and leads to the file at this commit, with %j', async (env, target) => {
    const { stdout } = await type('refint check --format pull-request', {
      env: env as Record<string, string>,
      prepare,
    });
    expect(stdout).toContain(`](${target})`);
  });
});

test('the page of a rule comes along in SARIF where something is found', async () => {
  const { stdout } = await type('refint check --format sarif');
  const rules: { id: string; help: { markdown: string } }[] = JSON.parse(stdout).runs[0].tool.driver.rules;
  const pages = rules.filter(({ help }) => help.markdown.includes('## Wrong')).map(({ id }) => id);
  expect(pages).toEqual(['relations/missing-foreign-key']);
});

test('JUnit counts as failures what makes the command fail', async () => {
  const failures = async (words: string) =>
    /<testsuites .*failures="(\d+)"/.exec((await type(`refint check --format junit ${words}`)).stdout)?.[1];
  expect(await failures('')).toBe('1');
  expect(await failures('--fail-on never')).toBe('0');
});
