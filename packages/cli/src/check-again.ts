import type { Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { type KeptReport, outcomeIn } from './kept-report.ts';
import { type TellOptions, tell } from './tell.ts';

/** Answers `refint check` with what was found before, in the form that is asked for now. */
export const checkAgain = (kept: KeptReport, options: TellOptions, io: Io): Promise<number | Refusal> =>
  tell(options, io, async () => outcomeIn(kept, io.cwd));
