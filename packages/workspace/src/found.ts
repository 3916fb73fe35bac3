import type { ProjectInput } from '@refint/core';
import type { Problem, Source } from '@refint/model';
import { shownPath } from './paths.ts';
import { type Reading, readSource } from './read-source.ts';

/** A project with what only the one who looked for it can say. */
export interface FoundProject extends ProjectInput {
  /** Sentences about where things lie and how the runner will take them. */
  readonly notes: readonly string[];
  /** The files and folders that it was made of: absolute paths of its schema and of its migrations. */
  readonly made: readonly string[];
}

/** Collects what is read on the way to one project: nothing that fails is lost. */
export interface Collector {
  readonly cwd: string;
  readonly problems: Problem[];
  readonly notes: string[];
}

export const collector = (cwd: string): Collector => ({ cwd, problems: [], notes: [] });

/** The source of a file; nothing when it is absent or cannot be used, and in the second case a problem says so. */
export function sourceIn(into: Collector, file: string): Source | undefined {
  return taken(into, readSource(file, shownPath(into.cwd, file)));
}

/** The sources of files that are there and can be used. */
export const sourcesIn = (into: Collector, files: readonly string[]): Source[] =>
  files.map((file) => sourceIn(into, file)).filter((source) => source !== undefined);

/** The source of what was read, with its problem kept. */
export function taken(into: Collector, reading: Reading): Source | undefined {
  if (reading.kind === 'absent') return undefined;
  if (reading.problem) into.problems.push(reading.problem);
  return reading.kind === 'read' ? reading.source : undefined;
}
