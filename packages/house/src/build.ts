import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './root.ts';
import { pluginsIn, rulesFolder } from './rule-files.ts';

/**
 * Bundles the command into packages/cli/dist: `refint.js`, `index.js` for configurations that import it, and beside them one chunk for each part that is loaded by a
 * dynamic import only where it is wanted. Only files of the bundle are replaced; types and stamps beside them stay.
 */
export async function main(): Promise<number> {
  const dist = join(root, 'packages/cli/dist');
  const bundle = await rolldown({
    input: { refint: join(root, 'packages/cli/src/main.ts'), index: join(root, 'packages/cli/src/index.ts') },
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
  // The old bundle goes when the new one is whole: a build that fails leaves a command that runs.
  const made = join(root, 'packages/cli', `.made-${process.pid}`);
  await bundle.write({
    dir: made,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    // Dead code goes, lines and names stay: a stack that somebody sends us should be readable.
    minify: { compress: true, mangle: false, codegen: false },
  });
  await bundle.close();
  mkdirSync(dist, { recursive: true });
  rmSync(join(dist, 'chunks'), { recursive: true, force: true });
  for (const name of readdirSync(made)) renameSync(join(made, name), join(dist, name));
  rmSync(made, { recursive: true });
  for (const plugin of pluginsIn(root)) copyPages(plugin, join(dist, 'rules', plugin));
  return 0;
}

/** `refint explain` shows the page of a rule wherever it is installed. */
function copyPages(plugin: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const from = join(root, rulesFolder(plugin));
  for (const page of readdirSync(from).filter((name) => name.endsWith('.md')))
    copyFileSync(join(from, page), join(to, page));
}
