import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { askElsewhere } from '../disk.ts';

/**
 * Runs a module of the project, in TypeScript or JavaScript, and resolves to what it exports by default. `name` is a
 * path or a package as seen `from` a file. It may import `refint` for `defineConfig` even where refint is not
 * installed, as when it was started by npx.
 */
export async function runModule(name: string, from: string = name): Promise<unknown> {
  askElsewhere(name);
  if (isAbsolute(name) && isRunByNode(name)) {
    try {
      return ((await import(pathToFileURL(name).href)) as { default?: unknown }).default;
    } catch (error) {
      if (!isAboutLoading(error)) throw error;
    }
  }
  return runTranslated(name, from);
}

/** Node runs JavaScript, and in newer versions TypeScript, which saves loading a compiler. */
function isRunByNode(path: string): boolean {
  const { typescript } = process.features as { readonly typescript?: string | false };
  return /\.[cm]?js$/.test(path) || (/\.[cm]?ts$/.test(path) && Boolean(typescript));
}

/** Whether Node did not get as far as running the module: the translator may. */
function isAboutLoading(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof SyntaxError || /^ERR_(?:MODULE_NOT_FOUND|UNKNOWN|UNSUPPORTED|INVALID|REQUIRE)/.test(code);
}

async function runTranslated(name: string, from: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const refint = { defineConfig: (config: unknown): unknown => config };
  const jiti = createJiti(from, { fsCache: false, moduleCache: false, virtualModules: { refint } });
  return jiti.import(name, { default: true });
}
