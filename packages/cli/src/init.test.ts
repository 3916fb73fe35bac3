import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { verbs } from './verbs.ts';

const schema = `datasource db {
  provider = "postgresql"
}

model Team {
  id    Int    @id
  posts Post[]
  pages Page[]
  notes Note[]
}

model Post {
  id     Int  @id
  teamId Int
  team   Team @relation(fields: [teamId], references: [id], onDelete: Cascade)

  @@index([teamId])
}

model Page {
  id     Int  @id
  teamId Int
  team   Team @relation(fields: [teamId], references: [id], onDelete: Cascade)

  @@index([teamId])
}

model Note {
  id     Int  @id
  teamId Int
  team   Team @relation(fields: [teamId], references: [id], onDelete: Cascade)

  @@index([teamId])
}
`;
const table = (name: string) =>
  `CREATE TABLE "${name}" ("id" INTEGER PRIMARY KEY, "teamId" INTEGER NOT NULL REFERENCES "Team" ON DELETE CASCADE ON UPDATE CASCADE);\nCREATE INDEX "${name}_teamId_idx" ON "${name}" ("teamId");\n`;
const files = {
  'prisma/schema.prisma': schema,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20240101000000_init/migration.sql': `CREATE TABLE "Team" ("id" INTEGER PRIMARY KEY);\n${['Post', 'Page', 'Note'].map(table).join('')}`,
};

type Files = Readonly<Record<string, string>>;

/** Types commands one after the other in one folder; what is seen is that of the last. */
async function type(commands: readonly string[], given: Files = files) {
  const cwd = temporaryFolder(given, onTestFinished);
  let seen = { code: -1, stdout: '', stderr: '' };
  for (const command of commands) {
    const printed = { stdout: '', stderr: '' };
    const output = { isTerminal: false, width: undefined };
    const io = {
      cwd,
      env: {},
      stdout: { ...output, write: (text: string) => void (printed.stdout += text) },
      stderr: { ...output, write: (text: string) => void (printed.stderr += text) },
    };
    seen = { code: await main(command.split(' '), io), ...printed };
  }
  const read = (path: string) => readFileSync(join(cwd, path), 'utf8');
  return { ...seen, cwd, read, names: readdirSync(cwd).sort() };
}

const manifest = (more: object = {}) => ({ ...files, 'package.json': JSON.stringify({ name: 'x', ...more }) });

test('says what was seen and proposed, what was written, and how to go on', async () => {
  const { code, stdout, stderr } = await type(['init'], manifest());
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`Seen
  4 models in 1 file, 1 migration with 7 statements; 3 of 3 references enforced by foreign keys (100 %). Run by prisma.

Proposed
  deletes: 1 entry that says what schema and migrations do today
  tenancy: Team, by teamId; every table belongs to one

Wrote refint.config.mjs

Next
  npm install --save-dev refint
  npx refint check
`);
});

