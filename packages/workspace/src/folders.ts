import { join } from 'node:path';
import { type Entry, entriesOf, kindOf, realPath as realPathOf } from './disk.ts';

/** A folder and the names of what lies in it, each list in byte order. Links are counted as what they lead to. */
export interface Folder {
  readonly path: string;
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Those of the folders that are symbolic links. */
  readonly links: readonly string[];
}

/** Deeper than any repository that was laid out by people. */
const deepest = 24;

const uninteresting = new Set(['node_modules', 'bower_components', 'dist', 'build', 'coverage']);

/** Folders in which nobody keeps a schema: what tools install or build, and hidden ones. */
export const isUninteresting = (name: string): boolean => name.startsWith('.') || uninteresting.has(name);

/** Lists a folder; nothing when it cannot be listed, with the error handed to `failed`. */
export function listFolder(path: string, failed?: (error: unknown) => void): Folder | undefined {
  let entries: Entry[];
  try {
    entries = entriesOf(path);
  } catch (error) {
    failed?.(error);
    return undefined;
  }
  const files: string[] = [];
  const folders: string[] = [];
  const links: string[] = [];
  for (const entry of entries) {
    const isLink = entry.isSymbolicLink();
    if (isLink && isFolder(join(path, entry.name))) links.push(entry.name);
    if (entry.isDirectory() || links.at(-1) === entry.name) folders.push(entry.name);
    else files.push(entry.name);
  }
  return { path, files: files.sort(), folders: folders.sort(), links };
}

/** A link with another name is not followed: it may lead to the root of the disk. */
const followed = new Set(['prisma', 'schema', 'migrations', 'drizzle']);

/**
 * Every folder from `start` on, each before those in it, nearer ones first, then in byte order. Installed, built and
 * hidden folders are left out, and so are the folders in one for which `stopAt` is true. Symbolic links are followed
 * only where their name says that a schema or its migrations are behind, and no folder is visited twice.
 */
export function* walk(
  start: string,
  stopAt: (folder: Folder) => boolean,
  failed: (path: string, error: unknown) => void,
): Generator<Folder> {
  const visited = new Set<string>();
  let level = [{ path: start, real: realPath(start) }];
  for (let depth = 0; level.length > 0 && depth <= deepest; depth++) {
    const next: typeof level = [];
    for (const { path, real } of level) {
      if (visited.has(real)) continue;
      visited.add(real);
      const folder = listFolder(path, (error) => failed(path, error));
      if (!folder) continue;
      yield folder;
      if (stopAt(folder)) continue;
      for (const name of folder.folders) {
        if (isUninteresting(name)) continue;
        const way = join(path, name);
        if (!folder.links.includes(name)) next.push({ path: way, real: join(real, name) });
        else if (followed.has(name)) next.push({ path: way, real: realPath(way) });
      }
    }
    level = next;
  }
}

export function isFolder(path: string): boolean {
  try {
    return kindOf(path) === 'folder';
  } catch {
    return false;
  }
}

function realPath(path: string): string {
  try {
    return realPathOf(path);
  } catch {
    return path;
  }
}
