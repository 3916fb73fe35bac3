import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { companion, rehearsal } from './testing/companion.ts';

const command = join(import.meta.dirname, '../bin/refint.js');
const project = {
  'package.json': '{}',
  'refint.config.json': '{ "postgresql": 16 }',
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20240101000000_init/migration.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY);\n',
};

async function type(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const cwd = temporaryFolder({ ...project, ...files }, onTestFinished);
  const said = { stdout: '', stderr: '' };
  const output = (to: 'stdout' | 'stderr') => ({
    isTerminal: false,
    width: undefined,
    write: (text: string) => void (said[to] += text),
  });
  const code = await main(['rehearse', ...words], { cwd, env: {}, stdout: output('stdout'), stderr: output('stderr') });
  return { cwd, code, ...said };
}

test('without the package it says how to install it', () => {
  const cwd = temporaryFolder(project, onTestFinished);
  // Whoever runs the tests may have it on the way.
  const env = { ...process.env, NODE_PATH: '' };
  const { status, stderr } = spawnSync(process.execPath, [command, 'rehearse'], { cwd, env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([
    2,
    'refint: @refint/rehearse is not installed here, and this needs it; add it beside refint, as by npm install --save-dev @refint/rehearse\n',
  ]);
});

test('the package is asked about the project, with all that was typed', async () => {
  const parts =
    'ask.input.migrations.map((one) => one.name), ask.settings.postgresql, ask.postgres, ask.databaseUrl, ask.rows, ask.orphans';
  const echo = (part: string) => companion(`{ kind: 'refused', sentence: JSON.stringify([${part}]) }`);
  const words = ['--postgres', '17', '--database-url', 'postgresql://x', '--rows', '7', '--orphans', '2'];
  const plan = {
    'node_modules/p/migrations/20240101000002_b/migration.sql': 'SELECT 2;',
    'node_modules/p/migrations/20240101000001_a/migration.sql': 'SELECT 1;',
    'node_modules/p/audit.sql': 'SELECT 3;',
  };
  const { stderr } = await type({ ...echo(parts), ...plan }, '--plan', 'node_modules/p', ...words);
  expect(stderr).toBe('refint: [["20240101000000_init"],16,17,"postgresql://x",7,2]\n');
  const files =
    'ask.plan.migrations.map((one) => [one.name, one.source.path]), ask.plan.audit.text, ask.plan.tests, ask.plan.rollback';
  expect((await type({ ...echo(files), ...plan }, '--plan', 'node_modules/p')).stderr).toBe(
    'refint: [[["20240101000001_a","node_modules/p/migrations/20240101000001_a/migration.sql"],["20240101000002_b","node_modules/p/migrations/20240101000002_b/migration.sql"]],"SELECT 3;",null,null]\n',
  );
});

test('what it found out is printed, and kept where somebody wants it', async () => {
  const { cwd, code, stdout } = await type(companion(), '--format', 'text', '--format', 'json:out.json');
  expect([code, stdout]).toEqual([0, expect.stringContaining('rehearsed on PostgreSQL 18.6 in process')]);
  expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'))).toEqual(rehearsal);
  expect(JSON.parse((await type(companion(), '--format', 'json')).stdout)).toEqual(rehearsal);
});

test('what is refused of a history without its beginning is no reproach, and not all of it is shown', async () => {
  const refused = Array.from({ length: 30 }, (_, at) => ({
    migration: 'm',
    path: 'm/migration.sql',
    line: at + 1,
    code: '42P01',
    text: 'relation "users" does not exist',
    foreseen: 'no' as const,
  }));
  const told = async (history: object) => {
    const found = { ...rehearsal, history: { ...rehearsal.history, refused, ...history } };
    const answer = `{ kind: 'rehearsed', rehearsal: ${JSON.stringify(found)} }`;
    return (await type(companion(answer), '--format', 'text')).stdout;
  };
  const partly = await told({ partly: 'no migration creates the table users', assumed: ['vector'] });
  expect(partly).toContain('The extension vector, which they need and do not make, was there before.\n');
  expect(partly).toContain('PostgreSQL refuses 30 statements\nAn empty database does not have what they need.\n');
  expect(partly).toContain('These are the first 20; --format json has all.\n');
  expect(partly.match(/the files do not show it$/gm)).toHaveLength(20);
  const whole = await told({});
  expect(whole).not.toContain('An empty database');
  expect(whole.match(/refint does not see it$/gm)).toHaveLength(20);
});

test('its verdict is the exit code', async () => {
  const answer = `{ kind: 'rehearsed', rehearsal: ${JSON.stringify({ ...rehearsal, verdict: 'not-well' })} }`;
  expect(await type(companion(answer))).toMatchObject({ code: 1, stderr: '' });
});

describe('one sentence, and nothing is written', () => {
  const own = (text: string) => ({ ...companion(), 'node_modules/@refint/rehearse/index.js': text });
  test.each([
    [
      'another contract',
      own('export default { contract: 2 };'),
      [],
      '@refint/rehearse does not go with this refint: install the same version of both',
    ],
    [
      'nothing like it',
      own('export default 1;'),
      [],
      '@refint/rehearse does not go with this refint: install the same version of both',
    ],
    ['what cannot be loaded', own('throw new Error("no\\nno");'), [], '@refint/rehearse cannot be loaded: no'],
    ['what it refuses', companion(`{ kind: 'refused', sentence: 'not this one' }`), [], 'not this one'],
    [
      'a version that nobody knows',
      companion(),
      ['--postgres', '9'],
      '--postgres cannot be "9"; it is 15, 16, 17 or 18',
    ],
    ['a plan that is not there', companion(), ['--plan', 'p'], 'p does not exist'],
    [
      'a folder that is no plan',
      { ...companion(), 'p/audit.sql': '' },
      ['--plan', 'p'],
      'p is no plan: it has no migrations in p/migrations; refint plan writes one',
    ],
    [
      'a plan that is no text',
      { ...companion(), 'p/migrations/a.sql': '\0' },
      ['--plan', 'p'],
      'p/migrations/a.sql is not a text: it holds zero bytes',
    ],
    ['rows that are no number', companion(), ['--rows', 'many'], '--rows takes a whole number, not "many"'],
    [
      'orphans for nothing',
      companion(),
      ['--orphans', '3'],
      '--orphans is for the audit of a plan; name one with --plan DIR',
    ],
    ['a format that is none', companion(), ['--format', 'jsn'], '--format cannot be "jsn"; did you mean json?'],
    [
      'a schema that is broken',
      { ...companion(), 'prisma/schema.prisma': 'model {' },
      [],
      'prisma/schema.prisma:1:1: this cannot be read',
    ],
  ])('%s', async (_, files, words, sentence) => {
    const { cwd, code, stdout, stderr } = await type(files, ...words, '--output', 'out.txt');
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^refint: .*\n$/)]);
    expect(stderr).toContain(sentence);
    expect(existsSync(join(cwd, 'out.txt'))).toBe(false);
  });
});

test('who interrupts it gets exit code 2, and no file', async () => {
  const waits = `await new Promise((resolve) => {
    process.stderr.write('waiting\\n');
    const alive = setInterval(() => {}, 1000);
    ask.signal.addEventListener('abort', () => { clearInterval(alive); resolve({ kind: 'refused', sentence: 'it was interrupted' }); });
  })`;
  const cwd = temporaryFolder({ ...project, ...companion(waits) }, onTestFinished);
  const child = spawn(process.execPath, [command, 'rehearse', '--output', 'out.txt'], { cwd });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (text.includes('waiting')) child.kill('SIGINT');
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, said]).toEqual([2, 'waiting\nrefint: it was interrupted\n']);
  expect(existsSync(join(cwd, 'out.txt'))).toBe(false);
});
