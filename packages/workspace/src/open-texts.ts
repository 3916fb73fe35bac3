import { basename, dirname } from 'node:path';
import { type Entry, entriesOf, type Kind, kindOf, readText, realPath, type StandIn } from './disk.ts';
import { onDisk, standingIn } from './git/stand-in.ts';

/**
 * Does something while texts that somebody has open, and may not have saved, stand in place of what lies on the disk. A file
 * that only is open is there too, in its folder.
 *
 * @param texts by absolute paths
 */
export const withTexts = <T>(texts: ReadonlyMap<string, string>, act: () => T): T =>
  texts.size === 0 ? onDisk(act) : standingIn(new OpenTexts(texts), act);

class OpenTexts implements StandIn {
  readonly #texts = new Map<string, string>();
  /** Open files that are nowhere on the disk, by their folders. */
  readonly #unsaved = new Map<string, string[]>();

  constructor(texts: ReadonlyMap<string, string>) {
    for (const [path, text] of texts) {
      const real = onDisk(() => realOf(path));
      this.#texts.set(real ?? path, text);
      if (path !== real) this.#texts.set(path, text);
      if (real === undefined) this.#unsaved.set(dirname(path), [...(this.#unsaved.get(dirname(path)) ?? []), path]);
    }
  }

  readText(path: string): string {
    return this.#textOf(path) ?? onDisk(() => readText(path));
  }

  entriesOf(path: string): Entry[] {
    const more = this.#unsaved.get(path) ?? [];
    const entries = onDisk(() => (more.length > 0 && kindOf(path) === 'absent' ? [] : entriesOf(path)));
    return [...entries, ...more.map((file) => fileNamed(basename(file)))];
  }

  kindOf(path: string): Kind {
    if (this.#textOf(path) !== undefined) return 'file';
    const kind = onDisk(() => kindOf(path));
    return kind === 'absent' && this.#unsaved.has(path) ? 'folder' : kind;
  }

  realPath(path: string): string {
    return this.#unsaved.has(dirname(path)) && this.#texts.has(path) ? path : onDisk(() => realPath(path));
  }

  #textOf(path: string): string | undefined {
    return this.#texts.get(path);
  }
}

function realOf(path: string): string | undefined {
  try {
    return realPath(path);
  } catch {
    return undefined;
  }
}

const fileNamed = (name: string): Entry => ({
  name,
  isFile: () => true,
  isDirectory: () => false,
  isSymbolicLink: () => false,
});
