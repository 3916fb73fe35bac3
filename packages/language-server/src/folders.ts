import { isAbsolute, relative, sep } from 'node:path';
import type { InitializeParams } from 'vscode-languageserver';
import { pathOf } from './places.ts';

/** The folders that are open, absolute. Older editors name one, as a URI or as a path. */
export function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (workspaceFolders && workspaceFolders.length > 0)
    return workspaceFolders.map(({ uri }) => pathOf(uri)).filter((path) => path !== undefined);
  const root = rootUri ? pathOf(rootUri) : (rootPath ?? undefined);
  return root === undefined ? [] : [root];
}

/** Whether a path is a folder or lies below it. */
export function isIn(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}
