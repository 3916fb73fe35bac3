import type { InitializeParams } from 'vscode-languageserver';
import { pathOf } from './places.ts';

/** The folders that are open, absolute. Older editors name one, as a URI or as a path. */
export function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (workspaceFolders && workspaceFolders.length > 0)
    return workspaceFolders.map(({ uri }) => pathOf(uri)).filter((path) => path !== undefined);
  const root = rootUri ? pathOf(rootUri) : (rootPath ?? undefined);
  return root === undefined ? [] : [root];
}
