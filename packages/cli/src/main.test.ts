import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Io, Output } from './io.ts';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Files = Readonly<Record<string, string>>;

interface World {
  readonly files?: Files;
  readonly terminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly prepare?: (cwd: string) => void;
}

/** Types a command in a folder with files, and returns all that can be seen of it. */
async function type(command: string, { files = good, terminal = false, env = {}, prepare = () => {} }: World = {}) {
  const cwd = temporaryFolder(files, onTestFinished);
  prepare(cwd);
  const written = { stdout: '', stderr: '' };
  const output = (to: 'stdout' | 'stderr'): Output => ({
    isTerminal: terminal,
    width: undefined,
    write: (text) => {
      written[to] += text;
    },
  });
  const io: Io = { cwd, env, stdout: output('stdout'), stderr: output('stderr') };
  const code = await main(
    command
      .split(' ')
      .filter((word) => word !== '')
      .slice(1),
    io,
  );
  return { code, cwd, ...written };
}

const head = 'datasource db {\n  provider = "postgresql"\n}\n\n';
const relation = (more = '') => `${head}model User {
  id    Int    @id
  posts Post[]
}

model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id]${more})
}
`;
const tables = `CREATE TABLE "User" ("id" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Post" ("id" INTEGER NOT NULL, "authorId" INTEGER NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
`;
const foreignKey = `ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE`;
const projectWith = (schema: string, sql: string): Files => ({
  'prisma/schema.prisma': schema,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20240101000000_init/migration.sql': sql,
});

const good = projectWith(relation(), `${tables}${foreignKey};\n`);
const bad = projectWith(relation(), tables);
/** A foreign key that was never validated is worth a warning. */
const doubtful = projectWith(relation(), `${tables}${foreignKey} NOT VALID;\n`);
const notUnderstood = projectWith(relation(), `${tables}${foreignKey};\nFLUMMOX THE DATABASE;\n`);
const brokenSchema = projectWith(`${relation()}\nmodel Broken {\n  id Int @@@\n`, `${tables}${foreignKey};\n`);

describe('exit codes', () => {
  test.each<[number, string, string, Files]>([
    [0, 'nothing is wrong', 'refint check', good],
    [1, 'there is an error', 'refint check', bad],
    [0, 'there is an error and it may be', 'refint check --fail-on never', bad],
    [0, 'there is only a warning', 'refint check', doubtful],
    [1, 'there is a warning and it counts', 'refint check --fail-on warning', doubtful],
    [1, 'there are more warnings than allowed', 'refint check --max-warnings 0', doubtful],
    [0, 'there are as many warnings as allowed', 'refint check --max-warnings 1', doubtful],
    [0, 'a statement is not understood', 'refint check', notUnderstood],
    [2, 'a statement is not understood and all of them have to be', 'refint check --strict', notUnderstood],
    [2, 'a block of the schema is broken', 'refint check --fail-on never', brokenSchema],
    [
      2,
      'a file cannot be read',
      'refint check',
      { ...good, 'prisma/migrations/20240102000000_b/migration.sql': 'a\0b' },
    ],
    [2, 'the configuration is wrong', 'refint check', { ...good, 'refint.config.json': '{"delets":[]}' }],
    [2, 'the usage is wrong', 'refint check --formt lines', good],
    [2, 'there is nothing to check', 'refint check', { 'a.txt': '' }],
    [0, 'help was asked for', 'refint --help', good],
    [0, 'the version was asked for', 'refint --version', good],
  ])('%i when %s: %s', async (expected, _, command, files) => {
    const { code, stdout, stderr } = await type(command, { files });
    expect({ code, said: stdout + stderr }).toMatchObject({ code: expected });
  });
});

