import { loadImpact } from '@refint/core';
import { loadImpactViews } from '@refint/reporters';
import { Refusal } from '@refint/workspace';
import { answer } from './answer.ts';
import { colorsFor } from './colors.ts';
import { deliver } from './deliver.ts';
import type { Io } from './io.ts';
import { onlyProject } from './one-project.ts';
import { oneOf } from './options.ts';
import { codeFor, saysFatal } from './said-problems.ts';
import { tableFor } from './table-for.ts';

/** The options of `refint impact`, as written. */
export interface ImpactOptions {
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: string;
  readonly config?: string;
}

/** Tells what deleting a row of a table of the one project does. It judges nothing. */
export async function impact(
  table: string,
  path: string | undefined,
  options: ImpactOptions,
  io: Io,
): Promise<number | Refusal> {
  const format = formatOf(options);
  if (format instanceof Refusal) return format;
  const answered = await answer(path === undefined ? [] : [path], options, io);
  if (answered instanceof Refusal) return answered;
  const { report } = answered;
  const one = onlyProject(report);
  if (one instanceof Refusal) return one;
  const [about, views] = await Promise.all([loadImpact(), loadImpactViews()]);
  const id = tableFor(table, one.project, about);
  if (id instanceof Refusal) return saysFatal(report.problems, io) ? 2 : id;
  const told = { report: one, story: about.impactStory(id, one.project), problems: report.problems };
  const colors = colorsFor(io, options.output === undefined ? io.stdout : { ...io.stdout, isTerminal: false });
  const text =
    format === 'json'
      ? await views.impactJson(told)
      : format === 'mermaid'
        ? await views.impactMermaid(told)
        : await views.impactText(told, colors);
  const refusal = deliver(text, options.output, io);
  return refusal ?? codeFor(report.problems, options.output, io);
}

function formatOf({ format, json = false }: ImpactOptions): 'table' | 'json' | 'mermaid' | Refusal {
  const named = oneOf('--format', format ?? (json ? 'json' : 'table'), ['table', 'json', 'mermaid']);
  return json && named !== 'json' && !(named instanceof Refusal)
    ? new Refusal(`--json and --format ${named} cannot both be meant`)
    : named;
}
