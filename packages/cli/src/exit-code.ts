import type { Checked } from '@refint/core';
import type { Severity } from '@refint/rule';

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
export function exitCodeOf(report: Checked, threshold: Threshold): 0 | 1 | 2 {
  if (report.problems.some(({ fatal }) => fatal || threshold.strict)) return 2;
  const failing = failingSeverities(report, threshold);
  return report.findings.some(({ severity }) => failing.includes(severity)) ? 1 : 0;
}

/** The severities whose findings make the command fail. */
export function failingSeverities({ findings }: Checked, { failOn, maxWarnings }: Threshold): readonly Severity[] {
  if (failOn === 'never') return [];
  if (failOn === 'warning') return ['error', 'warning'];
  if (maxWarnings === undefined) return ['error'];
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  return warnings > maxWarnings ? ['error', 'warning'] : ['error'];
}