describe('one clear sentence for what cannot be run, and nothing else', () => {
  const config = (text: string): Files => ({ ...good, 'refint.config.json': text });
  test.each<[string, string, Files?]>([
    ['refint chek', "unknown command 'chek'; did you mean check?"],
    ['refint', 'say what to do, for example "refint check"; refint --help says what there is'],
    ['refint help nope', 'there is no verb "nope"; refint --help says what there is'],
    ['refint prisma', '"prisma" is no command; did you mean refint check prisma?'],
    ['refint check --formt json', "unknown option '--formt'; did you mean --format?"],
    ['refint check --format jsn', '--format cannot be "jsn"; did you mean json?'],
    [
      'refint check --format x',
      '--format cannot be "x"; it is lines, pretty, json, github, gitlab, junit, sarif, markdown or pull-request',
    ],
    ['refint check --fail-on warn', '--fail-on cannot be "warn"; did you mean warning?'],
    ['refint check --max-warnings many', '--max-warnings takes a whole number, not "many"'],
    ['refint check --output', "option '--output <FILE>' argument missing; refint --help says what there is"],
    ['refint check prism', 'prism does not exist; did you mean prisma?'],
    ['refint check none', 'none does not exist'],
    ['refint check src', 'src has no Prisma schema and no migrations in it', { 'src/a.ts': '' }],
    ['refint check --config none.json', 'the configuration none.json does not exist'],
    ['refint check', 'refint.config.json:1: unknown key "delets"; did you mean "deletes"?', config('{"delets":[]}')],
    [
      'refint check',
      'refint.config.json:1: no plugin has the rule "relations/missing-foreign-keys"; did you mean "relations/missing-foreign-key"?',
      config('{"rules":{"relations/missing-foreign-keys":"off"}}'),
    ],
    ['refint check --output none/report.txt', 'none/report.txt cannot be written: there is no folder none'],
    ['refint check --output prisma', 'prisma is a folder, so the report cannot be written there'],
    ['refint references a b', 'refint references takes one argument only; refint references --help says what there is'],
    ['refint references --format xml', '--format cannot be "xml"; it is table, json or markdown'],
    ['refint timeline --format jsn', '--format cannot be "jsn"; did you mean json?'],
    ['refint timeline --json --format text', '--json and --format text cannot both be meant'],
    ['refint timeline --table Posts', 'no migration knows a table called "Posts"; did you mean Post?'],
    ['refint timeline --table nothing', 'no migration knows a table called "nothing"'],
    [
      'refint timeline --table a',
      'there are 2 tables called a (public.a, s.a); name one with its schema',
      projectWith(head, 'CREATE SCHEMA s; CREATE TABLE a (id int); CREATE TABLE s.a (id int);'),
    ],
    ['refint timeline', 'the project . has no migrations that can be read', { 'prisma/schema.prisma': head }],
    [
      'refint timeline',
      'the project . has no migrations that can be read: the migrations are SQL Server, which is not read yet',
      {
        'prisma/schema.prisma': head.replace('postgresql', 'sqlserver'),
        'prisma/migrations/migration_lock.toml': 'provider = "sqlserver"\n',
        'prisma/migrations/20240101000000_init/migration.sql': 'CREATE TABLE a (id int);',
      },
    ],
    ['refint rules x', 'refint rules takes no path; refint rules --help says what there is'],
    ['refint explain', "missing required argument 'RULE'; refint --help says what there is"],
    [
      'refint explain relations/missing-foreign',
      'there is no rule "relations/missing-foreign"; did you mean relations/missing-foreign-key?',
    ],
    ['refint explain mising-target', 'there is no rule "mising-target"; did you mean relations/missing-target?'],
    [
      'refint relations',
      'there are 2 projects (a, b); name one of them',
      { 'a/schema.prisma': head, 'b/schema.prisma': head },
    ],
  ])('%s → %s', async (command, sentence, files = good) => {
    expect(await type(command, { files })).toMatchObject({ code: 2, stdout: '', stderr: `refint: ${sentence}\n` });
  });
});

describe('formats', () => {
  test('lines in a pipe', async () => {
    const { stdout } = await type('refint check', { files: bad });
    expect(stdout).toMatch(/^prisma\/schema\.prisma:\d+:\d+ error .*\(relations\/missing-foreign-key\)$/m);
  });

  test('pretty on a terminal, in colour', async () => {
    const { stdout } = await type('refint check', { files: bad, terminal: true });
    expect(stdout).toContain('\u001B[');
    expect(stripVTControlCharacters(stdout)).toMatch(/^ +\d+:\d+ error relations\/missing-foreign-key$/m);
  });

  test.each([
    [{ terminal: true, env: { NO_COLOR: '1' } }, false],
    [{ terminal: true, env: { TERM: 'dumb' } }, false],
    [{ terminal: true, env: { FORCE_COLOR: '0' } }, false],
    [{ terminal: false, env: { FORCE_COLOR: '1' } }, true],
    [{ terminal: false, env: {} }, false],
  ])('colour in %j: %s', async (world, colored) => {
    const { stdout } = await type('refint check --format pretty', { files: bad, ...world });
    expect(stdout.includes('\u001B[')).toBe(colored);
  });

  test('json', async () => {
    const { stdout } = await type('refint check --format json', { files: bad, terminal: true });
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ rule: 'relations/missing-foreign-key' }], problems: [] });
  });
});

