import { holds, type Problem, remembered, type Source, sourceOf } from '@refint/model';
import { kindOf, mostBytes, readText } from './disk.ts';

/** What became of a file that was to be read. */
export type Reading =
  | { readonly kind: 'read'; readonly source: Source; readonly problem?: Problem }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unusable'; readonly problem: Problem };

const tooLarge = 'is larger than 50 MB';

/**
 * Reads a text file. `shown` is the path that people know it by. A byte order mark is left out, so that offsets are
 * those of an editor. Never throws and never waits: what is no plain file (a folder, a pipe) is a problem. Who knows
 * already that it is `plain` saves a look at it, which costs more than reading a small file.
 */
export function readSource(file: string, shown: string, plain = false): Reading {
  let text: string;
  try {
    if (!plain) {
      const kind = kindOf(file);
      if (kind === 'absent') return { kind };
      if (kind === 'large') return unusable(shown, tooLarge);
      if (kind !== 'file') return unusable(shown, `is ${kind === 'folder' ? 'a folder' : 'not a plain file'}`);
    }
    text = readText(file);
    if (text.length > mostBytes) return unusable(shown, tooLarge);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' };
    return unusable(shown, `cannot be read: ${reasonFor(error)}`);
  }
  if (text.startsWith('\uFFFD\uFFFD')) return unusable(shown, 'is not UTF-8 but looks like UTF-16: save it as UTF-8');
  return readingOf(sourceOf(shown, text.startsWith('\uFEFF') ? text.slice(1) : text));
}

/** What a text is good for; each is looked through once. */
const readingOf = remembered(
  (source: Source): Reading =>
    holds(source, '\0')
      ? unusable(source.path, 'is not a text: it holds zero bytes')
      : { kind: 'read', source, ...damage(source) },
);

/** Why a file system operation failed, in words. */
export function reasonFor(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? (code || String(error));
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'its symbolic links lead in a circle',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  ENOENT: 'it does not exist',
  EMFILE: 'too many files are open',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  ERR_STRING_TOO_LONG: 'it is larger than 50 MB',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 50 MB',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

function unusable(shown: string, what: string): Reading {
  return { kind: 'unusable', problem: { kind: 'unusable', text: `${shown} ${what}`, fatal: true } };
}

/** Bytes that are no UTF-8 were replaced while decoding; the rest of the file still counts. */
function damage(source: Source): { problem: Problem } | undefined {
  if (!holds(source, '\uFFFD')) return undefined;
  const at = source.text.indexOf('\uFFFD');
  const place = { source, span: { start: at, end: at + 1 } };
  return { problem: { kind: 'unreadable', text: 'not valid UTF-8 here', at: place, fatal: false } };
}
