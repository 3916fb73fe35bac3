import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../root.ts';

const folder = join(root, 'packages/cli');

/** Gives the package `refint` what it has from other places: the guides, what changed, and types for `require`. */
export function dress(): void {
  const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.md'),
  );
  rmSync(join(folder, 'docs'), { recursive: true, force: true });
  copyFileSync(join(root, 'CHANGELOG.md'), join(folder, 'CHANGELOG.md'));
  for (const page of pages) {
    const from = join(root, 'docs', page);
    const to = join(folder, 'docs', page);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, withoutWaysOut(readFileSync(from, 'utf8'), from));
  }
  writeFileSync(join(folder, 'dist/types/index.d.cts'), typesForRequire);
}

/** A page whose links to what only the repository has are their words alone; a link that stands by itself is gone. */
function withoutWaysOut(page: string, path: string): string {
  return page.replace(/( · )?\[([^\]]*)\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g, (link, dot, words, target) => {
    const file = join(dirname(path), target);
    if (!existsSync(file)) throw new Error(`${path} links to ${target}, which is not there`);
    const isWithin = file.startsWith(join(root, 'docs')) || file === join(root, 'CHANGELOG.md');
    if (isWithin) return link;
    return dot ? '' : words;
  });
}

/** The same types, not a copy: a plugin that adds its rules adds them to both. */
const typesForRequire = `import type * as refint from './index.d.ts' with { 'resolution-mode': 'import' };

export type * from './index.d.ts' with { 'resolution-mode': 'import' };
export declare const defineConfig: typeof refint.defineConfig;
`;