describe('--output', () => {
  test('writes the report to the file and nothing to standard output, in plain text', async () => {
    const { code, cwd, stdout, stderr } = await type('refint check --output report.txt', {
      files: bad,
      terminal: true,
    });
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: '' });
    expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).toMatch(/^prisma\/schema\.prisma:/);
    expect(readdirSync(cwd).sort()).toEqual(['prisma', 'report.txt']);
  });

  test('may begin with a dash, beside other options', async () => {
    const { code, cwd } = await type('refint check --output -report --fail-on never', { files: bad });
    expect({ code, files: readdirSync(cwd).sort() }).toEqual({ code: 0, files: ['-report', 'prisma'] });
  });

  test('replaces what a link leads to, not the link', async () => {
    const { cwd } = await type('refint check --output report.txt', {
      files: { ...bad, 'out/report.txt': 'old' },
      prepare: (folder) => symlinkSync('out/report.txt', join(folder, 'report.txt')),
    });
    expect(lstatSync(join(cwd, 'report.txt')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, 'out/report.txt'), 'utf8')).toMatch(/^prisma\/schema\.prisma:/);
  });
});

describe('other verbs', () => {
  test('references adds those that nobody declared when it is asked to', async () => {
    const files = {
      'prisma/schema.prisma':
        'datasource db {\n  provider = "postgresql"\n}\n\nmodel User {\n  id Int @id\n}\n\nmodel Post {\n  id Int @id\n  userId Int\n  ownerId Int\n}\n',
      'refint.config.json': '{ "notReferences": [{ "column": "Post.ownerId", "because": "it is none" }] }',
    };
    const without = await type('refint references --format json', { files });
    expect(JSON.parse(without.stdout).projects[0].references).toEqual([]);
    const { code, stdout } = await type('refint references --inferred --format json', { files });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).projects[0]).toMatchObject({
      summary: { references: 1, enforced: 0, byEnforcement: { inferred: 1 } },
      references: [{ table: 'Post', columns: ['userId'], referencedTable: 'User', enforcement: 'inferred' }],
    });
    expect((await type('refint references --inferred', { files })).stdout).toContain(
      'inferred: it is called after User',
    );
  });

  test('references lists every reference, and fails for none', async () => {
    const { code, stdout } = await type('refint references --format json', { files: bad });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).projects[0].references).toMatchObject([{ table: 'Post', enforcement: 'declared-only' }]);
  });

  test('timeline tells what each migration did, and judges nothing', async () => {
    const { code, stdout } = await type('refint timeline', { files: bad });
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(2)).toEqual([
      'prisma/migrations/20240101000000_init/migration.sql (one transaction)',
      '  1:1  + table User (1 column, primary key)',
      '  2:1  + table Post (2 columns, primary key)',
      '',
    ]);
  });

  test.each(['--json', '--format json'])('timeline %s', async (option) => {
    const { code, stdout } = await type(`refint timeline ${option} --table Post`);
    expect(code).toBe(0);
    const { table, migrations } = JSON.parse(stdout);
    expect(table).toMatchObject({ name: 'Post', today: 'Post' });
    expect(migrations).toMatchObject([
      { name: '20240101000000_init', transaction: 'one', changes: [{ entity: 'table' }, { entity: 'foreign-key' }] },
    ]);
  });

  test('timeline finds a table by the name of its model', async () => {
    const mapped = relation().replace('  author   User', '  @@map("posts")\n  author   User');
    const { code, stdout } = await type('refint timeline --table Post', {
      files: projectWith(mapped, tables.replace('CREATE TABLE "Post"', 'CREATE TABLE posts')),
    });
    expect(code).toBe(0);
    expect(stdout).toContain('\nTable posts: in 1 of 1 migration\n');
  });

  test('timeline of a history that cannot be read as a whole shows the rest and ends with 2', async () => {
    const { code, stdout } = await type('refint timeline', {
      files: { ...good, 'prisma/migrations/20240102000000_b/migration.sql': 'a\0b' },
    });
    expect(code).toBe(2);
    expect(stdout).toContain('+ table Post (2 columns, primary key)');
    expect(stdout).toContain('migration.sql is not a text: it holds zero bytes');
  });

  test('timeline says what is wrong with the only migration', async () => {
    const files = { ...projectWith(head, ''), 'prisma/migrations/20240101000000_init/migration.sql': 'a\0b' };
    const sentence = 'prisma/migrations/20240101000000_init/migration.sql is not a text: it holds zero bytes';
    expect(await type('refint timeline', { files })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `refint: ${sentence}\n`,
    });
  });

  test('catalog prints what the database holds after all migrations', async () => {
    const { code, stdout } = await type('refint catalog --json');
    expect(code).toBe(0);
    const tables = JSON.parse(stdout).tables as { name: string; foreignKeys: unknown[] }[];
    expect(tables.map(({ name }) => name)).toEqual(['Post', 'User']);
    expect(tables[0]?.foreignKeys).toMatchObject([
      { name: 'Post_authorId_fkey', columns: ['authorId'], refTable: 'User' },
    ]);
  });

  test('catalog of a project without migrations is refused', async () => {
    const files = { 'prisma/schema.prisma': head };
    const refusal = 'refint: the project . has no migrations that can be read\n';
    expect(await type('refint catalog', { files })).toMatchObject({ code: 2, stdout: '', stderr: refusal });
  });

  test('relations prints what is written, and null where nothing is', async () => {
    const files = projectWith(relation(', onDelete: SetNull'), tables);
    const { code, stdout } = await type('refint relations --json', { files });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      {
        model: 'Post',
        field: 'author',
        to: 'User',
        fields: ['authorId'],
        references: ['id'],
        onDelete: 'SetNull',
        onUpdate: null,
        name: 'PostToUser',
      },
    ]);
  });

  test('relations leaves out what the client ignores', async () => {
    const ignored = relation()
      .replace('  authorId Int\n', '  authorId Int @ignore\n')
      .replace('references: [id])', 'references: [id]) @ignore');
    const { stdout } = await type('refint relations', { files: projectWith(ignored, tables) });
    expect(JSON.parse(stdout)).toEqual([]);
  });

  test('rules lists id, severity and summary, of named plugins too', async () => {
    const files = {
      'refint.config.json': '{"plugins":["./mine.ts"]}',
      'mine.ts': `export default { name: 'mine', rules: [{ id: 'mine/tidy', on: 'state', summary: 'All is tidy.', severity: 'hint', messages: {}, check: () => [] }] }`,
    };
    const { code, stdout } = await type('refint rules', { files });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^relations\/missing-foreign-key +error +\S/m);
    expect(stdout).toMatch(/^mine\/tidy +hint +All is tidy\.$/m);
  });

  test('explain shows the options of a rule, each with its example', async () => {
    const { stdout } = await type('refint explain deletes/implicit-action');
    expect(`\n${stdout.slice(stdout.indexOf('Options\n'))}`).toBe(`
Options

- actions, "both", "onDelete" or "onUpdate": Which actions have to be written. "both" when left out.

    {
      "rules": { "deletes/implicit-action": ["on", { "actions": "onDelete" }] }
    }
`);
    expect((await type('refint explain deletes/policy')).stdout).not.toContain('Options');
  });

  test.each(['relations/missing-target', 'missing-target'])('explain %s shows its page', async (id) => {
    const { code, stdout } = await type(`refint explain ${id}`);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^relations\/missing-target\n/);
    expect(stdout).not.toContain('```');
  });

  test('notes about where things lie reach the report', async () => {
    const files = { ...good, 'prisma/migrations/20240102000000_ts/migration.ts': '' };
    const { stdout } = await type('refint check --format json', { files });
    expect(stdout).toContain('P3015');
  });
});

