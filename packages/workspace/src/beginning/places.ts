import { dirname, relative } from 'node:path';
import { isFolder } from '../folders.ts';
import type { FoundProject } from '../found.ts';
import { isWithin, slashed } from '../paths.ts';

/** Where a project lies, as a configuration in a folder names it. */
export interface Places {
  /** A schema file, or the folder of several. */
  readonly schema: string | undefined;
  readonly migrations: string | undefined;
}

/** The places of a project that was found, relative to a folder. */
export function placesOf({ made, migrations }: FoundProject, folder: string): Places {
  const named = (path: string | undefined) => (path === undefined ? undefined : slashed(relative(folder, path)) || '.');
  const files = made.filter((path) => !isFolder(path));
  return {
    schema: named(files.length === 1 ? files[0] : around(files)),
    migrations: migrations && named(made.find(isFolder)),
  };
}

/** The innermost folder that holds all of the files. */
function around(files: readonly string[]): string | undefined {
  const [first] = files;
  let folder = first && dirname(first);
  while (folder !== undefined && !files.every((file) => isWithin(folder ?? '', file))) folder = dirname(folder);
  return folder;
}
