import { withInferred } from '@refint/core';
import { references as views } from '@refint/reporters';
import { Refusal } from '@refint/workspace';
import { answer } from './answer.ts';
import { deliver } from './deliver.ts';
import type { Io } from './io.ts';
import { oneOf } from './options.ts';
import { codeFor } from './said-problems.ts';

/** The options of `refint references`, as written. */
export interface ReferencesOptions {
  readonly format?: string;
  readonly output?: string;
  readonly config?: string;
  readonly inferred?: boolean;
}

/** Shows the inventory: every reference, whether a foreign key enforces it, and if not, why. It judges nothing. */
export async function references(
  path: string | undefined,
  options: ReferencesOptions,
  io: Io,
): Promise<number | Refusal> {
  const format = oneOf('--format', options.format ?? 'table', Object.keys(views) as (keyof typeof views)[]);
  if (format instanceof Refusal) return format;
  const answered = await answer(path === undefined ? [] : [path], options, io);
  if (answered instanceof Refusal) return answered;
  const report = options.inferred ? withInferred(answered.report) : answered.report;
  const refusal = deliver(views[format](report), options.output, io);
  return refusal ?? codeFor(report.problems, options.output, io);
}
