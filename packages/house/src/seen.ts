import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editorsPage, pageWith, seenInNeovim, whyNotSeen } from './editor/seen-in-neovim.ts';
import { root } from './root.ts';

/** Looks at refint in Neovim, in a terminal, and writes what is seen into docs/editors.md. The command has to be built. */
export async function main(): Promise<number> {
  const why = whyNotSeen();
  if (why !== undefined) {
    process.stderr.write(`house: nothing was looked at: ${why}\n`);
    return 2;
  }
  writeFileSync(join(root, editorsPage), pageWith(await seenInNeovim()));
  return 0;
}
