import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The three siblings of a rule, as they lie on the disk. */
export interface RuleFiles {
  readonly plugin: string;
  /** The stem that the siblings share. */
  readonly name: string;
  /** What the rule has to call itself: `<plugin>/<name>`. */
  readonly id: string;
  /** The folder of the siblings, relative to the root. */
  readonly folder: string;
  readonly tested: boolean;
  /** The text of the page, if there is one. */
  readonly page: string | undefined;
}

export const rulesFolder = (plugin: string): string => `plugins/${plugin}/src/rules`;

/** The plugins of a repository that have rules, or may get some: every folder below `plugins` with sources. */
export function pluginsIn(root: string): string[] {
  const folder = join(root, 'plugins');
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => existsSync(join(folder, name, 'src')))
        .sort()
    : [];
}

/** The rules of a plugin by name. What is no sibling of a rule, such as a helper, lies outside of this folder. */
export function rulesOf(root: string, plugin: string): RuleFiles[] {
  const folder = rulesFolder(plugin);
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -'.ts'.length))
    .sort()
    .map((name) => ({
      plugin,
      name,
      id: `${plugin}/${name}`,
      folder,
      tested: names.includes(`${name}.test.ts`),
      page: names.includes(`${name}.md`) ? readFileSync(join(root, folder, `${name}.md`), 'utf8') : undefined,
    }));
}
