/**
 * Runs a module of the project, in TypeScript or JavaScript, and resolves to what it exports by default. `name` is a
 * path or a package as seen `from` a file. It may import `refint` for `defineConfig` even where refint is not
 * installed, as when it was started by npx.
 */
export async function runModule(name: string, from: string = name): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const refint = { defineConfig: (config: unknown): unknown => config };
  const jiti = createJiti(from, { fsCache: false, moduleCache: false, virtualModules: { refint } });
  return jiti.import(name, { default: true });
}
