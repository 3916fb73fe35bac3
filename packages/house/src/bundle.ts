import { join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { root } from './root.ts';

/** What is bundled, and how. */
export interface Bundled {
  /** The module that it begins with, from the root of the repository. */
  readonly entry: string;
  readonly file: string;
  readonly format: 'cjs' | 'esm';
  /** What each part is called that is loaded where it is wanted; nothing where all is one file. */
  readonly chunks?: string;
  /** Modules that are there where it runs, and are not taken along. */
  readonly external?: readonly string[];
  /** Whether names and lines are given up as well, where few bytes matter more than a stack that can be read. */
  readonly isTight?: boolean;
}

/** Bundles a module with all that it needs into a folder. */
export async function bundle(what: Bundled, dir: string, plugins: readonly Plugin[]): Promise<void> {
  const { entry, file, format, chunks, external = [], isTight = false } = what;
  const { has, plugin } = always();
  const made = await rolldown({
    plugins: [plugin, ...plugins],
    input: join(root, entry),
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
    external: ['typescript', ...external],
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
    minify: { compress: true, mangle: isTight, codegen: { removeWhitespace: isTight, asciiOnly: true } },
    comments: { legal: !isTight, annotation: false, jsdoc: false },
  });
  await made.close();
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
