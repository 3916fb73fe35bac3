import { dirname, resolve } from 'node:path';
import type { MigrationInput } from '@refint/core';
import { sourceOf } from '@refint/model';
import type { FoundProject } from './found.ts';
import { changesSince } from './git.ts';
import { isWithin, shownPath } from './paths.ts';
import { Refusal } from './refusal.ts';

/** The projects, with a mark on every migration that is new or changed since a commit. */
export function markChanged(
  projects: readonly FoundProject[],
  ref: string,
  cwd: string,
): readonly FoundProject[] | Refusal {
  const marked: FoundProject[] = [];
  for (const project of projects) {
    const migrations = project.migrations && markedIn(project.migrations, ref, cwd);
    if (migrations instanceof Refusal) return migrations;
    marked.push({ ...project, migrations });
  }
  return marked;
}

function markedIn(
  migrations: readonly MigrationInput[],
  ref: string,
  cwd: string,
): readonly MigrationInput[] | Refusal {
  const folder = folderAround(migrations.map(({ source }) => resolve(cwd, source.path)));
  if (folder === undefined) return migrations;
  const changes = changesSince(ref, folder, shownPath(cwd, folder));
  if (changes instanceof Refusal) return changes;
  const changed = new Map(changes.changed.map((path) => [shownPath(cwd, resolve(folder, path)), path]));
  return migrations.map((migration) => {
    const path = changed.get(migration.source.path);
    if (path === undefined) return migration;
    const text = changes.textBefore(path);
    return { ...migration, change: { was: text === undefined ? undefined : sourceOf(`${ref}:${path}`, text) } };
  });
}

/** The folder that holds all of the files; nothing when there are none. */
function folderAround(files: readonly string[]): string | undefined {
  let folder = files[0] === undefined ? undefined : dirname(files[0]);
  for (const file of files) while (folder !== undefined && !isWithin(folder, file)) folder = dirname(folder);
  return folder;
}
