import type { Checked } from '@refint/core';
import { formats, reporterFor } from '@refint/reporters';
import { Refusal } from '@refint/workspace';
import { deliverAll } from './deliver.ts';
import { exitCodeOf, type FailOn, type Threshold } from './exit-code.ts';
import type { Io } from './io.ts';
import { oneOf, wholeNumber } from './options.ts';
import type { Outcome } from './outcome.ts';
import { type Output, outputsOf } from './outputs.ts';
import { contextFor } from './reporter-context.ts';

/** The options that say in which form something is told, and what makes the command fail, as written. */
export interface TellOptions {
  readonly format?: readonly string[];
  readonly output?: string;
  readonly 'fail-on'?: string;
  readonly 'max-warnings'?: string;
  readonly strict?: boolean;
  /** Whether it is told to who commits. */
  readonly staged?: unknown;
}

/** What is to be told, and where. */
export function outputsFor(options: TellOptions, io: Io): readonly Output[] | Refusal {
  // A hook has no terminal, and a person reads what it says.
  const isRead = (io.stdout.isTerminal || options.staged) && options.output === undefined;
  return outputsOf(options, io, formats, isRead ? 'pretty' : 'lines');
}

/** Finds something once it is clear what makes the command fail, tells it everywhere, and resolves to the exit code. */
export async function tell(
  outputs: readonly Output[],
  options: TellOptions,
  io: Io,
  find: () => Promise<Outcome | Refusal>,
): Promise<number | Refusal> {
  const threshold = thresholdOf(options);
  if (threshold instanceof Refusal) return threshold;
  const outcome = await find();
  if (outcome instanceof Refusal) return outcome;
  io.found?.(outcome);
  const { report } = outcome;
  const textFor = async (output: Output) =>
    (await reporterFor(output.format))(report, contextFor(output, outcome, threshold, io));
  const refusal = await deliverAll(outputs, textFor, io);
  if (!refusal && outputs.every(({ file }) => file !== undefined)) await sayUnread(report, io);
  return refusal ?? exitCodeOf(report, threshold);
}

/** What could not be read is said on standard error too where all outputs are files. */
async function sayUnread({ problems }: Checked, io: Io): Promise<void> {
  if (problems.some(({ fatal }) => fatal)) (await import('./said-problems.ts')).saysFatal(problems, io);
}

function thresholdOf({
  'fail-on': failOn = 'error',
  'max-warnings': maxWarnings,
  strict = false,
}: TellOptions): Threshold | Refusal {
  const least = oneOf<FailOn>('--fail-on', failOn, ['error', 'warning', 'never']);
  if (least instanceof Refusal) return least;
  const most = maxWarnings === undefined ? undefined : wholeNumber('--max-warnings', maxWarnings);
  return most instanceof Refusal ? most : { failOn: least, maxWarnings: most, strict };
}
