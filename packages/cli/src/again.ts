import { Refusal } from '@refint/workspace';
import type { CheckOptions } from './check.ts';
import { ofCheck } from './check-takes.ts';
import { type Io, processIo } from './io.ts';
import { type KeptReport, matterOf, outcomeIn } from './kept-report.ts';
import { parse } from './parse.ts';
import { isWritten } from './standard-output.ts';
import { outputsFor, tell } from './tell.ts';

/**
 * Answers `refint check` with what was found before, in the form that is asked for now, and resolves to the exit code. Nothing where
 * that cannot be: whoever finds answers knows how to say so. This is loaded instead of the command, so it is small.
 */
export async function again(
  [, ...rest]: readonly string[],
  kept: KeptReport,
  io: Io = processIo(),
): Promise<{ readonly code: number; readonly isWritten: boolean } | undefined> {
  const parsed = parse(ofCheck, rest);
  if (!parsed) return undefined;
  const options = parsed.options as CheckOptions;
  if (JSON.stringify(matterOf(parsed.words, options)) !== JSON.stringify(kept.matter)) return undefined;
  const outputs = outputsFor(options, io);
  if (outputs instanceof Refusal) return undefined;
  const code = await tell(outputs, options, io, async () => outcomeIn(kept.bytes));
  return code instanceof Refusal ? undefined : { code, isWritten: isWritten() };
}
