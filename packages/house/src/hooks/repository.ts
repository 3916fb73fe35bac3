import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from '../root.ts';

const require = createRequire(import.meta.url);

export const schema = 'datasource db {\n  provider = "postgresql"\n}\n\nmodel User {\n  id Int @id\n}\n';

const project = {
  '.gitignore': 'node_modules\n',
  'package.json': '{ "name": "a", "private": true }\n',
  'prisma/schema.prisma': schema,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20240101000000_init/migration.sql': 'CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY);\n',
};

export const bad = 'CREATE TABLE "Tag" ("id" INTEGER PRIMARY KEY, "userId" INTEGER REFERENCES "Nobody");\n';
export const good = 'SELECT 1;\n';
export const last = 'prisma/migrations/20240103000000_last/migration.sql';
export const later = 'prisma/migrations/20240102000000_later/migration.sql';

/** A real repository of a project that has some packages installed, and what `git commit` does there. */
export interface HookRepository {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  run(program: string, ...words: readonly string[]): Ran;
  /** `git commit`, with the hook that is there; what people see of it. */
  commit(...words: readonly string[]): Ran;
}

export interface Ran {
  readonly code: number | null;
  readonly said: string;
}

/** @param packages names of packages, whose commands lie in node_modules/.bin as if they were installed */
export function hookRepository(
  packages: readonly string[],
  onTestFinished: (clean: () => void) => void,
): HookRepository {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refint-hooks-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // Little of what a shell has: no tool of ours, and nothing that git says of another repository.
  const node = dirname(process.execPath);
  const env = {
    PATH: [node, '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    HOME: folder,
    LANG: 'C.UTF-8',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const run = (program: string, ...words: readonly string[]): Ran => {
    const { status, stdout, stderr, error } = spawnSync(program, words, { cwd: folder, env, encoding: 'utf8' });
    if (error) throw error;
    return { code: status, said: stripVTControlCharacters(stdout + stderr) };
  };
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
      if (path.startsWith('.husky/')) chmodSync(join(folder, path), 0o755);
    }
  };
  write(project);
  install('refint', join(root, 'packages/cli/bin/refint.js'), folder);
  for (const name of packages) install(name, binOf(name), folder);
  run('git', 'init', '--initial-branch', 'main');
  run('git', 'add', '.');
  run('git', 'commit', '--no-verify', '-m', 'first');
  return { folder, write, run, commit: (...words) => run('git', 'commit', '-m', 'second', ...words) };
}

function install(name: string, file: string, folder: string): void {
  const bin = join(folder, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  if (!existsSync(join(bin, name))) symlinkSync(file, join(bin, name));
}

function binOf(name: string): string {
  const manifest = packageOf(name);
  const { bin } = require(manifest) as { bin: string | Record<string, string> };
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[name]!);
}

/** Some packages do not export their manifest. */
function packageOf(name: string): string {
  const folders = require.resolve.paths(name) ?? [];
  const found = folders.map((one) => join(one, name, 'package.json')).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${name} is not installed`);
  return realpathSync(found);
}
