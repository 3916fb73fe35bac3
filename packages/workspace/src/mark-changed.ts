import { dirname, resolve } from 'node:path';
import type { MigrationInput, ProjectInput } from '@refint/core';
import { sourceOf } from '@refint/model';
import type { Runner } from '@refint/rule';
import type { FoundProject } from './found.ts';
import { changesSince } from './git.ts';
import { compareNames } from './name-order.ts';
import { isWithin, shownPath } from './paths.ts';
import { Refusal } from './refusal.ts';

/** The projects, with a mark on every migration that is new or changed since a commit, and with those that are gone. */
export function markChanged(
  projects: readonly FoundProject[],
  ref: string,
  cwd: string,
): readonly FoundProject[] | Refusal {
  const marked: FoundProject[] = [];
  for (const project of projects) {
    const marks = project.migrations && markedIn(project.migrations, project.runner, ref, cwd);
    if (marks instanceof Refusal) return marks;
    marked.push({ ...project, ...marks });
  }
  return marked;
}

function markedIn(
  migrations: readonly MigrationInput[],
  runner: Runner,
  ref: string,
  cwd: string,
): Pick<ProjectInput, 'migrations' | 'removed'> | Refusal {
  const folder = folderOf(
    migrations.map(({ source }) => resolve(cwd, source.path)),
    runner,
  );
  if (folder === undefined) return { migrations };
  const changes = changesSince(ref, folder, shownPath(cwd, folder));
  if (changes instanceof Refusal) return changes;
  const before = (path: string) => {
    const text = changes.textBefore(path);
    return text === undefined ? undefined : sourceOf(`${ref}:${path}`, text);
  };
  const changed = new Map(changes.changed.map((path) => [shownPath(cwd, resolve(folder, path)), path]));
  return {
    migrations: migrations.map((migration) => {
      const path = changed.get(migration.source.path);
      return path === undefined ? migration : { ...migration, change: { was: before(path) } };
    }),
    removed: changes.removed.flatMap((path) => {
      const name = nameOf(path, runner, changes.textBefore);
      const source = name === undefined ? undefined : before(path);
      return name === undefined || !source ? [] : [{ name, source, at: placeAmong(migrations, name) }];
    }),
  };
}

/** The name of the migration that a file in the folder of migrations was; nothing for other files, and where nobody knows what was run. */
function nameOf(path: string, runner: Runner, textBefore: (path: string) => string | undefined): string | undefined {
  if (runner === 'prisma') return /^([^/]+)\/migration\.sql$/.exec(path)?.[1];
  const tag = runner === 'drizzle' ? /^([^/]+)\.sql$/.exec(path)?.[1] : undefined;
  if (tag === undefined) return undefined;
  return textBefore('meta/_journal.json')?.includes(JSON.stringify(tag)) ? tag : undefined;
}

function placeAmong(migrations: readonly MigrationInput[], name: string): number {
  const at = migrations.findIndex((other) => compareNames(name, other.name) < 0);
  return at < 0 ? migrations.length : at;
}

/** The folder of the migrations; nothing when there are none. Prisma has a folder in it for each. */
function folderOf(files: readonly string[], runner: Runner): string | undefined {
  const [first] = files;
  if (first === undefined) return undefined;
  let folder = runner === 'prisma' ? dirname(dirname(first)) : dirname(first);
  for (const file of files) while (!isWithin(folder, file)) folder = dirname(folder);
  return folder;
}
