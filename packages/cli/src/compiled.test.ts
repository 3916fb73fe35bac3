import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const cli = fileURLToPath(new URL('..', import.meta.url));

/** The command as it is after it was installed: nobody has run it. */
function installed() {
  const copy = temporaryFolder({}, onTestFinished);
  for (const part of ['bin', 'dist', 'package.json']) cpSync(join(cli, part), join(copy, part), { recursive: true });
  const compiled = join(copy, 'dist/compiled');
  rmSync(compiled, { recursive: true, force: true });
  /** Runs it in a process, as people do. */
  const type = (cwd: string, words: readonly string[] = ['check', '--no-cache'], node: readonly string[] = []) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...node, join(copy, 'bin/refint.js'), ...words], {
      cwd,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };
  return { compiled, type };
}

const table = (name: string): string =>
  `CREATE TABLE "${name}" ("id" INTEGER NOT NULL PRIMARY KEY, "userId" INTEGER);\n`;

/** A project of so many tables. */
const projectOf = (tables: number): string =>
  temporaryFolder(
    {
      'migrations/migration_lock.toml': 'provider = "postgresql"\n',
      'migrations/20240101000000_init/migration.sql': Array.from({ length: tables }, (_, at) => table(`T${at}`)).join(
        '',
      ),
    },
    onTestFinished,
  );

/** The files that are kept of a kind of run. */
function keptIn(compiled: string, kind: string): readonly string[] {
  const [version = ''] = readdirSync(compiled);
  return readdirSync(join(compiled, version, kind)).map((name) => join(compiled, version, kind, name));
}

test('a run keeps what was compiled, and a later one answers the same with it, whatever became of it', () => {
  const { compiled, type } = installed();
  const cwd = projectOf(3);
  const first = type(cwd);
  expect(first.stderr).toBe('');
  const kept = keptIn(compiled, 'check');
  const names = kept.map((path) => path.replace(/.*\/|-.{8}\.cjs\.bin$/g, '')).sort();
  expect(names).toEqual(['characters', 'command']);
  expect(type(cwd)).toEqual(first);
  const whole = kept.map((path) => readFileSync(path));
  for (const damage of [
    (bytes: Buffer) => bytes.subarray(0, bytes.length / 2),
    () => Buffer.alloc(0),
    (bytes: Buffer) => Buffer.alloc(bytes.length),
    (bytes: Buffer) => Buffer.from(bytes).fill(1, bytes.length >> 1),
    () => Buffer.from('no code'),
    () => Buffer.from('a'),
  ]) {
    for (const [at, path] of kept.entries()) writeFileSync(path, damage(whole[at]!));
    expect(type(cwd)).toEqual(first);
    for (const [at, path] of kept.entries()) expect(readFileSync(path).length).toBeGreaterThan(whole[at]!.length * 0.9);
  }
});

test('what is kept is taken by V8', () => {
  const { compiled, type } = installed();
  const cwd = projectOf(3);
  const watcher = `const vm = require('node:vm');
    const { Script } = vm;
    vm.Script = class extends Script {
      constructor(code, options) {
        super(code, options);
        if (options.cachedData) process.stderr.write(this.cachedDataRejected ? 'refused ' : 'taken ');
      }
    };`;
  const watch = ['--require', join(temporaryFolder({ 'watch.cjs': watcher }, onTestFinished), 'watch.cjs')];
  expect(type(cwd, undefined, watch).stderr).toBe('');
  const chunks = keptIn(compiled, 'check').length - 1;
  expect(type(cwd, undefined, watch).stderr).toBe('taken '.repeat(chunks));
  // More than three million characters are read under other flags of V8.
  const large = projectOf(45_000);
  expect(type(large, undefined, watch).stderr).toBe('taken '.repeat(chunks));
  expect(type(cwd, undefined, watch).stderr).toBe('taken '.repeat(chunks));
});

test('who starts Node otherwise has its own, and takes nothing away from others but from those before the last ones', () => {
  const { compiled, type } = installed();
  const cwd = projectOf(3);
  const ways = [100, 101, 102, 103, 104].map((size) => [`--max-old-space-size=${size}`]);
  const answer = type(cwd);
  const kept = keptIn(compiled, 'check');
  const times = kept.map((path) => statSync(path).mtimeMs);
  for (const way of ways.slice(0, 3)) expect(type(cwd, undefined, way)).toEqual(answer);
  expect(readdirSync(compiled)).toHaveLength(4);
  expect(type(cwd)).toEqual(answer);
  expect(kept.map((path) => statSync(path).mtimeMs)).toEqual(times);
  for (const way of ways.slice(3)) expect(type(cwd, undefined, way)).toEqual(answer);
  expect(readdirSync(compiled)).toHaveLength(4);
  expect(kept.map((path) => existsSync(path))).toEqual(kept.map(() => false));
});

test('a much larger project keeps what it needs more, and nothing else does', () => {
  const { compiled, type } = installed();
  const size = () =>
    Number(readFileSync(keptIn(compiled, 'check').find((path) => path.endsWith('characters'))!, 'utf8'));
  const sizes = [2, 3, 8, 2].map((tables) => {
    type(projectOf(tables));
    return size();
  });
  expect(sizes.map((one) => one / table('T0').length)).toEqual([2, 2, 8, 8]);
});

test('a hook needs other functions, and has its own', () => {
  const { compiled, type } = installed();
  const cwd = projectOf(3);
  for (const words of ['init', 'add .']) spawnSync('git', words.split(' '), { cwd });
  expect(type(cwd, ['check', '--staged', '--no-cache']).stderr).toBe('');
  expect(keptIn(compiled, 'hook').length).toBeGreaterThan(2);
  expect(existsSync(join(compiled, readdirSync(compiled)[0]!, 'check'))).toBe(false);
});

test('what is refused, and what is no check, keeps nothing; nor does who may not write', () => {
  const { compiled, type } = installed();
  const cwd = projectOf(3);
  expect(type(cwd, ['check', 'nowhere', '--no-cache']).status).toBe(2);
  expect(type(cwd, ['catalog']).status).toBe(0);
  expect(existsSync(compiled)).toBe(false);
  const answer = type(cwd);
  rmSync(compiled, { recursive: true });
  writeFileSync(compiled, '');
  expect(type(cwd)).toEqual(answer);
  expect(statSync(compiled).size).toBe(0);
  rmSync(compiled);
  mkdirSync(compiled);
  expect(type(cwd)).toEqual(answer);
  rmSync(compiled, { recursive: true });
  mkdirSync(compiled);
  symlinkSync('nowhere', join(compiled, 'gone'));
  expect(type(cwd)).toEqual(answer);
  expect(readdirSync(compiled)).toHaveLength(2);
});

test('where it cannot be moved into its place, nothing is left beside it', () => {
  const { compiled, type } = installed();
  const cwd = projectOf(3);
  const answer = type(cwd);
  const size = keptIn(compiled, 'check').find((path) => path.endsWith('characters'))!;
  rmSync(size);
  // A folder that is not empty.
  mkdirSync(join(size, 'in'), { recursive: true });
  const before = keptIn(compiled, 'check');
  expect(type(projectOf(9))).toEqual(answer);
  expect(keptIn(compiled, 'check')).toEqual(before);
  // Nor is what cannot be read in anybody's way.
  for (const path of before.filter((one) => one !== size)) {
    rmSync(path);
    mkdirSync(path);
  }
  expect(type(cwd)).toEqual(answer);
});
