import type { ProjectReport, Report } from '@refint/core';
import type { Problem } from '@refint/model';
import { jsonText } from '@refint/reporters';
import { Refusal } from '@refint/workspace';
import { answer } from './answer.ts';
import { deliver } from './deliver.ts';
import type { Io } from './io.ts';
import { saysProblems } from './said-problems.ts';

/** The options of the verbs that print one thing as JSON, as written. */
export interface JsonOptions {
  readonly output?: string;
  readonly config?: string;
}

/**
 * Prints what `view` makes of the one project that a path stands for, as JSON. What could not be read, and what else `matters`,
 * is said on standard error, so that it stays out of the JSON.
 */
export async function printOne(
  path: string | undefined,
  options: JsonOptions,
  io: Io,
  view: (one: ProjectReport) => object | Refusal,
  matters: (problem: Problem) => boolean = () => true,
): Promise<number | Refusal> {
  const answered = await answer(path === undefined ? [] : [path], options, io);
  if (answered instanceof Refusal) return answered;
  const { report } = answered;
  const one = onlyProject(report);
  if (one instanceof Refusal) return one;
  const value = view(one);
  const isBroken = saysProblems(
    report.problems.filter((one) => one.fatal || matters(one)),
    io,
  );
  if (value instanceof Refusal) return isBroken ? 2 : value;
  return deliver(jsonText(value), options.output, io) ?? (isBroken ? 2 : 0);
}

/** The one project of a report; where there are several, they are named. */
export function onlyProject({ projects }: Report): ProjectReport | Refusal {
  const [first, second] = projects;
  if (first !== undefined && second === undefined) return first;
  const names = projects.map(({ project }) => project.name).join(', ');
  return new Refusal(`there are ${projects.length} projects (${names}); name one of them`);
}

/** Why there is no history to look at. */
export function noHistory({ project, counts, notes }: ProjectReport): Refusal {
  const unread = counts.migrationFiles > 0 ? notes.find((note) => note.includes('not read yet')) : undefined;
  const why = unread === undefined ? '' : `: ${unread.replace(/: .*$/, '')}`;
  return new Refusal(`the project ${project.name} has no migrations that can be read${why}`);
}
