import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './root.ts';
import { pluginsIn, rulesFolder } from './rule-files.ts';

/**
 * Bundles the command into packages/cli/dist: `refint.cjs`, and beside it one chunk for each part that is loaded by a
 * dynamic import only where it is wanted; `index.js` for configurations that import it; the pages of the rules; and what V8
 * compiled of the chunks. Types and stamps that lie there stay. The old bundle goes when the new one is whole: a build that
 * fails leaves a command that runs.
 */
export async function main(): Promise<number> {
  const dist = join(root, 'packages/cli/dist');
  const made = join(root, 'packages/cli', `.made-${process.pid}`);
  await bundle('main.ts', { file: 'refint.cjs', format: 'cjs', chunks: 'chunks/[name]-[hash].cjs' }, made);
  await bundle('index.ts', { file: 'index.js', format: 'esm', chunks: 'chunks/[name]-[hash].js' }, made);
  mkdirSync(dist, { recursive: true });
  for (const name of ['chunks', 'compiled']) rmSync(join(dist, name), { recursive: true, force: true });
  for (const name of readdirSync(made)) renameSync(join(made, name), join(dist, name));
  rmSync(made, { recursive: true });
  for (const plugin of pluginsIn(root)) copyPages(plugin, join(dist, 'rules', plugin));
  const { status } = spawnSync(process.execPath, [join(root, 'packages/house/src/compile.cjs')], { stdio: 'inherit' });
  return status ?? 1;
}

interface Output {
  readonly file: string;
  readonly format: 'cjs' | 'esm';
  readonly chunks: string;
}

/**
 * What every verb loads stays in one file each: otherwise each part that one more verb asks for becomes a chunk of its own,
 * and every file that is opened at the start costs. What only one verb wants is named here as not belonging to them.
 */
const together = [
  { name: 'model', test: /[\\/]packages[\\/]model[\\/]src[\\/]/ },
  { name: 'core', test: /[\\/]packages[\\/](?:core|sql)[\\/]src[\\/](?!chronicle[\\/]|catalog[\\/.])/ },
  { name: 'reporters', test: /[\\/]packages[\\/]reporters[\\/]src[\\/](?!timeline)/ },
];

async function bundle(entry: string, { file, format, chunks }: Output, dir: string): Promise<void> {
  const made = await rolldown({
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
    // cosmiconfig asks for TypeScript only to read a configuration that we read ourselves.
    external: ['typescript'],
    moduleTypes: { '.md': 'text' },
  });
  await made.write({
    dir,
    format,
    entryFileNames: file,
    chunkFileNames: chunks,
    codeSplitting: { groups: together },
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