describe('the configuration fits in with what is there', () => {
  const typed = { devDependencies: { typescript: '^5' } };
  test.each<[string, string, Files, string]>([
    ['refint.config.yaml', 'no package.json', files, 'extends: [recommended]'],
    ['refint.config.mjs', 'no TypeScript', manifest(), "/** @type {import('refint').Config} */\nexport default {"],
    ['refint.config.ts', 'TypeScript', manifest(typed), '\nexport default {'],
    ['refint.config.ts', 'a tsconfig', { ...files, 'tsconfig.json': '{}' }, '\nexport default {'],
    [
      'refint.config.ts',
      'TypeScript and refint',
      manifest({ devDependencies: { typescript: '^5', refint: '^1' } }),
      "import { defineConfig } from 'refint';",
    ],
  ])('%s where there is %s', async (name, _, given, text) => {
    const { code, read, stdout } = await type(['init', 'check'], given);
    expect(read(name)).toContain(text);
    expect(read(name)).toContain('all 3 references to it do so');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  test.each(['ts', 'js', 'yaml', 'json'])('%s where that is asked for', async (format) => {
    const { code, read } = await type([`init --format ${format}`, 'check'], manifest(typed));
    expect(code).toBe(0);
    expect(read(`refint.config.${format === 'js' ? 'mjs' : format}`)).toContain('teamId');
  });

  test.each<[string, Files, string, string | undefined]>([
    ['where refint will be installed', manifest(), '.', './node_modules/refint/schema.json'],
    [
      'where it is, further up',
      {
        ...manifest(),
        'packages/db/package.json': '{}',
        'packages/db/schema.prisma': schema,
        'node_modules/refint/schema.json': '{}',
        '.git/HEAD': '',
      },
      'packages/db',
      '../../node_modules/refint/schema.json',
    ],
    ['nowhere without packages', files, '.', undefined],
    ['nowhere where packages lie in archives', { ...manifest(), '.pnp.cjs': '' }, '.', undefined],
  ])('an editor finds what data may say: %s', async (_, given, folder, place) => {
    const { read } = await type([`init ${folder} --format json`], given);
    expect(JSON.parse(read(`${folder}/refint.config.json`)).$schema).toBe(place);
    const yaml = await type([`init ${folder} --format yaml`], given);
    const [first] = yaml.read(`${folder}/refint.config.yaml`).split('\n');
    if (place === undefined) expect(first).toMatch(/^# Begun/);
    else expect(first).toBe(`# yaml-language-server: $schema=${place}`);
    expect((await type([`init ${folder} --format json`, `check ${folder}`], given)).code).toBe(0);
  });

  test('what it says is held against the schema from then on', async () => {
    const { code, stdout } = await type(['init', 'check --format markdown'], {
      ...files,
      'prisma/migrations/20240102000000_b/migration.sql':
        'ALTER TABLE "Note" DROP CONSTRAINT "Note_teamId_fkey"; ALTER TABLE "Note" ADD CONSTRAINT "Note_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team" ON DELETE RESTRICT;',
    });
    expect(code).toBe(1);
    expect(stdout).toContain('Note.teamId → Team.id says RESTRICT where the policy says CASCADE');
    expect(stdout).toContain("the policy's reason: all 3 references to it do so");
  });
});

describe('nothing is written over', () => {
  test.each<[string, string]>([
    ['refint.config.yaml', 'rules: {}\n'],
    ['.refintrc', 'rules: {}\n'],
    ['package.json', '{ "refint": {} }'],
  ])('%s', async (name, text) => {
    const { code, stdout, stderr, read } = await type(['init --format json'], { ...files, [name]: text });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `refint: ${name} is there already, so nothing was written\n`,
    });
    expect(stdout).toMatch(/^.* stays as it is\. A new one would be:\n\n\{\n {2}"(?:\$schema|extends)"/);
    expect(read(name)).toBe(text);
  });

  test('nor is anything else written then', async () => {
    const { code, stdout, names } = await type(['init --hook husky --ci gitlab'], {
      ...files,
      '.gitlab-ci.yml': 'a: {}\n',
    });
    expect(code).toBe(2);
    expect(stdout).toContain('To add to .gitlab-ci.yml, as a job of its own:\n\nrefint:\n  image: node:22\n');
    expect(names).toEqual(['.gitlab-ci.yml', 'prisma']);
  });

  test('a hook of another name counts', async () => {
    const { stdout, stderr } = await type(['init --hook lefthook'], { ...files, '.lefthook.yaml': 'pre-commit: {}\n' });
    expect(stderr).toContain('.lefthook.yaml is there already');
    expect(stdout).toContain('To add to .lefthook.yaml, below "pre-commit:" and "commands:":');
  });

  test('a configuration is kept where a hook is asked for', async () => {
    const given = { ...files, 'refint.config.json': '{}' };
    const { code, stdout, read } = await type(['init --hook husky'], given);
    expect(code).toBe(0);
    expect(stdout).toContain('Wrote .husky/pre-commit\n\nnote: refint.config.json stays as it is\n');
    expect(stdout).not.toContain('Proposed');
    expect(read('refint.config.json')).toBe('{}');
  });

  test('--dry-run prints everything and writes nothing', async () => {
    const { code, stdout, names } = await type(['init --format yaml --hook husky --dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('Would write refint.config.yaml\nWould write .husky/pre-commit\n');
    expect(stdout).toContain('\n.husky/pre-commit:\n\nnpx refint check --staged\n');
    expect(names).toEqual(['prisma']);
  });
});

describe('hooks and workflows', () => {
  test.each([
    ['--hook husky', '.husky/pre-commit', 'npm install --save-dev refint husky\n  npx husky\n'],
    ['--hook lefthook', 'lefthook.yml', 'npx lefthook install'],
    ['--hook pre-commit', '.pre-commit-config.yaml', 'pre-commit install'],
    ['--ci github', '.github/workflows/refint.yml', 'npx refint check'],
    ['--ci gitlab', '.gitlab-ci.yml', 'npx refint check'],
  ])('%s writes %s', async (options, path, next) => {
    const { code, stdout, read, cwd } = await type([`init ${options}`], manifest());
    expect(code).toBe(0);
    expect(stdout).toContain(`Wrote ${path}\n`);
    expect(stdout.slice(stdout.indexOf('Next'))).toContain(next);
    await expect(read(path)).toMatchFileSnapshot(`init-files/${path.replace(/^.*\//, '').replace(/^\./, '')}.txt`);
    expect((statSync(join(cwd, path)).mode & 0o111) !== 0).toBe(path === '.husky/pre-commit');
  });

  test('lie at the root of the repository and name the folder', async () => {
    const below = Object.fromEntries(Object.entries(files).map(([path, text]) => [`packages/db/${path}`, text]));
    const given = { ...below, '.git/HEAD': '', 'pnpm-lock.yaml': '', 'packages/db/package.json': '{}' };
    const { read, cwd, stdout } = await type(['init packages/db --hook husky --ci github'], given);
    expect(read('.husky/pre-commit')).toBe('pnpm exec refint check --staged packages/db\n');
    expect(read('.github/workflows/refint.yml')).toContain(' check packages/db --since "origin/$BASE"');
    expect(existsSync(join(cwd, 'packages/db/refint.config.mjs'))).toBe(true);
    expect(stdout).toContain('pnpm add --save-dev refint husky');
  });
});

test.each<[string, string, Files?]>([
  ['init --hook huskey', '--hook cannot be "huskey"; did you mean husky?'],
  ['init --ci jenkins', '--ci cannot be "jenkins"; it is github or gitlab'],
  ['init --format toml', '--format cannot be "toml"; it is ts, js, yaml or json'],
  ['init prisma/schema.prisma', 'prisma/schema.prisma is a file; name the folder that is to be configured'],
  ['init prism', 'prism does not exist; did you mean prisma?'],
  ['init', 'this folder has no Prisma schema and no migrations in it', { 'a.txt': '' }],
])('%s → %s', async (command, sentence, given = files) => {
  expect(await type([command], given)).toMatchObject({ code: 2, stdout: '', stderr: `refint: ${sentence}\n` });
});

test('a configuration further up is said to hold no longer', async () => {
  const given = {
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`db/${path}`, text])),
    '.refintrc': '{}',
  };
  const { code, stdout } = await type(['init db'], given);
  expect(code).toBe(0);
  expect(stdout).toContain('note: .refintrc held for this folder until now');
});

test('the guide tells every option of init', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../docs/getting-started.md'), 'utf8');
  const told = [...guide.matchAll(/^\| `--([\w-]+)/gm)].map(([, option]) => option);
  expect(told).toEqual(Object.keys(verbs['init']?.options ?? {}));
});
