import { dirname, join, relative } from 'node:path';
import { isThere } from './disk.ts';
import { slashed } from './paths.ts';

/**
 * The way from the root of the repository to a folder, with a slash at its end: `packages/api/`; empty in the root itself and
 * outside of any repository. A forge knows files by their path from there, wherever the command was started.
 */
export function wayFromRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (isThere(join(folder, '.git'))) return folder === cwd ? '' : `${slashed(relative(folder, cwd))}/`;
    if (dirname(folder) === folder) return '';
  }
}
