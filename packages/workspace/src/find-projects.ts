import { basename, dirname, join, resolve } from 'node:path';
import type { Problem } from '@refint/model';
import { type Discovered, discover } from './discover.ts';
import { everythingIn, isThere, relyOnEnvironment } from './disk.ts';
import { holdsDrizzleJournal } from './drizzle-journal.ts';
import { isFolder, listFolder } from './folders.ts';
import type { FoundProject } from './found.ts';
import { meant } from './meant.ts';
import { isWithin } from './paths.ts';
import { holdsPrismaMigrations } from './prisma-migrations.ts';
import { Refusal } from './refusal.ts';
import { uniqueNames } from './unique-names.ts';

export interface Found {
  readonly projects: readonly FoundProject[];
  readonly problems: readonly Problem[];
  /** Configurations of refint that were met on the way, absolute. */
  readonly ownConfigs: readonly string[];
}

/**
 * Finds the projects that existing paths stand for. A folder is searched; a file or a folder of a project stands for
 * the project. A path that has no project is a refusal with what was probably meant.
 */
export function findProjects(paths: readonly string[], cwd: string): Found | Refusal {
  const projects = new Map<string, FoundProject>();
  const problems = new Map<string, Problem>();
  const ownConfigs = new Set<string>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const inside = isFolder(absolute) ? inFolder(absolute, cwd) : undefined;
    const found = inside && inside.projects.length > 0 ? inside : around(absolute, cwd, inside);
    if (found.projects.length === 0 && !found.problems.some(({ fatal }) => fatal))
      return nothingIn(path, absolute, cwd);
    for (const project of found.projects) projects.set(project.made.join('\n'), project);
    for (const problem of found.problems) problems.set(problem.text, problem);
    for (const config of found.ownConfigs) ownConfigs.add(config);
  }
  return {
    projects: uniqueNames([...projects.values()], cwd),
    problems: [...problems.values()],
    ownConfigs: [...ownConfigs],
  };
}

/** The first of the paths that does not exist. */
export function missingPath(paths: readonly string[], cwd: string): Refusal | undefined {
  const path = paths.find((one) => !isThere(resolve(cwd, one)));
  return path === undefined ? undefined : new Refusal(`${path} does not exist${suggestion(path, resolve(cwd, path))}`);
}

/** A folder that is a part of a project, its schema or its migrations alone, stands for all of it. */
function inFolder(path: string, cwd: string): Discovered {
  const found = discover(path, cwd);
  const parts = found.projects.filter(
    ({ made, runner }) => runner === 'prisma' && made.some((one) => one === path || dirname(one) === path),
  );
  const incomplete = parts.filter(({ schema, migrations }) => schema.length === 0 || migrations === undefined);
  if (incomplete.length === 0 || isMarked(path)) return found;
  const place = markedAbove(path) ?? besideItself(path, incomplete);
  const whole = projectsIn(place, cwd);
  const projects = found.projects.map(
    (project) =>
      (incomplete.includes(project) ? whole.find(({ made }) => made.includes(project.made[0]!)) : project) ?? project,
  );
  return { ...found, projects };
}

const projectsIn = (place: string | undefined, cwd: string): readonly FoundProject[] =>
  place === undefined ? [] : discover(place, cwd).projects;

/**
 * The folder in which the rest lies of a project whose root has no mark, if a path is its migrations or its schema; beside a folder
 * that holds them lie other people's things.
 */
function besideItself(path: string, projects: readonly FoundProject[]): string | undefined {
  if (!projects.some(({ made }) => made.includes(path))) return undefined;
  const above = dirname(path);
  const isWorthIt = projects.some(({ schema }) => schema.length === 0) || isThere(join(above, 'migrations'));
  return isWorthIt ? above : undefined;
}