describe('migrations that are new since a commit', () => {
  const later = 'prisma/migrations/20240102000000_later/migration.sql';
  const git = (cwd: string) =>
    spawnSync('git', ['-C', cwd, '-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--allow-empty', '-m', 'a']);
  const withNew = (cwd: string): void => {
    spawnSync('git', ['-C', cwd, 'init', '--initial-branch', 'main']);
    spawnSync('git', ['-C', cwd, 'add', '.']);
    git(cwd);
    mkdirSync(dirname(join(cwd, later)));
    writeFileSync(join(cwd, later), 'CREATE INDEX "by" ON "Post" ("authorId");\n');
  };

  test('are asked how they run, and the others are counted', async () => {
    const { code, stdout } = await type('refint check --since main --format github', { prepare: withNew });
    expect(code).toBe(0);
    expect(stdout).toContain(`::warning file=${later},line=1`);
    expect(stdout).toContain('title=migrations/index-locks-writes');
    expect(stdout).toContain('How 1 migration runs was not checked (--since).');
  });

  test('are quiet by default', async () => {
    const { stdout } = await type('refint check --format github', { prepare: withNew });
    expect(stdout).not.toContain('migrations/index-locks-writes');
    expect(stdout).toContain('How 2 migrations run was not checked (--since).');
  });

  test('need git and that commit', async () => {
    const without = await type('refint check --since main');
    expect([without.code, without.stderr]).toEqual([
      2,
      'refint: --since main: prisma/migrations is in no git repository, so it is not known what is new there\n',
    ]);
    const unknown = await type('refint check --since origin/mian', { prepare: withNew });
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('git knows no such commit here');
  });
});
