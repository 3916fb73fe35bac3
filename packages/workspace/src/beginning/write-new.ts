import { existsSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
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

/** Writes all of the files or none of them. One that is there is never written over, and what was begun is taken back. */
export function writeNew(files: readonly NewFile[]): Refusal | undefined {
  const undo: (() => void)[] = [];
  for (const { path, shown, text, isProgram } of files) {
    try {
      for (const folder of missingFolders(dirname(path))) {
        mkdirSync(folder);
        undo.unshift(() => rmdirSync(folder));
      }
      writeFileSync(path, text, { flag: 'wx', mode: isProgram ? 0o755 : 0o644 });
      undo.unshift(() => rmSync(path));
    } catch (error) {
      for (const back of undo) back();
      return new Refusal(`${shown} cannot be written: ${reasonFor(error)}; nothing was written`);
    }
  }
  return undefined;
}

/** The folders above a file that are not there, the outermost first. */
function missingFolders(folder: string): readonly string[] {
  return existsSync(folder) ? [] : [...missingFolders(dirname(folder)), folder];
}
