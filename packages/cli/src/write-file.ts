import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '@refint/workspace';

/**
 * Writes a file so that nobody ever reads half of it: beside its place first, then moved there. What is no plain file,
 * such as a device, is written to directly. A refusal says why it could not be written.
 */
export function writeWhole(path: string, shown: string, text: string): Refusal | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return new Refusal(`${shown} is a folder, so the report cannot be written there`);
    if (stats && !stats.isFile()) writeFileSync(path, text);
    else replace(stats ? realpathSync(path) : path, text);
    return undefined;
  } catch (error) {
    return new Refusal(`${shown} cannot be written: ${reasonFor(error, shown)}`);
  }
}

function replace(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, file);
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
