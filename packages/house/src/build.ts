import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundled, bundle, type Usual } from './bundle.ts';
import { nativeImport } from './native-import.ts';
import { notices } from './packing/notices.ts';
import { root } from './root.ts';
import { pluginsIn, rulesFolder } from './rule-files.ts';

/**
 * Bundles the command into packages/cli/dist: `refint.cjs`, and beside it one chunk for each part that is loaded by a
 * dynamic import only where it is wanted; `recall.cjs`, which gives answers of earlier runs, and `again.cjs`, which
 * tells them in another form; `index.js` and `index.cjs` for
 * configurations that import it; and the pages of the rules. Beside it lies whose code the bundle has. What V8 compiled of an older
 * bundle goes with it. Types and stamps that lie there stay. The old bundle goes when the new one is whole: a build that fails leaves a command that
 * runs.
 */
export async function main(): Promise<number> {
  const dist = join(root, 'packages/cli/dist');
  const made = join(root, 'packages/cli', `.made-${process.pid}`);
  const { plugin, page } = notices();
  const inRoom = (entry: string, what: Omit<Bundled, 'entry'>): Promise<void> =>
    bundle({ entry: `packages/cli/src/${entry}`, ...what }, made, [plugin, nativeImport]);
  // The command goes on with what checks; in a hook git is asked before, and afterwards what it said is compared.
  const git = 'packages/workspace/src/git';
  const usual: Usual = {
    goesOn: 'packages/cli/src/check-now.ts',
    before: `${git}/staged.ts`,
    after: [`${git}/open-staged.ts`, `${git}/open-change.ts`, 'packages/core/src/change/index.ts'],
  };
  await inRoom('main.ts', { file: 'refint.cjs', format: 'cjs', chunks: 'chunks/[name]-[hash].cjs', usual });
  for (const file of filesIn(made)) wrap(file);
  // These are read by Node itself, as they are.
  await inRoom('recall.ts', { file: 'recall.cjs', format: 'cjs' });
  await inRoom('again.ts', { file: 'again.cjs', format: 'cjs', chunks: 'again/[name]-[hash].cjs' });
  await inRoom('index.ts', { file: 'index.js', format: 'esm', chunks: 'chunks/[name]-[hash].js' });
  await inRoom('index.ts', { file: 'index.cjs', format: 'cjs', chunks: 'chunks/[name]-[hash].cjs' });
  writeFileSync(join(root, 'packages/cli/THIRD-PARTY-NOTICES.md'), page());
  for (const name of pluginsIn(root)) copyPages(name, join(made, 'rules', name));
  nameBuild(made);
  mkdirSync(dist, { recursive: true });
  for (const name of ['again', 'chunks', 'compiled', 'rules'])
    rmSync(join(dist, name), { recursive: true, force: true });
  for (const name of readdirSync(made)) renameSync(join(made, name), join(dist, name));
  rmSync(made, { recursive: true });
  return 0;
}

/**
 * Makes a module the function that Node would make of it: the loader of the command then takes the file as it is, instead of
 * putting half a megabyte of text together once more at each start. It reads ASCII, and the bundler leaves letters of tagged
 * templates as they are, because it cannot know whether somebody asks how they are written.
 */
function wrap(file: string): void {
  if (!file.endsWith('.cjs')) return;
  const code = readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, escapeOf);
  writeFileSync(file, `(function (exports, require, module, __filename, __dirname) {${code}\n})`, 'latin1');
}

/** How a letter is written in ASCII, one half after the other where it has two. */
const escapeOf = (half: string): string => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

/**
 * Writes into `recall.cjs` a name for this build, which is another one whenever anything is that an answer of the command depends
 * on: an answer counts only for the build that gave it.
 */
function nameBuild(made: string): void {
  const cli = join(root, 'packages/cli');
  const hash = createHash('sha256');
  for (const path of [join(cli, 'package.json'), ...filesIn(join(cli, 'bin')), ...filesIn(made)])
    hash.update(path.slice(path.startsWith(made) ? made.length : cli.length)).update(readFileSync(path));
  const file = join(made, 'recall.cjs');
  const code = readFileSync(file, 'latin1');
  writeFileSync(file, code.replace(/\bbuildOfRefint\b/, JSON.stringify(hash.digest('base64'))), 'latin1');
}

/** `refint explain` shows the page of a rule wherever it is installed. */
function copyPages(plugin: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const from = join(root, rulesFolder(plugin));
  for (const page of readdirSync(from).filter((name) => name.endsWith('.md')))
    copyFileSync(join(from, page), join(to, page));
}
