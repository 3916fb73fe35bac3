import { basename, dirname, sep } from 'node:path';
import { disk } from './asked-once.ts';
import type { Entry, Kept, Kind, StandIn } from './disk.ts';
import { standingIn } from './git/stand-in.ts';

/**
 * Does something while texts that somebody has open, and may not have saved, stand in place of what lies on the disk. A file
 * that only is open is there too, in its folder.
 *
 * @param texts by absolute paths
 * @param known what is asked for all else in place of the disk
 */
export const withTexts = <T>(texts: ReadonlyMap<string, string>, act: () => T, known?: StandIn): T =>
  standingIn(texts.size === 0 ? known : new OpenTexts(texts, known ?? disk), act);

class OpenTexts implements StandIn {
  readonly #texts = new Map<string, string>();
  readonly #beneath: StandIn;
  /** What is nowhere on the disk, by the folder that it is in: open files, and folders that are not there yet. */
  readonly #unsaved = new Map<string, Map<string, 'file' | 'folder'>>();

  constructor(texts: ReadonlyMap<string, string>, beneath: StandIn) {
    this.#beneath = beneath;
    for (const [path, text] of texts) {
      const real = realOf(path, beneath);
      this.#texts.set(path, text);
      if (real === undefined) this.#place(path, 'file');
      else this.#texts.set(real, text);
    }
  }

  #place(path: string, kind: 'file' | 'folder'): void {
    const folder = dirname(path);
    const inside = this.#unsaved.get(folder) ?? new Map<string, 'file' | 'folder'>();
    this.#unsaved.set(folder, inside.set(basename(path), kind));
    if (folder !== path && this.#beneath.kindOf(folder) === 'absent') this.#place(folder, 'folder');
  }

  readText(path: string): string {
    return this.#texts.get(path) ?? this.#beneath.readText(path);
  }

  entriesOf(path: string): Entry[] {
    const unsaved = this.#unsaved.get(path);
    if (!unsaved) return this.#beneath.entriesOf(path);
    const more = [...unsaved].map(([name, kind]) => entry(name, kind));
    return [...(this.#beneath.kindOf(path) === 'absent' ? [] : this.#beneath.entriesOf(path)), ...more];
  }

  kindOf(path: string): Kind {
    if (this.#texts.has(path)) return 'file';
    return this.#unsavedKind(path) ?? this.#beneath.kindOf(path);
  }

  realPath(path: string): string {
    return this.#unsavedKind(path) === undefined ? this.#beneath.realPath(path) : path;
  }

  /** What is open in a folder is in it because of its path, wherever links lead. */
  keptOf(folder: string): Kept | undefined {
    const kept = this.#beneath.keptOf?.(folder);
    const within = `${folder}${sep}`;
    return kept && { ...kept, open: new Map([...this.#texts].filter(([path]) => path.startsWith(within))) };
  }

  #unsavedKind(path: string): 'file' | 'folder' | undefined {
    return this.#unsaved.size === 0 ? undefined : this.#unsaved.get(dirname(path))?.get(basename(path));
  }
}

function realOf(path: string, { realPath }: Pick<StandIn, 'realPath'>): string | undefined {
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
