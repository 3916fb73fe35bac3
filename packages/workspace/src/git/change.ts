import { relative, resolve } from 'node:path';
import type { Lines, Touched } from '@refint/core';
import { isThere, readText, realPath, type StandIn } from '../disk.ts';
import type { FoundProject } from '../found.ts';
import { absolutePath, isWithin } from '../paths.ts';
import { FilesBefore } from './before.ts';
import { type FileChange, type Hunk, textBefore } from './patch.ts';
import type { Repository } from './repository.ts';
import { onDisk, standingIn } from './stand-in.ts';

/** A commit that files are compared with. */
export interface ComparedCommit {
  /** The files as it has them. */
  readonly files: StandIn;
  /** What files held that are different, by their absolute path then; nothing for those that were not there. */
  readonly texts: ReadonlyMap<string, string | undefined>;
  /** What is different since in a file of now, by its absolute path. */
  changeAt(path: string): FileChange | undefined;
  /** The absolute paths of what is gone since. */
  readonly removed: readonly string[];
}

/** Files that are compared with what they were. */
export interface Change {
  /** What people call the commit. */
  readonly name: string;
  /** Where the files are, if not on the disk. */
  readonly files: StandIn | undefined;
  /** Usually one; several while branches are merged; none before the first commit, when all is new. */
  readonly commits: readonly ComparedCommit[];
  /** Nothing that refint reads is different. */
  readonly isIdle: boolean;
}

/** The commit that files are compared with, from what git says is different. */
export function compared(
  { top }: Repository,
  changes: readonly FileChange[],
  files: StandIn | undefined,
): ComparedCommit {
  const texts = new Map<string, string | undefined>();
  const changed = new Map<string, FileChange>();
  const removed: string[] = [];
  const now = <T>(act: () => T): T => (files ? standingIn(files, act) : onDisk(act));
  for (const change of changes) {
    const path = change.now === undefined ? undefined : resolve(top, change.now);
    const was = change.was === undefined ? undefined : resolve(top, change.was);
    if (path !== undefined) changed.set(path, change);
    if (path !== undefined && path !== was && !texts.has(path)) texts.set(path, undefined);
    if (was === undefined) continue;
    if (was !== path) removed.push(was);
    texts.set(was, textBefore(path === undefined ? '' : now(() => textAt(path)), change.hunks));
  }
  const real = files?.hasLinks === false ? undefined : realPaths(top, now);
  return {
    files: new FilesBefore(texts, now, real),
    texts,
    changeAt: (path) => changed.get(path) ?? (real && changed.get(real(path))),
    removed,
  };
}

/** Where links lead, for what lies below a folder. Git knows files by where they are. */
export function realPaths(top: string, now: <T>(act: () => T) => T): (path: string) => string {
  const real = (path: string): string => {
    try {
      return now(() => realPath(path));
    } catch {
      return path;
    }
  };
  // The folder itself may be known by a link.
  const realTop = real(top);
  if (realTop === top) return real;
  return (path) => {
    const found = real(path);
    return isWithin(realTop, found) ? resolve(top, relative(realTop, found)) : found;
  };
}

function textAt(path: string): string {
  try {
    return isThere(path) ? readText(path) : '';
  } catch {
    return '';
  }
}

/** The lines of projects that are different from a commit, by the paths that people know the files by. */
export function touchedIn(projects: readonly FoundProject[], { changeAt }: ComparedCommit, cwd: string): Touched {
  const touched = new Map<string, 'all' | readonly Lines[]>();
  const sources = projects.flatMap(({ schema, migrations = [] }) => [
    ...schema,
    ...migrations.map(({ source }) => source),
  ]);
  for (const { path } of sources) {
    const change = changeAt(absolutePath(cwd, path));
    if (!change) continue;
    const lines = change.hunks.map(linesOf);
    touched.set(path, change.was === undefined ? 'all' : lines);
  }
  return touched;
}

const linesOf = ({ at, count }: Hunk): Lines => (count === 0 ? [at + 1, at] : [at, at + count - 1]);
