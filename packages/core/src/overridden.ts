import { type Place, type Problem, tablesOfEntity } from '@refint/model';
import { type AnyRule, type Claim, type Finding, matchesTable, type Severity, type Subjects } from '@refint/rule';
import { levelOf } from './decided.ts';
import { type Examined, examine } from './examine.ts';
import type { Override, Settings } from './input.ts';

/**
 * Puts a rule's question where overrides decide about its answers. It is asked once with its usual options and once with those
 * of each override that gives some, and of each answer the claims stay for which just these options hold.
 */
export function askOverridden(
  rule: AnyRule,
  subjects: readonly Subjects[keyof Subjects][],
  settings: Settings,
  fixesLater: boolean,
): Examined {
  const usual = settings.options?.[rule.id];
  const latest = (settings.overrides ?? [])
    .filter(({ rules }) => rules[rule.id] !== undefined)
    .map((override) => ({ ...override, paths: override.paths && new Set(override.paths) }))
    .reverse();
  const giving = latest.filter(({ options }) => options?.[rule.id]);
  const findings: Finding[] = [];
  const silenced: string[] = [];
  const claims: Claim[] = [];
  // A rule that crashes does so with any options.
  const problems = new Map<string, Problem>();
  for (const giver of [undefined, ...giving]) {
    const weigh = (claim: Claim, at: Place): Severity | 'off' | 'elsewhere' | undefined => {
      if (giving.find((override) => isAbout(override, claim, at)) !== giver) return 'elsewhere';
      const decides = latest.find((override) => isAbout(override, claim, at));
      const level = decides?.rules[rule.id] ?? levelOf(rule, settings);
      return level === 'on' ? undefined : level;
    };
    const options = giver ? { ...usual, ...giver.options?.[rule.id] } : usual;
    for (const subject of subjects) {
      const answer = examine(rule, subject, { options, weigh, fixesLater });
      for (const finding of answer.findings) findings.push(finding);
      for (const claim of answer.claims) claims.push(claim);
      for (const fingerprint of answer.silenced ?? []) silenced.push(fingerprint);
      for (const problem of answer.problems) problems.set(problem.text, problem);
    }
  }
  return { findings, silenced, problems: [...problems.values()], claims };
}

interface Area extends Pick<Override, 'tables'> {
  readonly paths: ReadonlySet<string> | undefined;
}

/** Whether an override holds for a claim: it stands in one of the files, and is about one of the tables. */
function isAbout({ paths, tables }: Area, { at: entity }: Claim, { source }: Place): boolean {
  if (paths && !paths.has(source.path)) return false;
  return !tables || tablesOfEntity(entity).some((table) => tables.some((pattern) => matchesTable(pattern, table)));
}
