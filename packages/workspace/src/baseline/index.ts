import { dirname, join, resolve } from 'node:path';
import type { Baseline, KnownFinding, KnownFindings } from '@refint/core';
import type { Configuration } from '../config/index.ts';
import { baselineName } from '../config/names.ts';
import { isFolder } from '../folders.ts';
import type { FoundProject } from '../found.ts';
import { isWithin, shownPath } from '../paths.ts';
import { readSource } from '../read-source.ts';
import { Refusal } from '../refusal.ts';
import { parseBaseline } from './text.ts';

/** That known findings are wanted, and which. */
export interface BaselineOptions {
  /** The list to use, instead of the one that is near. */
  readonly file?: string | undefined;
  /** One that is not there will be written. */
  readonly forWriting?: boolean | undefined;
}

/** What decides which list is used. */
export interface Circumstances {
  readonly cwd: string;
  /** The paths that were asked for; empty for the place where people stand. */
  readonly paths: readonly string[];
  readonly wanted: BaselineOptions;
  /** A list that lies near, absolute. */
  readonly near: string | undefined;
  readonly configuration: Pick<Configuration, 'path' | 'shown' | 'config'> | undefined;
}

/** A list of known findings, with the projects under the names by which it keeps them. */
export interface OpenBaseline {
  /** Where it is, or will be. */
  readonly path: string;
  readonly isThere: boolean;
  readonly baseline: Baseline;
  readonly projects: readonly FoundProject[];
}

/**
 * Reads the list of known findings that is to be used; nothing where there is none and none will be written. Projects are kept by
 * where they lie as seen from the list, so that it is the same from wherever somebody looks, and the same tables in two projects
 * are two matters.
 */
export function openBaseline(
  found: readonly FoundProject[],
  circumstances: Circumstances,
): OpenBaseline | Refusal | undefined {
  const { cwd, wanted } = circumstances;
  const path = placeOf(circumstances);
  if (path === undefined || path instanceof Refusal) return path;
  const shown = shownPath(cwd, path);
  const reading = readSource(path, shown);
  if (reading.kind === 'unusable') return new Refusal(reading.problem.text, { path: shown, line: undefined });
  const isThere = reading.kind === 'read';
  if (!isThere && !wanted.forWriting) return missing(shown, circumstances);
  const read = isThere ? parseBaseline(reading.source.text, shown) : new Map<string, readonly KnownFinding[]>();
  if (read instanceof Refusal) return read;
  const projects = withKeys(found, dirname(path), cwd, read);
  const isWhole = seesAll(circumstances, dirname(path));
  const known = isWhole ? withMoved(read, projects) : read;
  return { path, isThere, baseline: { path: shown, known, isWhole }, projects };
}

/** The list that was named, the one of the configuration, the one that is near, or the one that would be near. */
function placeOf({ cwd, paths, wanted, near, configuration }: Circumstances): string | Refusal | undefined {
  if (wanted.file !== undefined) return resolve(cwd, wanted.file);
  const set = configuration?.config.baseline;
  if (set === false && wanted.forWriting) {
    return new Refusal(`${configuration?.shown} says that there is no baseline; name a file with --output`);
  }
  if (set === false) return undefined;
  if (configuration) return resolve(dirname(configuration.path), set ?? baselineName);
  if (near !== undefined) return near;
  const [first = '.'] = paths;
  const isBelow = paths.every((path) => isWithin(cwd, resolve(cwd, path)));
  const absolute = resolve(cwd, first);
  return join(isBelow ? cwd : isFolder(absolute) ? absolute : dirname(absolute), baselineName);
}

/** A list that somebody names has to be there. */
function missing(shown: string, { configuration }: Circumstances): Refusal | undefined {
  if (configuration?.config.baseline === undefined) return undefined;
  return new Refusal(`${configuration.shown}: baseline is ${shown}, which does not exist; refint baseline writes it`, {
    path: configuration.shown,
    line: undefined,
  });
}

function seesAll({ cwd, paths, configuration }: Circumstances, folder: string): boolean {
  if (paths.length === 0 && configuration?.config.projects) return true;
  return (paths.length === 0 ? ['.'] : paths).some((path) => isWithin(resolve(cwd, path), folder));
}

function withKeys(
  found: readonly FoundProject[],
  folder: string,
  cwd: string,
  known: KnownFindings,
): readonly (FoundProject & { readonly key: string })[] {
  const keys = found.map((project) => keyOf(project, folder, cwd, known));
  return found.map((project, at) => {
    const key = keys[at] ?? project.name;
    const isShared = keys.indexOf(key) !== keys.lastIndexOf(key);
    return { ...project, key: isShared ? shownPath(folder, project.made[0] ?? folder) : key };
  });
}

function keyOf(project: FoundProject, folder: string, cwd: string, known: KnownFindings): string {
  if (project.key !== undefined) return project.key;
  // Of two schemas in one folder each is called by its file, but only where both are looked at.
  const names = [resolve(cwd, project.name), ...project.made].map((place) => shownPath(folder, place));
  return names.find((name) => known.has(name)) ?? names[0] ?? project.name;
}

/** Where one project is new to the list and one that it knows is gone, it has moved. */
function withMoved(known: KnownFindings, projects: readonly { readonly key: string }[]): KnownFindings {
  const fresh = projects.filter(({ key }) => !known.has(key));
  const gone = [...known.keys()].filter((name) => !projects.some(({ key }) => key === name));
  const [to, from] = [fresh[0]?.key, gone[0]];
  if (fresh.length !== 1 || gone.length !== 1 || to === undefined || from === undefined) return known;
  const entries: readonly KnownFinding[] = known.get(from) ?? [];
  return new Map([...[...known].filter(([name]) => name !== from), [to, entries]]);
}
