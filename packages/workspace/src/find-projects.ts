import { basename, dirname, join, resolve } from 'node:path';
import type { Problem } from '@refint/model';
import { type Discovered, discover } from './discover.ts';
import { everythingIn, isThere } from './disk.ts';
import { isFolder, listFolder } from './folders.ts';
import type { FoundProject } from './found.ts';
import { meant } from './meant.ts';
import { isWithin } from './paths.ts';
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
    ({ made, runner }) => runner === 'prisma' && made.some((one) => isPart(path, one)),
  );
  const incomplete = parts.filter(({ schema, migrations }) => schema.length === 0 || migrations === undefined);
  if (incomplete.length === 0 || isMarked(path)) return found;
  // The rest of it lies beside the folder itself; beside one that holds it lie other people's things.
  const isItself = incomplete.some(({ made }) => made.includes(path));
  const place = markedAbove(path) ?? (isItself ? dirname(path) : undefined);
  const whole = place === undefined ? [] : discover(place, cwd).projects;
  const projects = found.projects.map(
    (project) =>
      (incomplete.includes(project) ? whole.find(({ made }) => made.includes(project.made[0]!)) : project) ?? project,
  );
  return { ...found, projects };
}

const isPart = (path: string, made: string): boolean => made === path || dirname(made) === path;

/** The projects that a path is a part of. */
function around(path: string, cwd: string, inside: Discovered | undefined): Discovered {
  let part: Discovered | undefined;
  const marked = markedAbove(path);
  for (const place of [...(marked === undefined ? [] : [marked]), ...(isWorthClimbing(path) ? climb(path, cwd) : [])]) {
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

/** What could be a part of a project whose root has no mark. Anything else would only be looked for in vain. */
const isWorthClimbing = (path: string): boolean => isOurs(path) || (listFolder(path)?.files.some(isOurs) ?? false);

const isOurs = (path: string): boolean => /\.(?:prisma|sql)$/.test(path);

/**
 * The folders in which the rest of a project may lie whose root has no mark, but none above the one where people stand: what lies
 * there is not theirs, and may be all that a person has.
 */
function climb(path: string, cwd: string): readonly string[] {
  const folders = foldersAbove(path);
  return isWithin(cwd, path) ? folders.filter((folder) => isWithin(cwd, folder)) : folders;
}

/** The folders above a path within its repository, nearest first; a migration lies at most so deep in its project. */
function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let at = path; folders.length < 4 && dirname(at) !== at && !isThere(join(at, '.git')); folders.push(at))
    at = dirname(at);
  return folders;
}

/** The nearest folder above that is a package or a repository. */
const markedAbove = (path: string): string | undefined => foldersAbove(path).find(isMarked);

const isMarked = (folder: string): boolean => isThere(join(folder, 'package.json')) || isThere(join(folder, '.git'));

function nothingIn(path: string, absolute: string, cwd: string): Refusal {
  if (!isFolder(absolute)) return new Refusal(`${path} is part of no Prisma schema and of no folder of migrations`);
  const marked = markedAbove(absolute);
  const projects = marked === undefined ? [] : discover(marked, cwd).projects;
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
