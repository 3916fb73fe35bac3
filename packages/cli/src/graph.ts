import { loadImpact, type ProjectReport, withInferred } from '@refint/core';
import type { Problem } from '@refint/model';
import { around, dot, json, loadSvg, mermaid, type Picture, pictureOf } from '@refint/picture';
import { Refusal } from '@refint/workspace';
import { answer } from './answer.ts';
import { deliver } from './deliver.ts';
import type { Io } from './io.ts';
import { onlyProject } from './one-project.ts';
import { oneOf, wholeNumber } from './options.ts';
import { codeFor, saysProblems } from './said-problems.ts';
import { tableFor } from './table-for.ts';

/** The options of `refint graph`, as written. */
export interface GraphOptions {
  readonly format?: string;
  readonly around?: string;
  readonly depth?: string;
  readonly inferred?: boolean;
  readonly output?: string;
  readonly config?: string;
}

/** Draws the relation graph of the one project, or what lies around one of its tables. It judges nothing. */
export async function graph(path: string | undefined, options: GraphOptions, io: Io): Promise<number | Refusal> {
  const format = oneOf('--format', options.format ?? 'svg', ['svg', 'mermaid', 'dot', 'json']);
  if (format instanceof Refusal) return format;
  const depth = depthOf(options);
  if (depth instanceof Refusal) return depth;
  const answered = await answer(path === undefined ? [] : [path], options, io);
  if (answered instanceof Refusal) return answered;
  const report = options.inferred ? withInferred(answered.report) : answered.report;
  const one = onlyProject(report);
  if (one instanceof Refusal) return one;
  const picture = await pictureFor(one, options.around, depth);
  const isBroken =
    format === 'json' ? codeFor(report.problems, options.output, io) === 2 : saysProblems(report.problems, io);
  if (picture instanceof Refusal) return isBroken ? 2 : picture;
  const refusal = deliver(await drawn(picture, format, one, report.problems), options.output, io);
  return refusal ?? (isBroken ? 2 : 0);
}

function depthOf({ around: table, depth }: GraphOptions): number | Refusal {
  if (depth === undefined) return 1;
  return table === undefined
    ? new Refusal('--depth says how far to go around a table; name it with --around TABLE')
    : wholeNumber('--depth', depth);
}

async function pictureFor(
  { project }: ProjectReport,
  table: string | undefined,
  depth: number,
): Promise<Picture | Refusal> {
  const whole = pictureOf(project);
  if (table === undefined) return whole;
  const id = tableFor(table, project, await loadImpact());
  return id instanceof Refusal ? id : around(whole, id, depth);
}

async function drawn(
  picture: Picture,
  format: 'svg' | 'mermaid' | 'dot' | 'json',
  { notes }: ProjectReport,
  problems: readonly Problem[],
): Promise<string> {
  if (format === 'mermaid') return mermaid(picture);
  if (format === 'dot') return dot(picture);
  if (format === 'json') return json(picture, notes, problems);
  return (await loadSvg()).svg(picture);
}
