import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const command = fileURLToPath(new URL('../bin/refint.js', import.meta.url));

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
const files = {
  '.git/HEAD': '',
  'node_modules/x/package.json': '{}',
  'prisma/schema.prisma': schema,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20240101000000_init/migration.sql':
    'CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY);\nCREATE TABLE "Post" ("id" INTEGER NOT NULL PRIMARY KEY, "authorId" INTEGER NOT NULL);\n',
};
const cache = 'node_modules/.cache/refint';

/** Says on standard error whether more than the answers of earlier runs was loaded. */
const watch = `const fs = require('node:fs');
const read = fs.readFileSync;
fs.readFileSync = (file, ...how) => {
  if (/refint\\.cjs$/.test(String(file))) process.stderr.write('loaded');
  return read(file, ...how);
};`;

/** Runs the command in a process, as people do. */
function type(cwd: string, words: readonly string[] = [], { env = {}, program = command } = {}) {
  const watcher = temporaryFolder({ 'watch.cjs': watch }, onTestFinished);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', join(watcher, 'watch.cjs'), program, 'check', ...words],
    { cwd, encoding: 'utf8', env: { ...process.env, NODE_NO_WARNINGS: '1', ...env } },
  );
  return { status, stdout, stderr: stderr.replace('loaded', ''), isKept: !stderr.includes('loaded') };
}

const newProject = (): string => temporaryFolder(files, onTestFinished);

test('what is asked again is told again, to the last byte, and nothing else is loaded', () => {
  const cwd = newProject();
  const words = ['--format', 'pretty', '--format', 'sarif:out.sarif', '--format=json:out.json'];
  const read = () => ['out.sarif', 'out.json'].map((name) => readFileSync(join(cwd, name), 'utf8'));
  const anew = { ...type(cwd, [...words, '--no-cache']), files: read() };
  expect(anew).toMatchObject({ status: 1, isKept: false });
  expect(existsSync(join(cwd, cache))).toBe(false);
  expect({ ...type(cwd, words), files: read() }).toEqual(anew);
  for (const name of ['out.sarif', 'out.json']) writeFileSync(join(cwd, name), 'gone');
  expect({ ...type(cwd, words), files: read() }).toEqual({ ...anew, isKept: true });
});

test('what cannot be kept is found anew, without a word', () => {
  const cwd = newProject();
  rmSync(join(cwd, 'node_modules'), { recursive: true });
  const anew = type(cwd, ['--no-cache']);
  const same = () => expect(type(cwd)).toEqual(anew);
  same();
  // There is none of ours, and one outside of the repository is not ours.
  expect(existsSync(join(cwd, 'node_modules'))).toBe(false);
  writeFileSync(join(cwd, 'node_modules'), '');
  same();
  same();
  rmSync(join(cwd, 'node_modules'));
  mkdirSync(join(cwd, 'node_modules'));
  writeFileSync(join(cwd, 'node_modules/.cache'), '');
  same();
  same();
  expect(anew.stderr).toBe('');
});

test('where nothing can be written, each answer is found anew, without a word', () => {
  const cwd = newProject();
  mkdirSync(join(cwd, cache), { recursive: true });
  chmodSync(cwd, 0o755);
  chmodSync(join(cwd, cache), 0o555);
  // Root writes everywhere.
  const who = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const run = () => spawnSync(process.execPath, [command, 'check'], { cwd, encoding: 'utf8', ...who });
  const { status, stdout, stderr } = type(cwd, ['--no-cache']);
  for (const one of [run(), run()]) expect(one).toMatchObject({ status, stdout, stderr });
  expect(readdirSync(join(cwd, cache))).toEqual([]);
});

test('answers that are damaged, and those of others, are found anew', () => {
  const cwd = newProject();
  const anew = type(cwd);
  const [name = ''] = readdirSync(join(cwd, cache));
  const whole = readFileSync(join(cwd, cache, name));
  for (const damaged of [
    Buffer.alloc(0),
    whole.subarray(0, 100),
    Buffer.from(whole.toString().replace('Post', 'Past')),
    Buffer.from('{}'),
  ]) {
    writeFileSync(join(cwd, cache, name), damaged);
    expect(type(cwd)).toEqual(anew);
    expect(type(cwd)).toEqual({ ...anew, isKept: true });
  }
});

test('no file is written that nobody asked for, whatever is kept', () => {
  const cwd = newProject();
  const words = ['--format', 'json:out.json'];
  // The file that the first one writes lies in a folder that is looked at.
  type(cwd, words);
  type(cwd, words);
  const [name = ''] = readdirSync(join(cwd, cache));
  const kept = readFileSync(join(cwd, cache, name), 'latin1');
  // In both places, as one does who knows how it is kept.
  const forge = (path: string) =>
    writeFileSync(join(cwd, cache, name), kept.replaceAll('"shown":"out.json"', `"shown":"${path}"`), 'latin1');
  expect(kept.split('"shown":"out.json"')).toHaveLength(3);
  forge('out.json');
  expect(type(cwd, words).isKept).toBe(true);
  forge('bad.json');
  expect(type(cwd, words).isKept).toBe(false);
  expect(existsSync(join(cwd, 'bad.json'))).toBe(false);
});

