import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { formats } from '@refint/reporters';
import { expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { askAgain, type Manner } from './testing/ask-again.ts';

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n';
const posts = `model User {
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
const schema = 'app/prisma/schema';
const migrations = 'app/prisma/migrations';
const first = `${migrations}/20240101000000_init`;
const rulesOff = '{ "rules": { "relations/missing-foreign-key": "off" } }';

const files = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'app/package.json': '{ "prisma": { "schema": "prisma/schema" } }',
  [`${schema}/base.prisma`]: datasource,
  [`${schema}/posts.prisma`]: posts,
  [`${migrations}/migration_lock.toml`]: 'provider = "postgresql"\n',
  [`${first}/migration.sql`]: tables,
};

const usual = ['check', '--format', 'pretty', '--format', 'json:../out.json'];

/** The answer that one gets in a repository, with the file that is written. */
async function ask(root: string, manner: Manner = {}, anew = false) {
  const seen = await askAgain({ root, cwd: join(root, 'app') }, { words: usual, ...manner }, anew);
  const out = join(root, 'out.json');
  return { ...seen, answer: { ...seen.answer, file: existsSync(out) ? readFileSync(out, 'utf8') : '' } };
}

/** Something that happens to a repository. `at` is a number by chance. */
type Event = (root: string, at: number) => void | Promise<void>;

const write =
  (path: string, text: string): Event =>
  (root) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (existsSync(join(root, path)) && statSync(join(root, path)).isDirectory())
      rmSync(join(root, path), { recursive: true });
    writeFileSync(join(root, path), text);
  };

const remove =
  (path: string): Event =>
  (root) =>
    rmSync(join(root, path), { recursive: true, force: true });

/** Changes a text, unless the file is not there at the moment. */
const edit =
  (path: string, change: (text: string) => string): Event =>
  (root) => {
    const file = join(root, path);
    if (existsSync(file) && statSync(file).isFile()) writeFileSync(file, change(readFileSync(file, 'utf8')));
  };

/** The same number of letters, and the file says that nothing happened. */
const unseen =
  (path: string, change: (text: string) => string): Event =>
  async (root, at) => {
    const file = join(root, path);
    if (!existsSync(file)) return;
    const { atime, mtime } = statSync(file);
    await edit(path, change)(root, at);
    utimesSync(file, atime, mtime);
  };

const events: Readonly<Record<string, Event>> = {
  'a schema is edited': (root, at) =>
    edit(`${schema}/posts.prisma`, (text) => `${text}\nmodel M${at} { id Int @id }\n`)(root, at),
  'a schema is as it was': write(`${schema}/posts.prisma`, posts),
  'a schema is edited behind the back': unseen(`${schema}/posts.prisma`, (text) =>
    text.replace(/Post(?=s?\b)/, 'Past'),
  ),
  'a file is added to the schema': (root, at) =>
    write(`${schema}/more${at % 3}.prisma`, `model More${at % 5} { id Int @id\n userId Int }\n`)(root, at),
  'a file of the schema is gone': (root, at) => remove(`${schema}/more${at % 3}.prisma`)(root, at),
  'a migration is added': (root, at) =>
    write(`${migrations}/2024020100000${at % 4}_m/migration.sql`, `ALTER TABLE "Post" ADD COLUMN "c${at}" INTEGER;\n`)(
      root,
      at,
    ),
  'a migration without SQL is added': (root, at) =>
    write(`${migrations}/2024030100000${at % 4}_m/notes.txt`, '')(root, at),
  'a foreign key is added': write(
    `${migrations}/20240201000009_key/migration.sql`,
    'ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;\n',
  ),
  'a foreign key is gone': remove(`${migrations}/20240201000009_key`),
  'all but the first migration are gone': (root) => {
    for (const name of readdirSync(join(root, migrations)).filter((one) => one > '202401010' && /^2024/.test(one)))
      if (name !== '20240101000000_init') rmSync(join(root, migrations, name), { recursive: true });
  },
  'a migration is renamed': (root, at) => {
    const name = readdirSync(join(root, migrations))
      .filter((one) => /^20240[23]/.test(one))
      .at(-1);
    if (name) renameSync(join(root, migrations, name), join(root, migrations, `2024040100000${at % 10}_${at}`));
  },
  'a migration is edited': edit(`${first}/migration.sql`, (text) => text.replace('INTEGER', 'BIGINT')),
  'a migration is as it was': write(`${first}/migration.sql`, tables),
  'a migration is edited behind the back': unseen(`${first}/migration.sql`, (text) => text.replace(/"Post"/, '"Past"')),
  'SQL that is never run lies beside a migration': (root, at) =>
    write(`${first}/other${at % 2}.sql`, 'SELECT 1;')(root, at),
  'SQL that is never run is gone': (root, at) => remove(`${first}/other${at % 2}.sql`)(root, at),
  'the provider is another one': edit(`${migrations}/migration_lock.toml`, (text) =>
    text.includes('mysql') ? 'provider = "postgresql"\n' : 'provider = "mysql"\n',
  ),
  'the lock is gone': remove(`${migrations}/migration_lock.toml`),
  'the lock is there': write(`${migrations}/migration_lock.toml`, files[`${migrations}/migration_lock.toml`]!),
  'a configuration is added further up': write('refint.config.json', rulesOff),
  'a configuration is added': write('app/.refintrc.yaml', 'extends: [../base.json]\n'),
  'what it extends is there': write('base.json', rulesOff),
  'what it extends says something else': write('base.json', '{ "extends": ["strict"] }'),
  'a configuration is broken': write('app/.refintrc.yaml', 'rules: 7\n'),
  'a configuration is a program': write('app/refint.config.mjs', `export default Object.assign(${rulesOff});`),
  'a configuration looks like a program': write('app/refint.config.mjs', `// Off.\nexport default ${rulesOff};`),
  'the program is gone': remove('app/refint.config.mjs'),
  'no configuration is there': async (root, at) => {
    for (const path of ['refint.config.json', 'app/.refintrc.yaml', 'app/refint.config.mjs'])
      await remove(path)(root, at);
  },
  'what is known is written down': async (root) => {
    const none = { isTerminal: false, width: undefined, write: () => {} };
    await main(['baseline'], { cwd: join(root, 'app'), env: {}, stdout: none, stderr: none });
  },
  'what is known is forgotten': remove('app/refint.baseline.json'),
  'what is known is told less': edit('app/refint.baseline.json', (text) => text.replace(/"count": \d+/, '"count": 0')),
  'a comment asks for silence': edit(`${schema}/posts.prisma`, (text) =>
    text.replace('  author ', '  /// refint-ignore relations/missing-foreign-key: on purpose\n  author '),
  ),
  'the schema lies elsewhere': write('app/package.json', '{ "prisma": { "schema": "elsewhere.prisma" } }'),
  'elsewhere there is one': write('app/elsewhere.prisma', `${datasource}${posts}`),
  'elsewhere there is none': remove('app/elsewhere.prisma'),
  'the schema lies where it did': write('app/package.json', files['app/package.json']),
  'nobody says where the schema lies': remove('app/package.json'),
  'the configuration of Prisma is there': write(
    'app/prisma.config.ts',
    `export default { schema: 'prisma/schema/posts.prisma' };`,
  ),
  'the configuration of Prisma is gone': remove('app/prisma.config.ts'),
  'the migrations are a link': (root) => {
    if (!existsSync(join(root, migrations)) || existsSync(join(root, 'kept-away'))) return;
    renameSync(join(root, migrations), join(root, 'kept-away'));
    symlinkSync(join(root, 'kept-away'), join(root, migrations));
  },
  'the link is gone': (root) => {
    if (!existsSync(join(root, 'kept-away'))) return;
    rmSync(join(root, migrations));
    renameSync(join(root, 'kept-away'), join(root, migrations));
  },
  'a second project is there': write('app/other/schema.prisma', `${datasource}${posts}`),
  'the second project is gone': remove('app/other'),
  'times are those of tomorrow': (root) =>
    void (existsSync(join(root, first)) && utimesSync(join(root, first, 'migration.sql'), 2e9, 2e9)),
  'a folder is in the place of a file': (root) => {
    rmSync(join(root, schema, 'more0.prisma'), { recursive: true, force: true });
    mkdirSync(join(root, schema, 'more0.prisma'));
  },
  'nothing happens': () => {},
};
/** The same, to be told in another form. */
const forms: readonly Manner[] = [
  {
    env: { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'a/b', GITHUB_SHA: 'c' },
    words: ['check', '--format', 'pull-request'],
  },
  ...formats.map((format) => ({ words: ['check', '--format', format] })),
  { words: ['check', '--fail-on', 'never'] },
  { words: ['check', '--fail-on', 'warning', '--strict', '--format', 'github'] },
  { words: ['check', '--max-warnings', '0', '--format', 'junit', '--output', '../out.json'] },
  { words: ['check', '--format=json:../out.json', '--format', 'gitlab:../other.json'] },
];
const others: readonly Manner[] = [
  { env: { FORCE_COLOR: '1' } },
  { words: ['check', 'prisma/schema', '--no-baseline'] },
  { words: ['check', '--no-baseline'] },
  { words: ['check', '.'] },
  { build: 'b' },
];
const manners: readonly Manner[] = [{}, ...forms, ...others];

