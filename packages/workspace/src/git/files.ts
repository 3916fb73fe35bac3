import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Entry, entriesOf, type Kind, kindOf, readText, type StandIn } from '../disk.ts';
import { isWithin } from '../paths.ts';
import { onDisk } from './stand-in.ts';
import { isRead } from './wanted.ts';

/** A file that git knows: with its text, or only that it is there. */
export interface GitFile {
  readonly kind: 'file' | 'link' | 'repository';
  /** Of a link, where it leads. */
  readonly text: string | undefined;
}

type FileKind = 'file' | 'folder' | 'link' | 'repository';

/**
 * The files of a repository as git has them, in place of what lies in its folder. What git was not asked about is on the disk:
 * files that refint reads nowhere by their names, what belongs to another repository inside of it, and all that is around it.
 */
export class GitFiles implements StandIn {
  readonly #top: string;
  readonly #files: ReadonlyMap<string, GitFile>;
  readonly #folders = new Map<string, Map<string, FileKind>>();
  readonly hasLinks: boolean;

  /** @param files by paths that are absolute */
  constructor(top: string, files: ReadonlyMap<string, GitFile>) {
    this.#top = top;
    this.#files = files;
    this.hasLinks = [...files.values()].some(({ kind }) => kind === 'link');
    this.#folders.set(top, new Map([['.git', 'folder']]));
    for (const [path, { kind }] of files) this.#place(path, kind);
  }

  #place(path: string, kind: FileKind): void {
    let [at, what] = [path, kind];
    while (at !== this.#top) {
      const cut = at.lastIndexOf(sep);
      const folder = cut <= this.#top.length ? this.#top : at.slice(0, cut);
      const name = at.slice(cut + 1);
      const known = this.#folders.get(folder);
      if (known) return void known.set(name, what);
      this.#folders.set(folder, new Map([[name, what]]));
      [at, what] = [folder, 'folder'];
    }
  }

  readText(path: string): string {
    const real = this.realPath(path);
    const file = this.#files.get(real);
    if (!file && !this.#isOurs(real)) return onDisk(() => readText(real));
    if (!file) throw failure(this.#folders.has(real) ? 'EISDIR' : 'ENOENT');
    // What Git LFS keeps elsewhere is on the disk, or nowhere.
    if (file.text === undefined || file.text.startsWith('version https://git-lfs.'))
      return onDisk(() => readText(real));
    return file.text;
  }

  entriesOf(path: string): Entry[] {
    const real = this.realPath(path);
    const inside = this.#folders.get(real);
    if (inside) return [...inside].map(([name, kind]) => entry(name, kind === 'repository' ? 'folder' : kind));
    if (!this.#isOurs(real)) return onDisk(() => entriesOf(real));
    return onDisk(() => kindOf(real)) === 'folder' ? [] : fail(this.#files.has(real) ? 'ENOTDIR' : 'ENOENT');
  }

  kindOf(path: string): Kind {
    const real = this.realPath(path);
    if (this.#folders.has(real) || this.#files.get(real)?.kind === 'repository') return 'folder';
    if (this.#files.has(real)) return 'file';
    if (!this.#isOurs(real)) return onDisk(() => kindOf(real));
    // A folder in which git has nothing of interest is one all the same.
    return onDisk(() => kindOf(real)) === 'folder' ? 'folder' : 'absent';
  }

  /** The path without the links that git has, as far as they lead. */
  realPath(path: string): string {
    if (!this.hasLinks) return path;
    let real = path;
    for (let steps = 0; steps < 40; steps++) {
      const link = this.#linkIn(real);
      if (link === undefined) return real;
      real = resolve(dirname(link), this.#files.get(link)?.text ?? '.', relative(link, real));
    }
    return fail('ELOOP');
  }

  #linkIn(path: string): string | undefined {
    if (!isWithin(this.#top, path)) return undefined;
    let at = this.#top;
    for (const name of relative(this.#top, path).split(sep)) {
      at = join(at, name);
      if (this.#files.get(at)?.kind === 'link') return at;
    }
    return undefined;
  }

  /** Whether git was asked about a path. */
  #isOurs(path: string): boolean {
    if (!isWithin(this.#top, path) || this.#isInOther(path)) return false;
    const inside = relative(this.#top, path);
    return (
      this.#files.has(path) || this.#folders.has(path) || isRead(sep === '/' ? inside : inside.replaceAll(sep, '/'))
    );
  }

  #isInOther(path: string): boolean {
    for (let at = path; at !== this.#top && at !== dirname(at); at = dirname(at)) {
      if (this.#files.get(at)?.kind === 'repository') return true;
    }
    return false;
  }
}

export const entry = (name: string, kind: 'file' | 'folder' | 'link'): Entry => ({
  name,
  isFile: () => kind === 'file',
  isDirectory: () => kind === 'folder',
  isSymbolicLink: () => kind === 'link',
});

/** An error as the file system has it. */
export const failure = (code: string): Error => Object.assign(new Error(code), { code });

function fail(code: string): never {
  throw failure(code);
}
