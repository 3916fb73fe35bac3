import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { formats } from '@refint/reporters';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';
import { askAgain } from './testing/ask-again.ts';

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
const migrations = 'prisma/migrations';
const files = {
  '.gitignore': 'node_modules\n',
  'prisma/schema.prisma': schema,
  [`${migrations}/migration_lock.toml`]: 'provider = "postgresql"\n',
  [`${migrations}/20240101000000_init/migration.sql`]: tables,
  'readme.txt': '',
};

/** Nobody's settings but those of the test, and no time but one. */
const quiet = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_DATE: '@1000000000 +0000',
  GIT_COMMITTER_DATE: '@1000000000 +0000',
};

function git(root: string, ...words: readonly string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
  return execFileSync('git', [...who, ...words], {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, ...quiet },
  });
}

/** Does what git may refuse at the moment. */
function tryGit(root: string, ...words: readonly string[]): void {
  try {
    git(root, ...words);
  } catch {
    // Then nothing happens.
  }
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function newRepository(): string {
  const root = temporaryFolder(files, onTestFinished);
  git(root, 'init', '--quiet', '-b', 'main');
  git(root, 'add', '.');
  git(root, 'commit', '--quiet', '-m', 'begin');
  return root;
}

const staged = { words: ['check', '--staged'] };
const ask = (root: string, anew = false, cwd = root) => askAgain({ root, cwd }, staged, anew);

async function untilKept(root: string): Promise<void> {
  for (let round = 0, kept = 0; round < 6; round++) {
    if ((await ask(root)).isKept && ++kept === 2) return;
    await wait(30);
  }
  throw new Error('nothing is ever kept');
}

type Event = (root: string, at: number) => void;

const column = (at: number): string =>
  `ALTER TABLE "Post" ADD COLUMN "c${at}" INTEGER;\nALTER TABLE "User" ADD COLUMN "d${at}" INTEGER REFERENCES "Post" ON DELETE SET NULL;\n`;
const addMigration: Event = (root, at) =>
  write(root, `${migrations}/2024020100000${at % 5}_m/migration.sql`, column(at));

const events: Readonly<Record<string, Event>> = {
  'a migration is written and not staged': addMigration,
  'all is staged': (root) => tryGit(root, 'add', '-A'),
  'a migration is staged': (root, at) => {
    addMigration(root, at);
    tryGit(root, 'add', '-A');
  },
  'nothing is staged': (root) => tryGit(root, 'reset', '--quiet'),
  'the schema is staged': (root, at) => {
    write(root, 'prisma/schema.prisma', `${schema}\nmodel M${at} {\n  id Int @id\n  u Int\n}\n`);
    tryGit(root, 'add', 'prisma/schema.prisma');
  },
  'the schema is staged as it was': (root) => {
    write(root, 'prisma/schema.prisma', schema);
    tryGit(root, 'add', 'prisma/schema.prisma');
  },
  'the schema is edited and not staged': (root, at) => write(root, 'prisma/schema.prisma', `${schema}\n// ${at}\n`),
  'something else is staged': (root, at) => {
    write(root, 'readme.txt', `${at}`);
    tryGit(root, 'add', 'readme.txt');
  },
  'what is staged is committed': (root) => tryGit(root, 'commit', '--quiet', '--no-verify', '-m', 'next'),
  'a commit is taken back': (root) => tryGit(root, 'reset', '--quiet', '--soft', 'HEAD~1'),
  'another branch begins': (root, at) => tryGit(root, 'checkout', '--quiet', '-b', `branch-${at}`),
  'the first branch is there': (root) => tryGit(root, 'checkout', '--quiet', 'main'),
  'HEAD is no branch': (root) => tryGit(root, 'checkout', '--quiet', '--detach'),
  'references are packed': (root) => tryGit(root, 'pack-refs', '--all'),
  'git cleans up': (root) => tryGit(root, 'gc', '--quiet'),
  'a migration is renamed': (root, at) => {
    const name = readdirSync(join(root, migrations)).find((one) => one.startsWith('202402'));
    if (name) tryGit(root, 'mv', `${migrations}/${name}`, `${migrations}/2024030100000${at % 10}_n${at}`);
  },
  'a migration is taken out': (root) => {
    const name = readdirSync(join(root, migrations)).findLast((one) => one.startsWith('20240'));
    if (name) tryGit(root, 'rm', '-r', '--quiet', '--force', `${migrations}/${name}`);
  },
  'a configuration is staged': (root) => {
    write(root, 'refint.config.json', '{ "rules": { "relations/missing-foreign-key": "off" } }');
    tryGit(root, 'add', 'refint.config.json');
  },
  'a configuration is there and not staged': (root) => write(root, 'refint.config.json', '{ "extends": ["strict"] }'),
  'no configuration is there': (root) => {
    rmSync(join(root, 'refint.config.json'), { force: true });
    tryGit(root, 'add', '-A');
  },
  'two branches come together': (root) => {
    tryGit(root, 'merge', '--quiet', '--no-commit', '--no-ff', 'main');
  },
  'they do not': (root) => tryGit(root, 'merge', '--abort'),
  'git finds names another way': (root) => tryGit(root, 'config', 'core.ignoreCase', 'true'),
  'git takes in another configuration': (root) => {
    write(root, '.git/more', '[diff]\n\trenames = false\n');
    tryGit(root, 'config', 'include.path', 'more');
  },
  'git takes in no other': (root) => tryGit(root, 'config', '--unset', 'include.path'),
  'one object stands for another': (root) => tryGit(root, 'replace', 'HEAD:prisma/schema.prisma', 'HEAD:readme.txt'),
  'each object stands for itself': (root) => {
    for (const name of git(root, 'replace', '--list').split('\n')) if (name !== '') tryGit(root, 'replace', '-d', name);
    rmSync(join(root, '.git/refs/replace'), { recursive: true, force: true });
  },
  'differences are found another way': (root) => write(root, '.gitattributes', '*.sql diff=none\n*.prisma -diff\n'),
  'nothing happens': () => {},
};

test('what is asked again of the same index is told again, and only then', async () => {
  const root = newRepository();
  for (const name of ['nothing happens', 'a migration is staged']) {
    events[name]?.(root, 1);
    const anew = await ask(root, true);
    await untilKept(root);
    expect(await ask(root)).toEqual({ ...anew, isKept: true });
    // What is not staged is nobody's matter.
    events['the schema is edited and not staged']?.(root, 1);
    expect(await ask(root)).toEqual({ ...anew, isKept: true });
  }
  expect((await ask(root)).answer.stdout).toContain('20240201000001_m');
});

test.for(formats)('what is staged is told as %s, too, with texts that lie nowhere but in the index', async (format) => {
  const root = newRepository();
  addMigration(root, 1);
  git(root, 'add', '-A');
  rmSync(join(root, 'prisma'), { recursive: true });
  await untilKept(root);
  const form = { words: [...staged.words, '--format', format] };
  const anew = await askAgain({ root, cwd: root }, form, true);
  expect(anew.answer.stdout).toContain('20240201000001_m');
  expect(await askAgain({ root, cwd: root }, form)).toEqual({ ...anew, isFormed: true });
});

test.for(Object.keys(events))('%s: what is told of what is staged is what is true', async (name) => {
  const root = newRepository();
  addMigration(root, 3);
  git(root, 'add', '-A');
  await untilKept(root);
  events[name]?.(root, 1);
  for (const _ of ['once', 'twice']) expect((await ask(root)).answer).toEqual((await ask(root, true)).answer);
});

test('whatever happens one after the other, what is told of what is staged is what is true', {
  timeout: 240_000,
}, async () => {
  const root = newRepository();
  let seed = 11;
  const chance = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  const names = Object.keys(events);
  const happened: string[] = [];
  let kept = 0;
  for (let step = 0; step < 120; step++) {
    for (let more = chance(3); more > 0; more--) {
      const name = names[chance(names.length)]!;
      happened.push(name);
      events[name]?.(root, chance(100));
    }
    if (chance(3) === 0) await wait(chance(60));
    const told = await ask(root);
    const last = happened.slice(-6);
    expect([last, told.answer]).toEqual([last, (await ask(root, true)).answer]);
    if (told.isKept) kept++;
    // Of a repository like that nothing is kept.
    if (chance(2) === 0)
      for (const name of ['git takes in no other', 'each object stands for itself']) events[name]?.(root, 0);
  }
  expect(kept).toBeGreaterThan(15);
});

test('in a worktree of its own, the index of that is looked at', async () => {
  const root = newRepository();
  const other = join(root, 'node_modules/other');
  git(root, 'worktree', 'add', '--quiet', other);
  await untilKept(root);
  const inOther = (anew = false) => ask(root, anew, other);
  await inOther();
  for (const at of [1, 2]) {
    addMigration(other, at);
    git(other, 'add', '-A');
    const anew = await inOther(true);
    expect([(await inOther()).answer, (await inOther()).answer]).toEqual([anew.answer, anew.answer]);
    expect(anew.answer.stdout).toContain(`2024020100000${at}_m`);
  }
});

test('the index that a hook is told of is the one that is looked at', async () => {
  const root = newRepository();
  await untilKept(root);
  addMigration(root, 1);
  process.env['GIT_INDEX_FILE'] = join(root, '.git/other-index');
  onTestFinished(() => void delete process.env['GIT_INDEX_FILE']);
  execFileSync('git', ['read-tree', 'HEAD'], { cwd: root });
  execFileSync('git', ['add', '-A'], { cwd: root });
  // Who asks has the environment of the process.
  const env = { GIT_INDEX_FILE: process.env['GIT_INDEX_FILE'] };
  const told = await askAgain({ root, cwd: root }, { ...staged, env });
  expect(told.isKept).toBe(false);
  expect(told.answer).toEqual((await ask(root, true)).answer);
  expect(told.answer.stdout).toContain('20240201000001_m');
});
