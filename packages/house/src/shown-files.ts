import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The page that shows whole files of the repository. */
export const showingFiles = 'docs/plugins.md';

const shown = /(<!-- the file (\S+), written here by `pnpm fix` -->\n\n(`{3,})\w+\n)[\s\S]*?(?<=\n)\3\n/g;

/** A page with the text of each file that it says it shows. */
export function withShownFiles(root: string, page: string): string {
  return page.replace(shown, (_, head: string, path: string, fence: string) => {
    return `${head}${readFileSync(join(root, path), 'utf8').trimEnd()}\n${fence}\n`;
  });
}
