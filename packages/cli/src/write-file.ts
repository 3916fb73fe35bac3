import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '@refint/workspace';

/** A text and where it goes. */
export interface ToWrite {
  readonly path: string;
  /** The path as people wrote it. */
  readonly shown: string;
  readonly text: string;
}

/**
 * Writes a file so that nobody ever reads half of it: beside its place first, then moved there. What is no plain file,
 * such as a device, is written to directly. A refusal says why it could not be written.
 */
export const writeWhole = (path: string, shown: string, text: string): Refusal | undefined =>
  writeAll([{ path, shown, text }]);

/** Writes several files, all of them or none: what cannot be written is found out before the first one is moved. */
export function writeAll(files: readonly ToWrite[]): Refusal | undefined {
  const begun: Begun[] = [];
  let shown = '';
  try {
    for (const file of files) {
      shown = file.shown;
      const one = begin(file, files.length > 1);
      if (one instanceof Refusal) {
        for (const other of begun) other.undo();
        return one;
      }
      begun.push(one);
    }
    for (const one of begun) {
      shown = one.shown;
      one.finish();
    }
    return undefined;
  } catch (error) {
    for (const one of begun) one.undo();
    return new Refusal(`${shown} cannot be written: ${reasonFor(error, shown)}`);
  }
}

/** A text that lies beside its place. */
interface Begun {
  readonly shown: string;
  finish(): void;
  /** Makes it as if nothing had been written; never throws. */
  undo(): void;
}

function begin({ path, shown, text }: ToWrite, isOneOfMany: boolean): Begun | Refusal {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return new Refusal(`${shown} is a folder, so the report cannot be written there`);
  if (stats && !stats.isFile()) return { shown, finish: () => writeFileSync(path, text), undo: () => {} };
  const file = stats ? realpathSync(path) : path;
  const before = stats && isOneOfMany ? readFileSync(file) : undefined;
  const temporary = `${file}.${process.pid}.tmp`;
  writeBeside(temporary, text);
  let isMoved = false;
  return {
    shown,
    finish() {
      renameSync(temporary, file);
      isMoved = true;
    },
    undo() {
      try {
        if (isMoved && before) writeFileSync(file, before);
        else rmSync(isMoved ? file : temporary, { force: true });
      } catch {
        // The reason why it is undone is the one to be told.
      }
    },
  };
}

function writeBeside(temporary: string, text: string): void {
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function reasonFor(error: unknown, shown: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `there is no folder ${dirname(shown)}`;
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'ENOSPC') return 'the disk is full';
  if (code === 'EROFS') return 'the disk is read-only';
  return error instanceof Error ? error.message : String(error);
}
