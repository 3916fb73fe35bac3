import type { Report } from '@refint/core';

export type FailOn = 'error' | 'warning' | 'never';

/** What makes the command fail. */
export interface Threshold {
  readonly failOn: FailOn;
  /** More warnings than this fail, whatever `failOn` says of warnings. */
  readonly maxWarnings: number | undefined;
  /** Any problem counts as "could not run". */
  readonly strict: boolean;
}

/** 0: nothing at or above the threshold. 1: findings. 2: could not run, which outweighs findings. */
export function exitCodeOf({ findings, problems }: Report, { failOn, maxWarnings, strict }: Threshold): 0 | 1 | 2 {
  if (problems.some(({ fatal }) => fatal || strict)) return 2;
  if (failOn === 'never') return 0;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const tooMany = maxWarnings !== undefined && warnings > maxWarnings;
  return errors > 0 || (failOn === 'warning' && warnings > 0) || tooMany ? 1 : 0;
}
