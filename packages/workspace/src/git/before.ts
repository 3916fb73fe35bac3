import { basename, dirname, join } from 'node:path';
import { type Entry, entriesOf, type Kind, kindOf, readText, realPath, type StandIn } from '../disk.ts';
import { entry, failure } from './files.ts';

/** What was at a path. */
type Was = 'file' | 'folder' | 'absent';

/**
 * Files as they were before a change: those that it touches with the text that they had, and all others as they are, on the
 * disk or in what stands in for it while this is asked.
 */
export class FilesBefore implements StandIn {
  readonly #texts: ReadonlyMap<string, string | undefined>;
  readonly #now: <T>(act: () => T) => T;
  readonly #real: ((path: string) => string) | undefined;
  /** What was at a path and is not there now, or the other way round. */
  readonly #kinds = new Map<string, Was>();
  /** The names of these, by folder. */
  readonly #names = new Map<string, Set<string>>();

  /**
   * @param texts what files held, by absolute path; nothing for one that was not there
   * @param now asks for the files as they are
   * @param real where a path leads; nothing where each leads to itself
   */
  constructor(
    texts: ReadonlyMap<string, string | undefined>,
    now: <T>(act: () => T) => T,
    real: ((path: string) => string) | undefined,
  ) {
    this.#real = real;
    this.#texts = texts;
    this.#now = now;
    for (const [path, text] of texts) this.#note(path, text === undefined ? 'absent' : 'file');
  }

  #note(path: string, kind: Was): void {
    this.#kinds.set(path, kind);
    const folder = dirname(path);
    const names = this.#names.get(folder) ?? new Set();
    this.#names.set(folder, names.add(basename(path)));
    if (folder === dirname(folder)) return;
    if (kind === 'absent' && !this.#isEmpty(folder)) return;
    if (kind !== 'absent' && this.#isListed(folder)) {
      // It may have been taken for empty before.
      if (this.#kinds.get(folder) !== 'absent') return;
    }
    this.#note(folder, kind === 'absent' ? 'absent' : 'folder');
  }

  /** Whether a folder is among what lies in the one around it now: one that is left empty on the disk is none for git. */
  #isListed(folder: string): boolean {
    try {
      return this.#now(() => entriesOf(dirname(folder))).some(({ name }) => name === basename(folder));
    } catch {
      return false;
    }
  }

  /** Git has no empty folders: one whose files are all new was not there. */
  #isEmpty(folder: string): boolean {
    try {
      return this.entriesOf(folder).length === 0;
    } catch {
      return false;
    }
  }

  readText(path: string): string {
    const real = this.#whereWas(path);
    if (!this.#texts.has(real)) return this.#now(() => readText(path));
    const text = this.#texts.get(real);
    if (text === undefined) throw failure('ENOENT');
    return text;
  }

  entriesOf(path: string): Entry[] {
    const real = this.#whereWas(path);
    if (this.#kinds.get(real) === 'absent') throw failure('ENOENT');
    const changed = this.#names.get(real);
    if (!changed) return this.#now(() => entriesOf(path));
    const now = this.#now(() => (kindOf(path) === 'folder' ? entriesOf(path) : []));
    const added = [...changed].flatMap((name) => {
      const kind = this.#kinds.get(join(real, name));
      return kind === undefined || kind === 'absent' ? [] : [entry(name, kind)];
    });
    return [...now.filter(({ name }) => !changed.has(name)), ...added];
  }

  kindOf(path: string): Kind {
    return this.#kinds.get(this.#whereWas(path)) ?? this.#now(() => kindOf(path));
  }

  realPath(path: string): string {
    const real = this.#whereWas(path);
    return this.#kinds.get(real) === undefined ? this.#now(() => realPath(path)) : real;
  }

  /** Where a path led: through folders as they are, since few links ever change. */
  #whereWas(path: string): string {
    if (!this.#real) return path;
    if (this.#texts.has(path) || this.#names.has(path)) return path;
    const folder = this.#real(dirname(path));
    const inside = join(folder, basename(path));
    return this.#kinds.get(inside) === undefined ? this.#real(path) : inside;
  }
}
