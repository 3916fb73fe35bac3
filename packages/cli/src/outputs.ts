import { resolve } from 'node:path';
import type { Format } from '@refint/reporters';
import { Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { oneOf } from './options.ts';

/** A format, and the file that it goes to; without one, to standard output. */
export interface Output<F extends string = Format> {
  readonly format: F;
  readonly file: string | undefined;
}

/** The options that say what is printed where, as written. */
export interface OutputOptions {
  readonly format?: readonly string[];
  readonly output?: string;
  readonly staged?: boolean;
}

/**
 * What is to be printed, and where: each `--format` is FORMAT or FORMAT:FILE, and at most one is without a file. That one
 * goes to the file of `--output`, where there is one.
 */
export function outputsOf<F extends string>(
  { format = [], output }: Pick<OutputOptions, 'format' | 'output'>,
  { cwd }: Pick<Io, 'cwd'>,
  known: readonly F[],
  usual: F,
): readonly Output<F>[] | Refusal {
  if (format.length === 0) return [{ format: usual, file: output }];
  const outputs: Output<F>[] = [];
  for (const written of format) {
    const one = outputOf(written, known);
    if (one instanceof Refusal) return one;
    outputs.push(one);
  }
  const [first, second] = outputs.filter(({ file }) => file === undefined);
  if (first && second) {
    return new Refusal(
      `--format ${first.format} and --format ${second.format} cannot both be printed; give one a file, as in --format ${second.format}:FILE`,
    );
  }
  if (output !== undefined && !first) {
    return new Refusal(`--output ${output} is for a format without a file of its own, and there is none`);
  }
  const all = outputs.map((one) => (one === first ? { ...one, file: output } : one));
  return sharedFile(all, cwd) ?? all;
}

/** The file begins after the first colon, so that it may have more of them, as a drive of Windows does. */
function outputOf<F extends string>(written: string, known: readonly F[]): Output<F> | Refusal {
  const colon = written.indexOf(':');
  const format = oneOf('--format', colon < 0 ? written : written.slice(0, colon), known);
  if (format instanceof Refusal) return format;
  const file = colon < 0 ? undefined : written.slice(colon + 1);
  return file === '' ? new Refusal(`--format ${written} names no file after the colon`) : { format, file };
}

function sharedFile(outputs: readonly Output<string>[], cwd: string): Refusal | undefined {
  const seen = new Map<string, string>();
  for (const { format, file } of outputs) {
    if (file === undefined) continue;
    const path = resolve(cwd, file);
    const other = seen.get(path);
    if (other) return new Refusal(`--format ${other} and --format ${format} cannot both be written to ${file}`);
    seen.set(path, format);
  }
  return undefined;
}