test('what is asked for in another form is told without looking at the project again', () => {
  const cwd = newProject();
  type(cwd);
  for (const words of [
    ['--format', 'json'],
    ['--format', 'sarif'],
    ['--format=pretty', '--fail-on=never'],
  ]) {
    const anew = type(cwd, [...words, '--no-cache']);
    expect(type(cwd, words)).toEqual({ ...anew, isKept: true });
  }
  writeFileSync(join(cwd, 'prisma/schema.prisma'), `${schema}// More.\n`);
  expect(type(cwd, ['--format', 'json']).isKept).toBe(false);
  rmSync(join(cwd, cache), { recursive: true });
  expect(type(cwd, ['--format', 'json']).isKept).toBe(false);
});

test('another build, another folder, other colours: another answer', () => {
  const cwd = newProject();
  const plain = type(cwd);
  expect(type(cwd, [], { env: { FORCE_COLOR: '1' } }).stdout).toBe(plain.stdout);
  const pretty = ['--format', 'pretty'];
  expect(type(cwd, pretty).stdout).not.toContain('\u001b');
  expect(type(cwd, pretty, { env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001b');
  expect(type(cwd, pretty).stdout).not.toContain('\u001b');
  expect(type(join(cwd, 'prisma')).stdout).not.toBe(plain.stdout);

  const copy = temporaryFolder({}, onTestFinished);
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(join(command, '../..', part), join(copy, part), { recursive: true });
  const program = join(copy, 'bin/refint.js');
  rmSync(join(cwd, cache), { recursive: true });
  type(cwd);
  expect(type(cwd, [], { program }).isKept).toBe(true);
  const recall = join(copy, 'dist/recall.cjs');
  writeFileSync(recall, readFileSync(recall, 'utf8').replace(/build: "./, 'build: "-'));
  expect(type(cwd, [], { program }).isKept).toBe(false);
});

test('of what a program says nothing is kept, since nobody knows what it read', () => {
  const cwd = newProject();
  const plugin = (name: string) => `import { word } from './word.mjs';
const rule = { id: 'mine/${name}', summary: '', severity: 'hint', on: 'project', messages: { a: () => word }, *check({ project }) {} };
export default { name: 'mine', rules: [rule] };`;
  const set = (text: string, word = 'a') => {
    writeFileSync(join(cwd, 'plugin.mjs'), text);
    writeFileSync(join(cwd, 'word.mjs'), `export const word = ${JSON.stringify(word)};`);
  };
  writeFileSync(join(cwd, 'refint.config.json'), '{ "plugins": ["./plugin.mjs"], "rules": { "mine/tidy": "error" } }');
  for (const text of [plugin('tidy'), plugin('other'), 'throw new Error("no luck")', plugin('tidy')]) {
    set(text);
    const anew = type(cwd, ['--no-cache']);
    for (const _ of ['first', 'second']) expect(type(cwd)).toEqual(anew);
  }
  writeFileSync(join(cwd, 'refint.config.json'), '{ "rules": { "relations/missing-foreign-key": "off" } }');
  const anew = type(cwd, ['--no-cache']);
  expect([type(cwd), type(cwd)]).toEqual([anew, { ...anew, isKept: true }]);
});

test('many at once give the same answer', async () => {
  const cwd = newProject();
  const anew = type(cwd, ['--no-cache']);
  const one = () =>
    new Promise<string>((done) => {
      const child = spawn(process.execPath, [command, 'check'], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
      let printed = '';
      child.stdout.on('data', (chunk) => void (printed += chunk));
      child.on('close', (code) => done(`${code} ${printed}`));
    });
  for (const answers of [
    await Promise.all([one(), one(), one(), one()]),
    await Promise.all([one(), one(), one(), one()]),
  ])
    expect(new Set(answers)).toEqual(new Set([`${anew.status} ${anew.stdout}`]));
  expect(readdirSync(join(cwd, cache))).toHaveLength(1);
});

test('a reader who goes away, or is slow, is no trouble', () => {
  const cwd = newProject();
  const many = Array.from(
    { length: 3000 },
    (_, at) => `model Long${at} {\n  id Int @id\n  user User @relation(fields: [none], references: [id])\n}\n`,
  );
  writeFileSync(join(cwd, 'prisma/schema.prisma'), schema + many.join('\n'));
  type(cwd);
  const shell = (line: string) => spawnSync('sh', ['-c', line], { cwd, encoding: 'utf8', maxBuffer: 1e9 });
  const run = `"${process.execPath}" "${command}" check`;
  const whole = shell(`${run} --no-cache | cat`);
  expect(whole.stdout.length).toBeGreaterThan(200_000);
  expect(shell(`${run} | (sleep 0.3; cat)`).stdout === whole.stdout).toBe(true);
  expect(shell(`${run} | head -c 10`).stderr).toBe('');
});
