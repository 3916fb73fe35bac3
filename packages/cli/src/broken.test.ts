import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { asOrdinary, temporaryFolder } from './temporary-folder.ts';
import { verbs } from './verbs.ts';

const schema = 'app/prisma/schema.prisma';
const migration = 'app/prisma/migrations/20240101000000_init/migration.sql';
const files = {
  'app/package.json': '{}',
  [schema]: `datasource db {
  provider = "postgresql"
}

model users {
  id Int @id
}
`,
  'app/prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  [migration]: 'CREATE TABLE users (id INTEGER PRIMARY KEY);\n',
};

type Break = (cwd: string) => void;

/** What a verb says on both ways, and how it ends. */
async function type(words: string, doBreak: Break = () => {}, as = (_: string, act: () => Promise<number>) => act()) {
  const cwd = temporaryFolder(files, onTestFinished);
  doBreak(cwd);
  const said = { stdout: '', stderr: '' };
  const output = (to: 'stdout' | 'stderr') => ({
    isTerminal: false,
    width: undefined,
    write: (text: string) => void (said[to] += text),
  });
  const io = { cwd: join(cwd, 'app'), env: {}, stdout: output('stdout'), stderr: output('stderr') };
  const code = await as(cwd, () => main(words.split(' '), io));
  return { code, ...said };
}

const more =
  (path: string, text: string): Break =>
  (cwd) =>
    writeFileSync(join(cwd, path), `${files[path as keyof typeof files] ?? ''}${text}`);
const instead =
  (path: string, make: (path: string) => void): Break =>
  (cwd) => {
    rmSync(join(cwd, path), { recursive: true, force: true });
    make(join(cwd, path));
  };

/** Verbs that read a project, and with what else they can be asked. */
const reading = [
  'check',
  'check --output out',
  'check --format json',
  'check --format sarif:out --format junit:out.xml',
  'baseline',
  'init',
  'init --dry-run',
  'references',
  'references --output out',
  'references --format json',
  'timeline',
  'timeline --output out --json',
  'impact users',
  'impact users --format mermaid --output out',
  'report',
  'report --output out',
  'report --format html',
  'report --format json --output out',
  'graph',
  'graph --format json --output out',
  'catalog',
  'relations',
];

/** What they are given, and the sentence with the place that all of them say. */
const broken: readonly (readonly [string, Break, string | readonly string[]])[] = [
  [
    'a schema that is broken',
    more(schema, 'model {\n'),
    ['prisma/schema.prisma', 'this cannot be read: it starts with'],
  ],
  [
    'a schema whose end is missing',
    more(schema, 'model posts {\n  id Int @id\n'),
    ['prisma/schema.prisma', 'model posts cannot be read: its closing brace is missing'],
  ],
  ['a migration that is no text', more(migration, '\0'), 'migration.sql is not a text: it holds zero bytes'],
  [
    'a folder in the place of a migration',
    instead(migration, (path) => symlinkSync('..', path)),
    '20240101000000_init/migration.sql is a folder',
  ],
  [
    'migrations that lead in a circle',
    instead('app/prisma/migrations', (path) => symlinkSync('migrations', path)),
    'prisma/migrations cannot be read: its symbolic links lead in a circle',
  ],
  [
    'migrations that lead nowhere',
    instead('app/prisma/migrations', (path) => symlinkSync('none', path)),
    'prisma/migrations is a link that leads to nothing',
  ],
  [
    'migrations that are a file',
    instead('app/prisma/migrations', (path) => writeFileSync(path, '')),
    'prisma/migrations is no folder',
  ],
];

/** What went wrong is told once in so many words, on the way that people see, and never with a stack. */
function expectLoud(
  { code, stdout, stderr }: Awaited<ReturnType<typeof type>>,
  sentence: string | readonly string[],
): void {
  const said = stdout + stderr;
  expect(code).toBe(2);
  for (const part of [sentence].flat()) expect(said).toContain(part);
  expect(said).not.toMatch(/defect of refint|^ {4}at /m);
  for (const line of stderr.split('\n')) expect(line).toMatch(/^(?:refint: \S.*)?$/);
}

