import { dirname, resolve } from 'node:path';
import type { Plugin } from '@refint/rule';
import type { Configuration } from './config/index.ts';
import type { Layer } from './config/layer.ts';
import { locateConfig, type Near, namedConfig } from './config/locate.ts';
import { configuredProjects, projectsWithin } from './configured.ts';
import { type Found, findProjects, missingPath } from './find-projects.ts';
import { isFolder } from './folders.ts';
import type { FoundProject } from './found.ts';
import { shownPath } from './paths.ts';
import { Refusal } from './refusal.ts';
import { uniqueNames } from './unique-names.ts';

/** From where paths are looked at. */
export interface Standpoint {
  /** Where people stand, absolute; all paths are shown relative to it. */
  readonly cwd: string;
  /** A configuration that was named, instead of the one that is near. */
  readonly config?: string | undefined;
  /** The plugins that are there without being named. */
  readonly plugins: readonly Plugin[];
}

/** What is known of paths before anything of their projects is read. */
export interface Outset {
  readonly near: Near;
  readonly configuration: Configuration | undefined;
  /** Looks for the projects, each time anew. */
  find(): Found | Refusal;
}

/**
 * The configuration that holds for paths, and where their projects are.
 *
 * @param asked the paths, or the folder where people stand when there are none
 */
export async function outsetOf(
  paths: readonly string[],
  asked: readonly string[],
  options: Standpoint,
): Promise<Outset | Refusal> {
  const { cwd } = options;
  const missing = missingPath(asked, cwd);
  if (missing) return missing;
  const near = nearTo(asked, options);
  if (near instanceof Refusal) return near;
  const configuration = await configurationAt(near.config, options);
  if (configuration instanceof Refusal) return configuration;
  const names = configuration?.layers.findLast(({ config }) => config.projects);
  const find = () =>
    configuration && names ? inConfiguration(paths, configuration, names, cwd) : findProjects(asked, cwd);
  return { near, configuration, find };
}

/** A configuration is loaded, with all that reading one needs, only where there is one. */
export async function configurationAt(
  path: string | undefined,
  { cwd, plugins }: Standpoint,
): Promise<Configuration | Refusal | undefined> {
  return path === undefined ? undefined : (await import('./config/index.ts')).readConfiguration(path, cwd, plugins);
}

/** The one configuration of all paths, and the one list of known findings. */
export function nearTo(paths: readonly string[], { cwd, config }: Standpoint): Near | Refusal {
  if (config !== undefined) {
    const named = namedConfig(resolve(cwd, config), config);
    return named instanceof Refusal ? named : { config: named, baseline: undefined };
  }
  let found: Near | undefined;
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const one = locateConfig(isFolder(absolute) ? absolute : dirname(absolute), cwd);
    if (one instanceof Refusal) return one;
    if (found && one.config !== found.config) return different('configurations', found.config, one.config, cwd);
    if (found && one.baseline !== found.baseline) return different('baselines', found.baseline, one.baseline, cwd);
    found = one;
  }
  return found ?? { config: undefined, baseline: undefined };
}

function different(what: string, one: string | undefined, other: string | undefined, cwd: string): Refusal {
  const [a, b] = [one, other].map((file) => (file === undefined ? 'none' : shownPath(cwd, file)));
  const or = what === 'configurations' ? ', or name one with --config' : '';
  return new Refusal(`the paths have different ${what} (${a}, ${b}); check them one after the other${or}`);
}

function inConfiguration(
  paths: readonly string[],
  { path: file, shown }: Configuration,
  { config, folder, shown: by }: Layer,
  cwd: string,
): Found | Refusal {
  const all = configuredProjects(config.projects ?? [], { folder, shown: by, cwd });
  const chosen = new Set<FoundProject>(paths.length === 0 ? all : []);
  for (const path of paths) {
    const within = projectsWithin(resolve(cwd, path), file, all);
    if (within.length === 0) return new Refusal(`${path} holds none of the projects that ${shown} names`);
    for (const project of within) chosen.add(project);
  }
  return {
    projects: uniqueNames(
      all.filter((project) => chosen.has(project)),
      cwd,
    ),
    problems: [],
    ownConfigs: [],
  };
}
