import { dirname, join, relative } from 'node:path';
import type { MigrationInput, ProjectInput } from '@refint/core';
import { sourceOf } from '@refint/model';
import type { Runner } from '@refint/rule';
import { readText } from '../disk.ts';
import type { FoundProject } from '../found.ts';
import { compareNames } from '../name-order.ts';
import { absolutePath, isWithin, slashed } from '../paths.ts';
import type { Change, ComparedCommit } from './change.ts';
import { standingIn } from './stand-in.ts';

/** The projects, with a mark on every migration that is new or changed since a commit, and with those that are gone. */
export function markChanged(projects: readonly FoundProject[], change: Change, cwd: string): readonly FoundProject[] {
  const [first] = change.commits;
  return projects.map((project) => {
    const { migrations, runner } = project;
    if (!migrations) return project;
    if (!first) return { ...project, migrations: migrations.map((one) => ({ ...one, change: { was: undefined } })) };
    return { ...project, ...markedIn(migrations, runner, { name: change.name, commit: first, cwd }) };
  });
}

interface Compared {
  readonly name: string;
  readonly commit: ComparedCommit;
  readonly cwd: string;
}

function markedIn(
  migrations: readonly MigrationInput[],
  runner: Runner,
  { name: ref, commit, cwd }: Compared,
): Pick<ProjectInput, 'migrations' | 'removed'> {
  const folder = folderOf(
    migrations.map(({ source }) => absolutePath(cwd, source.path)),
    runner,
  );
  if (folder === undefined) return { migrations };
  const textBefore = (path: string): string | undefined => textIn(commit, path);
  const before = (path: string) => {
    const text = textBefore(path);
    return text === undefined ? undefined : sourceOf(`${ref}:${slashed(relative(folder, path))}`, text);
  };
  return {
    migrations: migrations.map((migration) => {
      const path = absolutePath(cwd, migration.source.path);
      const change = commit.changeAt(path);
      if (!change) return migration;
      const isSame = change.was !== undefined && change.was === change.now;
      return { ...migration, change: { was: isSame ? before(path) : undefined } };
    }),
    removed: commit.removed.flatMap((path) => {
      if (!isWithin(folder, path)) return [];
      const name = nameOf(slashed(relative(folder, path)), runner, (other) => textBefore(join(folder, other)));
      const source = name === undefined ? undefined : before(path);
      return name === undefined || !source ? [] : [{ name, source, at: placeAmong(migrations, name) }];
    }),
  };
}

function textIn({ files }: ComparedCommit, path: string): string | undefined {
  try {
    return standingIn(files, () => readText(path));
  } catch {
    return undefined;
  }
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
