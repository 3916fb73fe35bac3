import { type Format, type ReporterContext, reporters } from '@refint/reporters';
import type { Plugin } from '@refint/rule';
import { Refusal } from '@refint/workspace';
import { answer } from './answer.ts';
import { colorsFor } from './colors.ts';
import { deliver } from './deliver.ts';
import { exitCodeOf, type FailOn, type Threshold } from './exit-code.ts';
import type { Io } from './io.ts';
import { oneOf, wholeNumber } from './options.ts';
import { version } from './version.ts';

/** The options of `refint check`, as written. */
export interface CheckOptions {
  readonly format?: string;
  readonly output?: string;
  readonly 'fail-on'?: string;
  readonly 'max-warnings'?: string;
  readonly strict?: boolean;
  readonly config?: string;
  readonly since?: string;
  readonly 'no-baseline'?: boolean;
}

/** Checks the projects that paths stand for, and says what is wrong with them. */
export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<number | Refusal> {
  const format = formatOf(options, io);
  if (format instanceof Refusal) return format;
  const threshold = thresholdOf(options);
  if (threshold instanceof Refusal) return threshold;
  const answered = await answer(paths, { ...options, baseline: options['no-baseline'] ? undefined : {} }, io);
  if (answered instanceof Refusal) return answered;
  const text = reporters[format](answered.report, contextFor(options, answered.plugins, io));
  const refusal = deliver(text, options.output, io);
  return refusal ?? exitCodeOf(answered.report, threshold);
}

function formatOf({ format, output }: CheckOptions, { stdout }: Io): Format | Refusal {
  if (format === undefined) return stdout.isTerminal && output === undefined ? 'pretty' : 'lines';
  return oneOf('--format', format, Object.keys(reporters) as Format[]);
}

function thresholdOf({
  'fail-on': failOn = 'error',
  'max-warnings': maxWarnings,
  strict = false,
}: CheckOptions): Threshold | Refusal {
  const least = oneOf<FailOn>('--fail-on', failOn, ['error', 'warning', 'never']);
  if (least instanceof Refusal) return least;
  const most = maxWarnings === undefined ? undefined : wholeNumber('--max-warnings', maxWarnings);
  return most instanceof Refusal ? most : { failOn: least, maxWarnings: most, strict };
}

const contextFor = ({ output }: CheckOptions, plugins: readonly Plugin[], io: Io): ReporterContext => ({
  colors: colorsFor(io, output === undefined ? io.stdout : { ...io.stdout, isTerminal: false }),
  width: io.stdout.width,
  version: version(),
  ruleSummaries: plugins.flatMap(({ rules }) => rules.map(({ id, summary, severity }) => ({ id, summary, severity }))),
});
