import { isAbsolute, relative, resolve, sep } from 'node:path';

/** A path as people are shown it: relative to where they stand, with forward slashes; `.` for that place itself. */
export function shownPath(cwd: string, absolute: string): string {
  const shown = relative(cwd, absolute);
  return shown === '' ? '.' : slashed(shown);
}

/** The absolute path of what is shown so. */
export function absolutePath(cwd: string, shown: string): string {
  // To resolve a path looks at each of its letters, and there may be thousands of paths. Nothing is to be resolved in a plain one.
  if (sep !== '/' || shown.startsWith('.') || shown.startsWith('/') || cwd.endsWith('/')) return resolve(cwd, shown);
  return `${cwd}/${shown}`;
}

/** The path with forward slashes, whatever the machine writes. */
export const slashed = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'));

/** Joins a shown folder and what lies below it. */
export const below = (folder: string, rest: string): string => (folder === '.' ? rest : `${folder}/${rest}`);

/** Whether a path is a folder or lies somewhere below it. Both are absolute. */
export function isWithin(folder: string, path: string): boolean {
  // To take a path apart costs more than to read a small file, and there may be thousands.
  if (path.startsWith(folder) && (path.length === folder.length || path[folder.length] === sep) && !path.includes('..'))
    return true;
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}
