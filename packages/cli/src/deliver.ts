import { resolve } from 'node:path';
import type { Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { writeWhole } from './write-file.ts';

/** Brings a text to standard output, or to a file and then nowhere else. */
export function deliver(text: string, output: string | undefined, io: Io): Refusal | undefined {
  if (output !== undefined) return writeWhole(resolve(io.cwd, output), output, text);
  io.stdout.write(text);
  return undefined;
}
