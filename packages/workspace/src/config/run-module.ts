import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { askElsewhere, isThere, stampedWords } from '../disk.ts';

const distrusted = new AsyncLocalStorage<boolean>();

/** Does something without running code of the project on the way: where there is some, that is why it is refused. */
export const withoutCode = <T>(act: () => T): T => distrusted.run(true, act);

/**
 * Runs a module of the project, in TypeScript or JavaScript, by its absolute path, and resolves to what it exports by
 * default. It may import `refint` for `defineConfig` even where refint is not installed, as when it was started by npx.
 */
export async function runModule(path: string): Promise<unknown> {
  askElsewhere(path);
  if (distrusted.getStore()) throw new Error('it is code, and this folder is not trusted, so none of it is run');
  if (isRunByNode(path)) {
    try {
      return madeOf(((await import(pathToFileURL(path).href + howOften(path))) as { default?: unknown }).default);
    } catch (error) {
      if (!isAboutLoading(error)) throw error;
    }
  }
  return runTranslated(path);
}

const ran = new Map<string, string>();

/**
 * Node runs a module once, so one that has changed since then, as it may while an editor is open, needs another address. What it
 * imports itself is not run again.
 */
function howOften(path: string): string {
  const stamp = stampedWords(path);
  const first = ran.get(path) ?? stamp;
  ran.set(path, first);
  if (first === stamp) return '';
  // A module of the older kind is kept by its path alone.
  delete createRequire(path).cache[path];
  return `?${encodeURIComponent(stamp)}`;
}

/** The absolute path of a module: a path, or a package as it is seen from a file. Nothing when there is none. */
export async function pathOfModule(name: string, from: string): Promise<string | undefined> {
  askElsewhere(name);
  if (isPath(name)) {
    const path = resolve(dirname(from), name);
    if (isThere(path) && /\.\w+$/.test(path)) return path;
  } else {
    try {
      return createRequire(from).resolve(name);
    } catch {
      // What is only there for `import` is found by the translator.
    }
  }
  const { createJiti } = await import('jiti');
  const url = createJiti(from, { fsCache: false, moduleCache: false }).esmResolve(name, { try: true });
  return url?.startsWith('file:') ? fileURLToPath(url) : undefined;
}

/** Whether a name is a path, and not that of a package. */
export const isPath = (name: string): boolean => /^\.{0,2}[\\/]|^\.{1,2}$/.test(name) || isAbsolute(name);

/** Node runs JavaScript, and in newer versions TypeScript, which saves loading a compiler. */
function isRunByNode(path: string): boolean {
  const { typescript } = process.features as { readonly typescript?: string | false };
  return /\.[cm]?js$/.test(path) || (/\.[cm]?ts$/.test(path) && Boolean(typescript));
}

/** What a compiler made of `export default` when it wrote CommonJS. A module of its making without one has nothing there. */
function madeOf(value: unknown): unknown {
  const isMade = typeof value === 'object' && value !== null && '__esModule' in value;
  return isMade ? (value as { readonly default?: unknown }).default : value;
}

/** Whether Node did not get as far as running the module: the translator may. */
function isAboutLoading(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof SyntaxError || /^ERR_(?:MODULE_NOT_FOUND|UNKNOWN|UNSUPPORTED|INVALID|REQUIRE)/.test(code);
}

async function runTranslated(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const refint = { defineConfig: (config: unknown): unknown => config };
  // Left to itself it takes all that a module exports for its default, where it has none.
  const jiti = createJiti(path, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: { refint },
  });
  const made = await jiti.import(path);
  return isNamespace(made) ? made.default : madeOf(made);
}

/** What Node itself hands out for a module. */
const isNamespace = (value: unknown): value is { readonly default?: unknown } =>
  typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Module]';