/** Its files have times that can be set again to the last digit. */
function newRepository(): string {
  const root = temporaryFolder(files, onTestFinished);
  for (const path of Object.keys(files)) utimesSync(join(root, path), 1.7e9, 1.7e9);
  return root;
}

/** Asks until what is kept is told, and stamps are so old that they are believed. */
async function untilKept(root: string, manner: Manner = {}): Promise<void> {
  for (let round = 0, kept = 0; round < 6; round++) {
    if ((await ask(root, manner)).isKept && ++kept === 2) return;
    await wait(30);
  }
  throw new Error('nothing is ever kept');
}

test('what is asked again is told again', async () => {
  const root = newRepository();
  const before = await ask(root, {}, true);
  expect(before.answer.code).toBe(1);
  await untilKept(root);
  writeFileSync(join(root, 'out.json'), 'what is told is written again');
  expect(await ask(root)).toEqual({ answer: before.answer, isKept: true, isFormed: false });
});

test('files that nobody reads come and go', async () => {
  const root = newRepository();
  await untilKept(root);
  for (const path of [
    'new.ts',
    'app/new.ts',
    'app/.next/x',
    `${schema}/new.md`,
    `${migrations}/new.md`,
    `${first}/new.md`,
  ]) {
    write(path, '')(root, 0);
    expect([path, (await ask(root)).isKept]).toEqual([path, true]);
  }
});

