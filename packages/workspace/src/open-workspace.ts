import type { Settings } from '@refint/core';
import type { Problem } from '@refint/model';
import type { Plugin } from '@refint/rule';
import { findProjects } from './find-projects.ts';
import type { FoundProject } from './found.ts';
import { Refusal } from './refusal.ts';

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
  /** The plugins that are there without being named. */
  readonly plugins: readonly Plugin[];
}

/** Finds and reads the projects that paths stand for, with their configuration and the plugins that it names. */
export async function openWorkspace(paths: readonly string[], options: OpenOptions): Promise<Workspace | Refusal> {
  const found = findProjects(paths, options.cwd);
  if (found instanceof Refusal) return found;
  return { projects: found.projects, settings: { rules: {}, deletes: [] }, plugins: options.plugins, problems: found.problems };
}
