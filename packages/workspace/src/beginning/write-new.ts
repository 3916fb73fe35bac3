import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { reasonFor } from '../read-source.ts';
import { Refusal } from '../refusal.ts';

/** A file that is to be written; its path is absolute. */
export interface NewFile {
  readonly path: string;
  /** The path that people know it by. */
  readonly shown: string;
  readonly text: string;
  /** Whether it is to be run, as a hook of git is. */
  readonly isProgram?: boolean | undefined;
}

/** Those of the files that are there already. */
export const alreadyThere = (files: readonly NewFile[]): readonly NewFile[] =>
  files.filter(({ path }) => existsSync(path));

/** A file that is there and that is to say something else. */
export interface ChangedFile extends NewFile {
  /** What it says now. */
  readonly was: string;
}

/** Writes all of the files or none of them. One that is there is never written over, and what was begun is taken back. */
export function writeNew(files: readonly NewFile[]): Refusal | undefined {
  const undo: (() => void)[] = [];
  for (const file of files) {
    const refusal = attempt(file, undo, () => create(file, undo));
    if (refusal) return refusal;
  }
  return undefined;
}

/**
 * Writes new files and changes others, all of them or none. Who stops it in between finds everything as it was; a file that
 * has changed since it was read is not written over.
 */
export async function writeTogether(
  files: readonly NewFile[],
  changed: readonly ChangedFile[],
  isStopped: () => Promise<boolean>,
): Promise<Refusal | undefined> {
  const undo: (() => void)[] = [];
  const works = [
    ...files.map((file) => ({ file, write: () => create(file, undo) })),
    ...changed.map((file) => ({ file, write: () => change(file, undo) })),
  ];
  for (const { file, write } of works) {
    const refusal = attempt(file, undo, write);
    if (refusal) return refusal;
    if (!(await isStopped())) continue;
    for (const back of undo) back();
    return new Refusal('it was interrupted; nothing was written');
  }
  return undefined;
}

/** What `write` gives is why it did not. */
function attempt(
  { shown }: NewFile,
  undo: readonly (() => void)[],
  write: () => string | undefined,
): Refusal | undefined {
  let reason: string | undefined;
  try {
    reason = write();
  } catch (error) {
    reason = reasonFor(error);
  }
  if (reason === undefined) return undefined;
  for (const back of undo) back();
  return new Refusal(`${shown} cannot be written: ${reason}; nothing was written`);
}

function create({ path, text, isProgram }: NewFile, undo: (() => void)[]): undefined {
  for (const folder of missingFolders(dirname(path))) {
    mkdirSync(folder);
    undo.unshift(() => rmdirSync(folder));
  }
  const file = openSync(path, 'wx', isProgram ? 0o755 : 0o644);
  // From here on it is ours, also where the disk is full before all of it is written.
  undo.unshift(() => rmSync(path));
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
  return undefined;
}

/** What it is to say is written beside it first, so that nobody ever reads half of it. */
function change({ path, text, was }: ChangedFile, undo: (() => void)[]): string | undefined {
  if (readFileSync(path, 'utf8') !== was) return 'it has changed meanwhile';
  const file = realpathSync(path);
  const beside = (content: string): void => {
    const temporary = `${file}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, content, { flag: 'wx', mode: statSync(file).mode });
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  };
  beside(text);
  undo.unshift(() => beside(was));
  return undefined;
}

/** The folders above a file that are not there, the outermost first. */
function missingFolders(folder: string): readonly string[] {
  return existsSync(folder) ? [] : [...missingFolders(dirname(folder)), folder];
}
