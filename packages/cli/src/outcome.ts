import type { Checked } from '@refint/core';
import type { RuleSummary } from '@refint/reporters';
import type { AnyRule } from '@refint/rule';

/** A rule that ran or could have run. Where its page lies is found out by who shows it. */
export type RuleAsked = Pick<RuleSummary, 'id' | 'summary' | 'severity' | 'asked'> & Pick<AnyRule, 'docs'>;

/** What a check has found, and the rules by which: all that is told of it, in whatever form. */
export interface Outcome {
  readonly report: Checked;
  readonly rules: readonly RuleAsked[];
}
