import type { Report } from '@refint/core';
import type { Severity } from '@refint/rule';
import { type Colors, plain } from './colors.ts';

/** What a reader should know of a rule besides the finding. */
export interface RuleSummary {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity;
  /** The page of the rule, in Markdown; left out where it is not at hand. */
  readonly page?: string | undefined;
}

/** What a report does not say of itself and some formats want to know. */
export interface ReporterContext {
  readonly colors: Colors;
  /** How many cells a line of the terminal has; 100 where nobody knows. */
  readonly width?: number | undefined;
  /** The version of refint, as in its package.json. */
  readonly version: string;
  /** All rules that ran or could have run. */
  readonly ruleSummaries: readonly RuleSummary[];
}

/** A report as text. A reporter neither prints nor decides an exit code, and equal reports give equal bytes. */
export type Reporter = (report: Report, context: ReporterContext) => string;

/** A context without colour, for files and tests. */
export const plainContext = (more: Partial<ReporterContext> = {}): ReporterContext => ({
  colors: plain,
  version: '0.0.0',
  ruleSummaries: [],
  ...more,
});
