import { onOneLine, visible } from '@refint/reporters';
import { Refusal } from '@refint/workspace';
import { type Io, processIo } from './io.ts';
import { run } from './program.ts';
import { withProgress } from './progress.ts';
import { isWritten } from './standard-output.ts';

export { isWritten, processIo };

/**
 * Runs the command with the words after its name. Resolves to the exit code of the process: 0 for nothing at or above
 * the threshold, 1 for findings, 2 for what could not be run, with one sentence on standard error.
 */
export async function main(words: readonly string[], world: Io = processIo()): Promise<number> {
  const { io, end } = withProgress(world);
  try {
    const result = await run(words, io);
    if (!(result instanceof Refusal)) return result;
    // It may name what lies on the disk, and that may be called anything.
    io.stderr.write(`refint: ${onOneLine(result.sentence)}\n`);
  } catch (error) {
    const what = error instanceof Error ? error : new Error(String(error));
    io.stderr.write(`refint: this is a defect of refint itself: ${visible(what.message)}\n`);
    if (io.env['REFINT_DEBUG']) io.stderr.write(`${what.stack ?? ''}\n`);
    else io.stderr.write('Run it again with REFINT_DEBUG=1 in the environment to see where it happened.\n');
  } finally {
    end();
  }
  return 2;
}
