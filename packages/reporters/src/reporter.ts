import type { Checked } from '@refint/core';
import type { Severity } from '@refint/rule';
import { type Colors, plain } from './colors.ts';

/** What a reader should know of a rule besides the finding. */
export interface RuleSummary {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity;
  /** The page of the rule, in Markdown; left out where it is not at hand. */
  readonly page?: string | undefined;
  /** Whether it was asked; `quiet` when no migration is new to a rule about new ones. It was, where nobody says. */
  readonly asked?: 'yes' | 'quiet' | 'no';
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
  /** The severities whose findings make the command fail; only errors where nobody says. */
  readonly failing?: readonly Severity[];
  /** The way from the root of the repository to where people stand, as `packages/api/`; empty where they are the same. */
  readonly wayFromRoot?: string;
  /** The address of the repository's files at this commit, with a slash at its end, where it is known. */
  readonly filesUrl?: string | undefined;
}

/** A report as text. A reporter neither prints nor decides an exit code, and equal reports give equal bytes. */
export type Reporter = (report: Checked, context: ReporterContext) => string;

/** A context without colour, for files and tests. */
export const plainContext = (more: Partial<ReporterContext> = {}): ReporterContext => ({
  colors: plain,
  version: '0.0.0',
  ruleSummaries: [],
  ...more,
});
