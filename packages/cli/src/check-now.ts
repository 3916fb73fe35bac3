import type { Report } from '@refint/core';
import { formats, reporterFor } from '@refint/reporters';
import { type OpenOptions, Refusal } from '@refint/workspace';
import { answer } from './answer.ts';
import type { CheckOptions } from './check.ts';
import { deliverAll } from './deliver.ts';
import { exitCodeOf, type FailOn, type Threshold } from './exit-code.ts';
import type { Io } from './io.ts';
import { oneOf, wholeNumber } from './options.ts';
import { type Output, outputsOf } from './outputs.ts';
import { contextFor } from './reporter-context.ts';

/** The options of `refint check`, with what git was asked for already. */
type Begun = Omit<CheckOptions, 'staged'> & Pick<OpenOptions, 'staged'>;

/** Answers `refint check`. */
export async function checkNow(paths: readonly string[], options: Begun, io: Io): Promise<number | Refusal> {
  // A hook has no terminal, and a person reads what it says.
  const isRead = (io.stdout.isTerminal || options.staged) && options.output === undefined;
  const outputs = outputsOf(options, io, formats, isRead ? 'pretty' : 'lines');
  if (outputs instanceof Refusal) return outputs;
  const result = await checkFor(outputs, paths, options, io);
  // Whoever waits for a report learns from it that there is none.
  if (result instanceof Refusal) await (await import('./tell-refusal.ts')).tellRefusal(result, outputs, io);
  return result;
}

async function checkFor(
  outputs: readonly Output[],
  paths: readonly string[],
  options: Begun,
  io: Io,
): Promise<number | Refusal> {
  if (options.staged && options.since !== undefined)
    return new Refusal('--staged and --since cannot both be meant: what is staged is compared with the last commit');
  const threshold = thresholdOf(options);
  if (threshold instanceof Refusal) return threshold;
  const answered = await answer(paths, { ...options, baseline: options['no-baseline'] ? undefined : {} }, io);
  if (answered instanceof Refusal) return answered;
  const textFor = async (output: Output) =>
    (await reporterFor(output.format))(answered.report, contextFor(output, answered, threshold, io));
  const refusal = await deliverAll(outputs, textFor, io);
  if (!refusal && outputs.every(({ file }) => file !== undefined)) await sayUnread(answered.report, io);
  return refusal ?? exitCodeOf(answered.report, threshold);
}

/** What could not be read is said on standard error too where all outputs are files. */
async function sayUnread({ problems }: Report, io: Io): Promise<void> {
  if (problems.some(({ fatal }) => fatal)) (await import('./said-problems.ts')).saysFatal(problems, io);
}

function thresholdOf({
  'fail-on': failOn = 'error',
  'max-warnings': maxWarnings,
  strict = false,
}: Begun): Threshold | Refusal {
  const least = oneOf<FailOn>('--fail-on', failOn, ['error', 'warning', 'never']);
  if (least instanceof Refusal) return least;
  const most = maxWarnings === undefined ? undefined : wholeNumber('--max-warnings', maxWarnings);
  return most instanceof Refusal ? most : { failOn: least, maxWarnings: most, strict };
}
