import { loadStaged, type Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { keeping } from './keeping.ts';
import { matterOf } from './kept-report.ts';
import type { TellOptions } from './tell.ts';

/** The options of `refint check`, as written. */
export interface CheckOptions extends TellOptions {
  readonly config?: string;
  readonly since?: string;
  readonly staged?: boolean;
  readonly 'no-baseline'?: boolean;
  readonly 'no-cache'?: boolean;
}

/**
 * Checks the projects that paths stand for, and says what is wrong with them. What does so is loaded when git, which is a program of
 * its own, is already at work.
 */
export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<number | Refusal> {
  const act = async (watched: Io): Promise<number | Refusal> => {
    const staged = options.staged ? await (await loadStaged()).beginStaged(paths, io.cwd) : undefined;
    return (await import('./check-now.ts')).checkNow(paths, { ...options, staged }, watched);
  };
  if (options['no-cache']) return act(io);
  return keeping(matterOf(paths, options), io, act);
}
