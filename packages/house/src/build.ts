import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { nativeImport } from './native-import.ts';
import { notices } from './packing/notices.ts';
import { root } from './root.ts';
import { pluginsIn, rulesFolder } from './rule-files.ts';

/**
 * Bundles the command into packages/cli/dist: `refint.cjs`, and beside it one chunk for each part that is loaded by a
 * dynamic import only where it is wanted; `recall.cjs`, which gives answers of earlier runs; `index.js` and `index.cjs` for
 * configurations that import it; the pages of the rules; and what V8 compiled of the chunks. Beside it lies whose code the bundle
 * has. Types and stamps that lie there stay. The old bundle goes when the new one is whole: a build that fails leaves a command that
 * runs.
 */
export async function main(): Promise<number> {
  const dist = join(root, 'packages/cli/dist');
  const made = join(root, 'packages/cli', `.made-${process.pid}`);
  const { plugin, page } = notices();
  await bundle('main.ts', { file: 'refint.cjs', format: 'cjs', chunks: 'chunks/[name]-[hash].cjs' }, made, plugin);
  for (const file of filesIn(made)) wrap(file);
  // These are read by Node itself, as they are.
  await bundle('recall.ts', { file: 'recall.cjs', format: 'cjs' }, made, plugin);
  await bundle('index.ts', { file: 'index.js', format: 'esm', chunks: 'chunks/[name]-[hash].js' }, made, plugin);
  await bundle('index.ts', { file: 'index.cjs', format: 'cjs', chunks: 'chunks/[name]-[hash].cjs' }, made, plugin);
  writeFileSync(join(root, 'packages/cli/THIRD-PARTY-NOTICES.md'), page());
  for (const name of pluginsIn(root)) copyPages(name, join(made, 'rules', name));
  nameBuild(made);
  mkdirSync(dist, { recursive: true });
  for (const name of ['chunks', 'compiled', 'rules']) rmSync(join(dist, name), { recursive: true, force: true });
  for (const name of readdirSync(made)) renameSync(join(made, name), join(dist, name));
  rmSync(made, { recursive: true });
  const { status } = spawnSync(process.execPath, [join(root, 'packages/house/src/compile.cjs')], { stdio: 'inherit' });
  return status ?? 1;
}

interface Output {
  readonly file: string;
  readonly format: 'cjs' | 'esm';
  /** What each part is called that is loaded where it is wanted; nothing where all is one file. */
  readonly chunks?: string;
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

/**
 * The modules that every run loads: those that the entry reaches without a dynamic import. They stay in one file. Left alone,
 * each part that one more verb asks for becomes a chunk of its own, and every file that is opened at the start costs.
 */
function always(): { readonly has: (id: string) => boolean; readonly plugin: Plugin } {
  const ids = new Set<string>();
  const plugin: Plugin = {
    name: 'always',
    buildEnd() {
      const reached = [...this.getModuleIds()].filter((id) => this.getModuleInfo(id)?.isEntry);
      for (let id = reached.pop(); id !== undefined; id = reached.pop()) {
        if (ids.has(id)) continue;
        ids.add(id);
        reached.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
  };
  return { has: (id) => ids.has(id), plugin };
}

async function bundle(entry: string, { file, format, chunks }: Output, dir: string, listener: Plugin): Promise<void> {
  const { has, plugin } = always();
  const made = await rolldown({
    plugins: [plugin, listener, nativeImport],
    input: join(root, 'packages/cli/src', entry),
    platform: 'node',
    tsconfig: false,
    resolve: {
      // prisma-ast's CommonJS build makes a lexer, two parsers and a visitor when it is loaded, of which we use one parser;
      // from its module build the rest is left out.
      mainFields: ['module', 'main'],
      alias: {
        // The plain jiti looks for its compiler beside itself on the disk; the static one brings it along, in its own chunk.
        jiti: 'jiti/static',
        lilconfig: join(root, 'packages/house/src/no-search.js'),
      },
    },
    // What is one file does one thing, and is loaded for that alone: of a room it has only what it calls.
    treeshake: chunks === undefined ? { moduleSideEffects: false } : true,
    // cosmiconfig asks for TypeScript only to read a configuration that we read ourselves.
    external: ['typescript'],
    moduleTypes: { '.md': 'text' },
  });
  await made.write({
    dir,
    format,
    entryFileNames: file,
    ...(chunks !== undefined && { chunkFileNames: chunks }),
    codeSplitting: chunks !== undefined && { groups: [{ name: 'command', test: has }] },
    // Dead code goes, lines and names stay: a stack that somebody sends us should be readable. The loader of the command
    // reads ASCII.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
    comments: { legal: true, annotation: false, jsdoc: false },
  });
  await made.close();
}

/** `refint explain` shows the page of a rule wherever it is installed. */
function copyPages(plugin: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const from = join(root, rulesFolder(plugin));
  for (const page of readdirSync(from).filter((name) => name.endsWith('.md')))
    copyFileSync(join(from, page), join(to, page));
}
