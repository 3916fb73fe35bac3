import { loadStaged, type Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { keeping } from './keeping.ts';
import type { Matter } from './kept-report.ts';

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
  if (options['no-cache']) return act(io);
  const matter = matterOf(paths, options);
  return io.kept && JSON.stringify(io.kept.matter) === JSON.stringify(matter)
    ? (await import('./check-again.ts')).checkAgain(io.kept, options, io)
    : keeping(matter, io, act);
}

function matterOf(paths: readonly string[], options: CheckOptions): Matter {
  const {
    format,
    output,
    'fail-on': failOn,
    'max-warnings': maxWarnings,
    strict,
    'no-cache': noCache,
    ...rest
  } = options;
  return { paths, options: rest };
}
