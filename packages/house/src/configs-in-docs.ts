import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createJiti } from 'jiti';
import { parse } from 'yaml';

/** A configuration that stands somewhere as an example or a fixture. */
export interface FoundConfig {
  /** The path of its file, with the number of the block in a page. */
  readonly where: string;
  readonly config: unknown;
}

/** All configurations in the folders of a repository: files of their own, and blocks of pages. */
export async function configsIn(root: string, folders: readonly string[]): Promise<readonly FoundConfig[]> {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => !/(?:^|[\\/])node_modules[\\/]/.test(path))
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .sort(),
  );
  const found: FoundConfig[] = [];
  for (const path of paths) {
    const kind = /(?:^|\/)refint\.config\.(\w+)$/.exec(path)?.[1];
    if (kind) found.push({ where: path, config: await configFrom(readFileSync(join(root, path), 'utf8'), kind) });
    if (path.endsWith('.md')) found.push(...(await inPage(readFileSync(join(root, path), 'utf8'), path)));
  }
  return found;
}

async function inPage(page: string, path: string): Promise<readonly FoundConfig[]> {
  const found: FoundConfig[] = [];
  for (const [at, { language, text }] of blocksIn(page).entries()) {
    if (!['json', 'yaml', 'ts'].includes(language)) continue;
    // Of several files in one block, those of a configuration are named.
    const files = text.split(/^\/\/ file: +(\S+) *\n/m);
    const named = files.flatMap((name, index) =>
      index % 2 === 1 && name.startsWith('refint.config') ? [index + 1] : [],
    );
    for (const index of files.length === 1 ? [0] : named) {
      const config = await configFrom(files[index] ?? '', language);
      if (isConfig(config)) found.push({ where: `${path} block ${at + 1}`, config });
    }
  }
  return found;
}

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

export const blocksIn = (page: string): readonly Block[] =>
  [...page.matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```/gm)].map(([, indent = '', language = '', text = '']) => ({
    language,
    text: text.replace(new RegExp(`^${indent}`, 'gm'), ''),
  }));

async function configFrom(text: string, kind: string): Promise<unknown> {
  if (kind === 'json') return JSON.parse(text);
  if (kind === 'yaml' || kind === 'yml') return parse(text);
  // A page shows other modules as well, such as those of a plugin.
  if (!/export default (?:defineConfig\(|\{)/.test(text)) return undefined;
  const jiti = createJiti(import.meta.url, { virtualModules: { refint: { defineConfig: (one: unknown) => one } } });
  const code = text.includes("from 'refint'") ? text : `import { defineConfig } from 'refint';\n${text}`;
  return (
    (await jiti.evalModule(code, { filename: join(import.meta.dirname, 'refint.config.ts'), async: true })) as {
      default?: unknown;
    }
  ).default;
}

/** What every other piece of JSON or YAML in a page has none of, and every configuration has one of. */
const keys = [
  'extends',
  'projects',
  'rules',
  'overrides',
  'deletes',
  'tables',
  'relations',
  'notReferences',
  'tenancy',
  'targets',
  'plugins',
];

const isConfig = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !('version' in value) && keys.some((key) => key in value);