describe.each(broken)('%s', (_, doBreak, sentence) => {
  test.each(reading)('refint %s', async (words) => {
    expectLoud(await type(words, doBreak), sentence);
  });
});

describe('SQL that is not understood is said with its place, and is no failure unless somebody wants it to be', () => {
  const sql = more(migration, 'CREATE TABLE (;\n');
  // What the schema declares has nothing to do with it.
  test.each(reading.filter((words) => words !== 'relations' && !words.includes('out')))('refint %s', async (words) => {
    const { code, stdout, stderr } = await type(words, sql);
    expect(code).toBe(0);
    if (words.startsWith('init')) expect(stdout).toContain('1 migration with 2 statements');
    else expect(stdout + stderr).toContain('expected the name of the table here');
    if (words.startsWith('check')) expect((await type(`${words} --strict`, sql)).code).toBe(2);
  });
});

describe('a folder that may not be read', () => {
  const closed: Break = (cwd) => {
    chmodSync(join(cwd, 'app'), 0o777);
    chmodSync(join(cwd, 'app/prisma/migrations'), 0);
    onTestFinished(() => chmodSync(join(cwd, 'app/prisma/migrations'), 0o700));
  };
  test.each(reading)('refint %s', async (words) => {
    // What a verb loads is loaded by then.
    await type(words);
    expectLoud(await type(words, closed, asOrdinary), 'prisma/migrations cannot be listed: permission denied');
  });
});

/** Every verb with what it needs. */
const all = Object.keys(verbs).map((verb) => {
  const needed: Record<string, string> = {
    impact: 'impact users',
    explain: 'explain relations/missing-target',
    config: 'config print',
  };
  return needed[verb] ?? verb;
});

describe('one sentence, and nothing else, for what cannot be run', () => {
  const refused = async (words: string, sentence: string, doBreak?: Break) => {
    const { code, stdout, stderr } = await type(words, doBreak);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `refint: ${sentence}\n` });
  };
  test.each(all)('refint %s --nope', (words) =>
    refused(`${words} --nope`, "unknown option '--nope'; refint --help says what there is"),
  );

  test.each(all.filter((words) => !/^(?:rules|explain|lsp)/.test(words)))('refint %s none', (words) =>
    refused(`${words} none`, 'none does not exist'),
  );

  test.each(all.filter((words) => words !== 'init' && words !== 'lsp'))(
    'refint %s, with a configuration that is wrong',
    (words) =>
      refused(
        words,
        'refint.config.json:1: unknown key "delets"; did you mean "deletes"?',
        more('app/refint.config.json', '{ "delets": [] }\n'),
      ),
  );

  test.each(all.filter((words) => !/^(?:init|rules|explain|config|lsp)/.test(words)))(
    'refint %s, where there is nothing',
    (words) =>
      refused(words, 'this folder has no Prisma schema and no migrations in it', (cwd) =>
        rmSync(join(cwd, 'app/prisma'), { recursive: true }),
      ),
  );

  test.each([
    ['report --from nope', '--from: there is no migration "nope"'],
    ['report --format htm', '--format cannot be "htm"; did you mean html?'],
    ['graph --around user', 'there is no table called "user"; did you mean users?'],
    ['graph --depth 2', '--depth says how far to go around a table; name it with --around TABLE'],
    ['graph --format png', '--format cannot be "png"; it is svg, mermaid, dot or json'],
    ['explain nope', 'there is no rule "nope"; refint rules lists them'],
    ['init --hook huskie', '--hook cannot be "huskie"; did you mean husky?'],
    ['lsp', 'an editor starts this, as `refint lsp --stdio`; docs/editors.md tells how'],
    ['lsp none', 'refint lsp takes no path; refint lsp --help says what there is'],
    ['check --max-warnings x', '--max-warnings takes a whole number, not "x"'],
  ])('refint %s', refused);
});
