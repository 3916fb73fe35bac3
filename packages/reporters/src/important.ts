import type { Finding } from '@refint/rule';

/**
 * Findings in an order of which any beginning says most: the first of each rule, then the second of each, and so on, each time in
 * the order in which they stand.
 */
export function ruleByRule(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  const rounds: Finding[][] = [];
  for (const finding of findings) {
    const round = seen.get(finding.rule) ?? 0;
    seen.set(finding.rule, round + 1);
    (rounds[round] ??= []).push(finding);
  }
  return rounds.flat();
}