test.for(Object.keys(events))('%s: what is told is what is true', async (name) => {
  const root = newRepository();
  await untilKept(root);
  await events[name]?.(root, 0);
  const told = await ask(root);
  expect(told.answer).toEqual((await ask(root, {}, true)).answer);
  if (name === 'nothing happens') expect(told.isKept).toBe(true);
});

test.for(forms)('%j: what was found is told in another form', async (manner) => {
  const root = newRepository();
  await untilKept(root);
  const told = await ask(root, manner);
  expect(told).toEqual({ ...(await ask(root, manner, true)), isFormed: true });
  expect(await ask(root, manner)).toEqual(told);
  expect((await ask(root)).isKept).toBe(true);
});

test('in what form something is told is not what a path or a file is called', async () => {
  const root = newRepository();
  await untilKept(root);
  for (const words of [
    ['check', '--', '--format', 'json'],
    ['check', '--config', '--strict'],
    ['check', '--format', 'yaml'],
    ['check', '--max-warnings', 'many'],
    ['check', '--max-warnings', 'many', '--format', 'json'],
    ['check', '--fail-on', 'sometimes', '--format=junit', '--format', 'json:../out.json'],
    ['check', '--format', 'json:../none/out.json'],
    ['check', '--format'],
  ]) {
    const manner = { words };
    const told = await ask(root, manner);
    expect(told.answer).toEqual((await ask(root, manner, true)).answer);
    expect([words, told.answer.code]).toEqual([words, 2]);
  }
});

test.for(others)('%j: another question has another answer', async (manner) => {
  const root = newRepository();
  await untilKept(root);
  expect(await ask(root, manner)).toMatchObject({ isKept: false, isFormed: false });
  await untilKept(root, manner);
  expect((await ask(root, manner)).answer).toEqual((await ask(root, manner, true)).answer);
});

test('whatever happens one after the other, what is told is what is true', { timeout: 120_000 }, async () => {
  const root = newRepository();
  let seed = 7;
  const chance = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  const names = Object.keys(events);
  let [kept, formed] = [0, 0];
  const happened: string[] = [];
  for (let step = 0; step < 450; step++) {
    for (let more = chance(3); more > 0; more--) {
      const name = names[chance(names.length)]!;
      happened.push(name);
      await events[name]?.(root, chance(100));
    }
    if (chance(3) === 0) await wait(chance(60));
    const manner = manners[chance(3) === 0 ? chance(manners.length) : 0]!;
    const told = await ask(root, manner);
    expect([happened.slice(-6), manner, told.answer]).toEqual([
      happened.slice(-6),
      manner,
      (await ask(root, manner, true)).answer,
    ]);
    if (told.isKept) kept++;
    if (told.isFormed) formed++;
  }
  expect(kept).toBeGreaterThan(20);
  expect(formed).toBeGreaterThan(20);
});
