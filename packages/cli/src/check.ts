import { loadStaged, type Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { keeping } from './keeping.ts';

/** The options of `refint check`, as written. */
export interface CheckOptions {
  readonly format?: readonly string[];
  readonly output?: string;
  readonly 'fail-on'?: string;
  readonly 'max-warnings'?: string;
  readonly strict?: boolean;
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
  return options['no-cache'] ? act(io) : keeping(io, act);
}
