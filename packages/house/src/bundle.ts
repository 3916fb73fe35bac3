import { join } from 'node:path';
import { type InputOptions, type Plugin, rolldown } from 'rolldown';
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
  /** Modules that are loaded by a dynamic import, but by nearly every run. */
  readonly usual?: Usual;
  /** Whether names and lines are given up as well, where few bytes matter more than a stack that can be read. */
  readonly isTight?: boolean;
}

/** What nearly every run loads besides what it begins with, from the root of the repository. */
export interface Usual {
  /** The module that it goes on with. */
  readonly goesOn: string;
  /** One that some load before, to wait for less. */
  readonly before: string;
  /** Those that the same load afterwards. */
  readonly after: readonly string[];
}

/** Bundles a module with all that it needs into a folder. */
export async function bundle(what: Bundled, dir: string, plugins: readonly Plugin[]): Promise<void> {
  const { file, format, chunks, isTight = false } = what;
  const made = await rolldown(inputOf(what, plugins));
  await made.write({
    dir,
    format,
    entryFileNames: file,
    ...(chunks !== undefined && { chunkFileNames: chunks }),
    codeSplitting: chunks !== undefined && {
      groups: await groupsOf(what, plugins),
      includeDependenciesRecursively: false,
    },
    // Dead code goes, lines and names stay: a stack that somebody sends us should be readable. The loader of the command
    // reads ASCII.
    minify: { compress: true, mangle: isTight, codegen: { removeWhitespace: isTight, asciiOnly: true } },
    comments: { legal: !isTight, annotation: false, jsdoc: false },
  });
  await made.close();
}

function inputOf({ entry, chunks, external = [] }: Bundled, plugins: readonly Plugin[]): InputOptions {
  return {
    plugins: [...plugins],
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
    // None of our modules does anything by being loaded, so only those are that somebody needs something of. What is one file does
    // one thing, and is loaded for that alone: of a room it has only what it calls.
    treeshake: { moduleSideEffects: chunks === undefined ? false : [{ test: ours, sideEffects: false }] },
    // cosmiconfig asks for TypeScript only to read a configuration that we read ourselves.
    external: ['typescript', ...external],
    moduleTypes: { '.md': 'text' },
  };
}

const ours = /[\\/](?:packages|plugins)[\\/][^\\/]+[\\/]src[\\/]/;

interface Group {
  readonly name: string;
  readonly test: (id: string) => boolean;
  readonly priority: number;
}

/**
 * The modules that usual runs load stay in one file, and those that come before in another. Left alone, each part that one more verb
 * asks for becomes a chunk of its own, and every file that is opened at the start costs. What modules need is found out by bundling
 * them once without groups: names that nobody uses lead nowhere then.
 */
async function groupsOf(what: Bundled, plugins: readonly Plugin[]): Promise<Group[]> {
  const made = await rolldown(inputOf(what, plugins));
  const { output } = await made.generate({ format: what.format, entryFileNames: what.file, minify: false });
  await made.close();
  const chunks = output.filter((one) => one.type === 'chunk');
  const loadedBy = (entry: string): ReadonlySet<string> => {
    const facade = join(root, entry);
    const names = new Set(chunks.filter(({ facadeModuleId: id }) => id === facade).map(({ fileName }) => fileName));
    if (names.size === 0) throw new Error(`${entry} is no module that is loaded by itself`);
    const found = new Set<string>();
    // What is added is gone through as well.
    for (const name of names) {
      const chunk = chunks.find(({ fileName }) => fileName === name);
      for (const id of chunk?.moduleIds ?? []) found.add(id);
      for (const imported of chunk?.imports ?? []) names.add(imported);
    }
    return found;
  };
  const begin = loadedBy(what.entry);
  if (!what.usual) return [{ name: 'command', test: (id) => begin.has(id), priority: 1 }];
  const [command, before] = [loadedBy(what.usual.goesOn), loadedBy(what.usual.before)];
  const after = new Set(what.usual.after.flatMap((entry) => [...loadedBy(entry)]));
  return [
    { name: 'begin', test: (id) => begin.has(id) || (before.has(id) && command.has(id)), priority: 4 },
    { name: 'command', test: (id) => command.has(id), priority: 3 },
    { name: 'before', test: (id) => before.has(id), priority: 2 },
    { name: 'after', test: (id) => after.has(id), priority: 1 },
  ];
}
