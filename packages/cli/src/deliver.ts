import { resolve } from 'node:path';
import type { Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import type { Output } from './outputs.ts';
import { type ToWrite, writeAll, writeWhole } from './write-file.ts';

/** Brings a text to standard output, or to a file and then nowhere else. */
export function deliver(text: string, output: string | undefined, io: Io): Refusal | undefined {
  if (output !== undefined) return writeWhole(resolve(io.cwd, output), output, text);
  io.stdout.write(text);
  return undefined;
}

/** Brings each output to its place: all of the files or none of them, and then what is printed. */
export async function deliverAll<F extends string>(
  outputs: readonly Output<F>[],
  textFor: (output: Output<F>) => Promise<string>,
  io: Io,
): Promise<Refusal | undefined> {
  const files: ToWrite[] = [];
  const printed: string[] = [];
  for (const output of outputs) {
    const text = await textFor(output);
    if (output.file === undefined) printed.push(text);
    else files.push({ path: resolve(io.cwd, output.file), shown: output.file, text });
  }
  const refusal = writeAll(files);
  if (refusal) return refusal;
  for (const file of files) io.wrote?.(file);
  if (printed.length > 0) io.stdout.write(printed.join(''));
  return undefined;
}
