import type { ReporterContext, RuleSummary } from '@refint/reporters';
import { Refusal, wayFromRoot } from '@refint/workspace';
import { colorsFor } from './colors.ts';
import { failingSeverities, type Threshold } from './exit-code.ts';
import { filesUrl } from './files-url.ts';
import type { Io } from './io.ts';
import type { Outcome, RuleAsked } from './outcome.ts';
import type { Output } from './outputs.ts';
import { pageOf } from './rule-page.ts';
import { version } from './version.ts';

/** What a format may want to know besides the report. Each thing is found out when it is asked for: most runs need none. */
export function contextFor(
  { file }: Output,
  { report, rules }: Outcome,
  threshold: Threshold,
  io: Io,
): ReporterContext {
  return {
    colors: colorsFor(io, file === undefined ? io.stdout : { ...io.stdout, isTerminal: false }),
    width: io.stdout.width,
    get version() {
      return version();
    },
    get ruleSummaries() {
      return rules.map(summaryOf);
    },
    get failing() {
      return failingSeverities(report, threshold);
    },
    get wayFromRoot() {
      return wayFromRoot(io.cwd);
    },
    get filesUrl() {
      return filesUrl(io.env);
    },
  };
}

const summaryOf = (rule: RuleAsked): RuleSummary => ({
  ...rule,
  get page() {
    const page = pageOf(rule);
    return page instanceof Refusal ? undefined : page;
  },
});
