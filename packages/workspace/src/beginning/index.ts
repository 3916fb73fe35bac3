import { dirname, resolve } from 'node:path';
import type { Problem } from '@refint/model';
import { locateConfig } from '../config/locate.ts';
import { findProjects, missingPath } from '../find-projects.ts';
import { isFolder } from '../folders.ts';
import type { FoundProject } from '../found.ts';
import { shownPath } from '../paths.ts';
import { Refusal } from '../refusal.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';

export { placesOf } from './places.ts';
export type { PackageManager, Surroundings } from './surroundings.ts';
export { alreadyThere, type ChangedFile, type NewFile, writeNew, writeTogether } from './write-new.ts';

/** A folder as it is before anybody configured refint for it. */
export interface Site {
  readonly folder: string;
  readonly projects: readonly FoundProject[];
  readonly problems: readonly Problem[];
  readonly surroundings: Surroundings;
  /** A configuration that is in the folder already, as people know it. */
  readonly configuredBy: string | undefined;
  /** A configuration further up, which holds for the folder until it has one of its own. */
  readonly configuredAbove: string | undefined;
}

/** Finds the projects in a folder and what stands around it. No configuration is read. */
export function surveySite(path: string, cwd: string): Site | Refusal {
  const missing = missingPath([path], cwd);
  if (missing) return missing;
  const folder = resolve(cwd, path);
  if (!isFolder(folder)) return new Refusal(`${path} is a file; name the folder that is to be configured`);
  const near = locateConfig(folder, cwd);
  if (near instanceof Refusal) return near;
  const { config } = near;
  const found = findProjects([path], cwd);
  if (found instanceof Refusal) return found;
  const shown = config && shownPath(cwd, config);
  const isInside = config !== undefined && dirname(config) === folder;
  return {
    folder,
    projects: found.projects,
    problems: found.problems,
    surroundings: surroundingsOf(folder),
    configuredBy: isInside ? shown : undefined,
    configuredAbove: isInside ? undefined : shown,
  };
}
