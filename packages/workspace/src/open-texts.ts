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
  /** What is nowhere on the disk, by the folder that it is in: open files, and folders that are not there yet. */
  readonly #unsaved = new Map<string, Map<string, 'file' | 'folder'>>();

  constructor(texts: ReadonlyMap<string, string>) {
    for (const [path, text] of texts) {
      const real = onDisk(() => realOf(path));
      this.#texts.set(path, text);
      if (real === undefined) this.#place(path, 'file');
      else this.#texts.set(real, text);
    }
  }

  #place(path: string, kind: 'file' | 'folder'): void {
    const folder = dirname(path);
    const inside = this.#unsaved.get(folder) ?? new Map<string, 'file' | 'folder'>();
    this.#unsaved.set(folder, inside.set(basename(path), kind));
    if (folder !== path && onDisk(() => kindOf(folder)) === 'absent') this.#place(folder, 'folder');
  }

  readText(path: string): string {
    return this.#texts.get(path) ?? onDisk(() => readText(path));
  }

  entriesOf(path: string): Entry[] {
    const more = [...(this.#unsaved.get(path) ?? [])].map(([name, kind]) => entry(name, kind));
    const isThere = more.length === 0 || onDisk(() => kindOf(path)) !== 'absent';
    return [...(isThere ? onDisk(() => entriesOf(path)) : []), ...more];
  }

  kindOf(path: string): Kind {
    if (this.#texts.has(path)) return 'file';
    return this.#unsavedKind(path) ?? onDisk(() => kindOf(path));
  }

  realPath(path: string): string {
    return this.#unsavedKind(path) === undefined ? onDisk(() => realPath(path)) : path;
  }

  #unsavedKind = (path: string): 'file' | 'folder' | undefined => this.#unsaved.get(dirname(path))?.get(basename(path));
}

function realOf(path: string): string | undefined {
  try {
    return realPath(path);
  } catch {
    return undefined;
  }
}

const entry = (name: string, kind: 'file' | 'folder'): Entry => ({
  name,
  isFile: () => kind === 'file',
  isDirectory: () => kind === 'folder',
  isSymbolicLink: () => false,
});
