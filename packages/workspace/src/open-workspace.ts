import { dirname, resolve } from 'node:path';
import type { Settings } from '@refint/core';
import type { Problem } from '@refint/model';
import type { Plugin } from '@refint/rule';
import type { Configuration } from './config/index.ts';
import { locateConfig, namedConfig } from './config/locate.ts';
import { configuredProjects, projectsWithin } from './configured.ts';
import { isThere } from './disk.ts';
import { type Found, findProjects, missingPath } from './find-projects.ts';
import { isFolder } from './folders.ts';
import type { FoundProject } from './found.ts';
import { shownPath } from './paths.ts';
import { Refusal } from './refusal.ts';
import { uniqueNames } from './unique-names.ts';

/** All that an analysis needs, as it was found on disk. */
export interface Workspace {
  readonly projects: readonly FoundProject[];
  readonly settings: Settings;
  readonly plugins: readonly Plugin[];
  /** What could not be read and belongs to no project. */
  readonly problems: readonly Problem[];
}

export interface OpenOptions {
  /** Where people stand, absolute; all paths are shown relative to it. */
  readonly cwd: string;
  /** A configuration that was named, instead of the one that is near. */
  readonly config?: string | undefined;
  /** A commit: migrations that are new or changed since then are asked how they run, whatever the configuration says. */
  readonly since?: string | undefined;
  /** The plugins that are there without being named. */
  readonly plugins: readonly Plugin[];
}

/** Finds and reads the projects that paths stand for, with their configuration and the plugins that it names. */
export async function openWorkspace(paths: readonly string[], options: OpenOptions): Promise<Workspace | Refusal> {
  const { cwd, plugins } = options;
  const asked = paths.length > 0 ? paths : ['.'];
  const missing = missingPath(asked, cwd);
  if (missing) return missing;
  const configuration = await configurationFor(asked, options);
  if (configuration instanceof Refusal) return configuration;
  const found = configuration?.config.projects ? inConfiguration(paths, configuration, cwd) : findProjects(asked, cwd);
  if (found instanceof Refusal) return found;
  const settings = configuration?.settings ?? { strict: false, rules: {}, deletes: [], tables: [], notReferences: [] };
  const since = options.since === undefined ? undefined : await changedSince(options.since, found.projects, cwd);
  if (since instanceof Refusal) return since;
  return {
    projects: since ?? found.projects,
    settings: options.since === undefined ? settings : { ...settings, since: { kind: 'commit', name: options.since } },
    plugins: configuration?.plugins ?? plugins,
    problems: [...found.problems, ...unused(found, configuration, cwd)],
  };
}

/** Git is asked only where somebody names a commit: it takes longer than a small project. */
async function changedSince(
  ref: string,
  projects: readonly FoundProject[],
  cwd: string,
): Promise<readonly FoundProject[] | Refusal> {
  return (await import('./mark-changed.ts')).markChanged(projects, ref, cwd);
}

/** The plugins that hold where people stand: those that are there and those that the configuration names. */
export async function openPlugins(options: OpenOptions): Promise<readonly Plugin[] | Refusal> {
  const configuration = await configurationFor(['.'], options);
  return configuration instanceof Refusal ? configuration : (configuration?.plugins ?? options.plugins);
}

/** The one configuration of all paths. It is loaded, with all that reading one needs, only where there is one. */
async function configurationFor(
  paths: readonly string[],
  { cwd, config, plugins }: OpenOptions,
): Promise<Configuration | Refusal | undefined> {
  const found = config === undefined ? nearConfig(paths, cwd) : namedConfig(resolve(cwd, config), config);
  if (found === undefined || found instanceof Refusal) return found;
  const { readConfiguration } = await import('./config/index.ts');
  return readConfiguration(found, cwd, plugins);
}

function nearConfig(paths: readonly string[], cwd: string): string | Refusal | undefined {
  let found: string | undefined;
  for (const [at, path] of paths.entries()) {
    const absolute = resolve(cwd, path);
    const one = locateConfig(isFolder(absolute) ? absolute : dirname(absolute), cwd);
    if (one instanceof Refusal) return one;
    if (at > 0 && one !== found) {
      const [a, b] = [found, one].map((file) => (file === undefined ? 'none' : shownPath(cwd, file)));
      return new Refusal(
        `the paths have different configurations (${a}, ${b}); check them one after the other, or name one with --config`,
      );
    }
    found = one;
  }
  return found;
}

function inConfiguration(
  paths: readonly string[],
  { path: file, shown, config }: Configuration,
  cwd: string,
): Found | Refusal {
  const all = configuredProjects(config.projects ?? [], { path: file, shown, cwd });
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

/** A configuration further down holds only for who stands there; that it was not used is said. */
function unused({ ownConfigs }: Found, used: Configuration | undefined, cwd: string): Problem[] {
  return ownConfigs
    .filter((file) => file !== used?.path && isThere(file))
    .map((file) => {
      const [shown, folder] = [shownPath(cwd, file), shownPath(cwd, dirname(file))];
      return {
        kind: 'unusable',
        text: `${shown} was not used: it holds for \`refint check ${folder}\` only`,
        fatal: false,
      };
    });
}