/** The projects that a path is a part of. */
function around(path: string, cwd: string, inside: Discovered | undefined): Discovered {
  let part: Discovered | undefined;
  for (const place of placesAround(path, cwd)) {
    const whole = discover(place, cwd);
    const projects = whole.projects.filter(({ made }) => made.some((one) => isWithin(one, path)));
    if (projects.length === 0) continue;
    const found = { projects, problems: whole.problems.filter(({ fatal }) => fatal), ownConfigs: [] };
    // Migrations without their schema are taken only if there is none further up.
    if (projects.every(({ runner, schema }) => runner !== 'prisma' || schema.length > 0)) return found;
    part ??= found;
  }
  return part ?? { projects: [], problems: inside?.problems ?? [], ownConfigs: [] };
}

/**
 * Where the rest of a project may lie that a path is a part of: in the nearest package or repository, and in folders above without
 * such a mark, nearest first. A migration lies at most four deep in its project. Above the one where people stand only that is looked
 * into which holds a part of a project itself: what else lies there is not theirs, and may be all that a person has.
 */
function* placesAround(path: string, cwd: string): Generator<string> {
  const marked = markedAbove(path);
  if (marked !== undefined) yield marked;
  if (!isPart(path)) return;
  let at = path;
  for (let height = 0; height < 4 && !isTop(at); height++) {
    const above = dirname(at);
    const isTheirs = isWithin(cwd, above);
    if (!isTheirs && !isPart(at)) return;
    if (above !== marked && (isTheirs || basename(at) === 'migrations' || holdsPart(above))) yield above;
    at = above;
  }
}

/** Whether a file is one of a schema or of migrations, or a folder has such files or holds migrations. */
const isPart = (path: string): boolean => isOurs(path) || holdsAny(path, isOurs);

const isOurs = (path: string): boolean => isSchema(path) || /\.sql$|\b_journal\.json$/.test(path);

/** Whether a schema or migrations lie in a folder, for all to see. */
const holdsPart = (path: string): boolean => holdsAny(path, isSchema);

const isSchema = (path: string): boolean => path.endsWith('.prisma');

function holdsAny(path: string, isWanted: (file: string) => boolean): boolean {
  const folder = listFolder(path);
  return (
    folder !== undefined &&
    (folder.files.some(isWanted) || holdsPrismaMigrations(folder) || holdsDrizzleJournal(folder))
  );
}

/** The nearest folder above that is a package or a repository, in the repository. The folder of a person is neither, whatever lies in it. */
function markedAbove(path: string): string | undefined {
  for (let at = path; !isTop(at); ) {
    at = dirname(at);
    if (isMarked(at)) return at === personFolder() ? undefined : at;
  }
  return undefined;
}

const isMarked = (folder: string): boolean => isThere(join(folder, 'package.json')) || isThere(join(folder, '.git'));

/** Whether nothing above belongs to the same: the root of a repository, or of the disk. */
const isTop = (folder: string): boolean => dirname(folder) === folder || isThere(join(folder, '.git'));

function personFolder(): string | undefined {
  relyOnEnvironment('HOME', 'USERPROFILE');
  return process.env['HOME'] ?? process.env['USERPROFILE'];
}

function nothingIn(path: string, absolute: string, cwd: string): Refusal {
  if (!isFolder(absolute)) return new Refusal(`${path} is part of no Prisma schema and of no folder of migrations`);
  const projects = projectsIn(markedAbove(absolute), cwd);
  const instead = projects.length === 1 ? `; did you mean ${projects[0]!.name}?` : '';
  return new Refusal(`${path === '.' ? 'this folder' : path} has no Prisma schema and no migrations in it${instead}`);
}

/** What a path that does not exist was probably meant to be: a neighbour with a near name. */
function suggestion(path: string, absolute: string): string {
  const near = meant(basename(absolute), namesIn(dirname(absolute)));
  return near === undefined ? '' : `; did you mean ${path.replace(/[^\\/]+[\\/]*$/, '')}${near}?`;
}

/** The names of all that lies in a folder; none where it cannot be listed. */
function namesIn(folder: string): readonly string[] {
  try {
    return everythingIn(folder).map(({ name }) => name);
  } catch {
    return [];
  }
}
