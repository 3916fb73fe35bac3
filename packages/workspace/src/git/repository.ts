import { dirname, isAbsolute, join, resolve } from 'node:path';
import { isThere, readText } from '../disk.ts';
import { isWithin } from '../paths.ts';

/** A repository with files to work on. Both folders are absolute. */
export interface Repository {
  /** The folder that its paths are relative to. */
  readonly top: string;
  /** Where git keeps what belongs to these files: of a linked worktree or a submodule, its own. */
  readonly gitFolder: string;
  /** The index that git was told to use, where that is not the usual one. */
  readonly index: string | undefined;
  /** All that decides what git says of it has been asked for: see witness.ts. */
  readonly isWitnessed?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The repository that a folder lies in. Git is not asked, because it takes longer than to look. In a hook it says by its
 * environment where its folder is and, while `git commit FILE` runs, which index is to be committed.
 */
export function repositoryAt(folder: string, environment: Environment = process.env): Repository | undefined {
  for (let top = folder; ; top = dirname(top)) {
    const gitFolder = gitFolderIn(top);
    if (gitFolder !== undefined) return { top, gitFolder, index: indexFor(top, gitFolder, environment) };
    if (dirname(top) === top) return namedRepository(folder, environment);
  }
}

/** `.git` is a folder, or a file that says where the folder is. */
function gitFolderIn(top: string): string | undefined {
  const path = join(top, '.git');
  if (!isThere(path)) return undefined;
  if (isThere(join(path, 'HEAD'))) return path;
  try {
    const named = /^gitdir: (.+?)\r?\n?$/.exec(readText(path))?.[1];
    return named === undefined ? undefined : resolve(top, named);
  } catch {
    return undefined;
  }
}

/** As for files that lie in a home, whose repository is elsewhere. */
function namedRepository(
  folder: string,
  { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE }: Environment,
): Repository | undefined {
  if (!GIT_DIR || !isThere(resolve(GIT_DIR, 'HEAD'))) return undefined;
  const top = resolve(GIT_WORK_TREE ?? '.');
  if (!isWithin(top, folder)) return undefined;
  return { top, gitFolder: resolve(GIT_DIR), index: GIT_INDEX_FILE ? resolve(top, GIT_INDEX_FILE) : undefined };
}

/** The index of another repository may be meant, as where a hook runs tests that make repositories of their own. */
function indexFor(top: string, gitFolder: string, { GIT_INDEX_FILE: named }: Environment): string | undefined {
  if (!named) return undefined;
  const path = resolve(top, named);
  const isOurs = !isAbsolute(named) || isWithin(gitFolder, path) || !/[\\/]\.git[\\/]/.test(path);
  return isOurs && isThere(path) ? path : undefined;
}
