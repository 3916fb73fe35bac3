import type { AnyRule, Finding } from '@refint/rule';
import type { Settings } from '../input.ts';
import type { BaselineUse, Report, Suppressed } from '../report.ts';
import { type Inquiry, speaksOf } from '../speaks.ts';
import { type Baseline, inOrder, type KnownFinding } from './known.ts';

/** What was asked, by whom, and all rules that there are. */
export interface Asked {
  readonly inquiries: readonly Inquiry[];
  readonly asked: readonly AnyRule[];
  readonly known: readonly AnyRule[];
  readonly settings: Settings;
}

/** The report without the findings that were known, each of them up to its count. */
export function withoutKnown(report: Report, baseline: Baseline, all: Asked): Report {
  const hidden = new Map<Finding, Suppressed>();
  const now = new Map<string, readonly KnownFinding[]>();
  const kept = new Map<string, readonly KnownFinding[]>();
  const projects = byProject(report.findings, all.inquiries);
  // What could not be read may be what is missing.
  const isTrusted = !report.problems.some(({ fatal }) => fatal);
  let gone = 0;
  for (const [at, inquiry] of all.inquiries.entries()) {
    const key = keyOf(inquiry);
    const before = baseline.known.get(key) ?? [];
    const found = alike(projects[at] ?? []);
    const left: KnownFinding[] = [];
    const stays: KnownFinding[] = [];
    for (const entry of before) {
      const those = found.get(entry.fingerprint) ?? [];
      for (const finding of those.slice(0, entry.count)) hidden.set(finding, suppressed(finding, entry, baseline));
      // What an override keeps quiet is there all the same.
      const isQuiet = inquiry.silenced?.has(entry.fingerprint) ?? false;
      if (isTrusted && !isQuiet && isAsked(entry.rule, inquiry, all)) {
        gone += Math.max(0, entry.count - those.length);
        if (those.length > 0) left.push({ ...entry, count: Math.min(entry.count, those.length) });
      } else {
        left.push(entry);
        if (those.length === 0) stays.push(entry);
      }
    }
    const reasons = new Map(before.map(({ fingerprint, reason }) => [fingerprint, reason]));
    const fresh = [...found].map(([fingerprint, those]) => knownOf(those, reasons.get(fingerprint) ?? ''));
    kept.set(key, inOrder(left));
    now.set(key, inOrder([...fresh, ...stays]));
  }
  for (const [key, before] of baseline.known) {
    if (now.has(key)) continue;
    if (baseline.isWhole) for (const { count } of before) gone += count;
    else for (const list of [now, kept]) list.set(key, before);
  }
  const external = report.findings.flatMap((finding) => hidden.get(finding) ?? []);
  const use: BaselineUse = { path: baseline.path, gone, now, kept };
  return {
    ...report,
    findings: report.findings.filter((finding) => !hidden.has(finding)),
    suppressed: [...(report.suppressed ?? []), ...external],
    baseline: use,
  };
}

/** The name under which a list keeps a project. */
const keyOf = ({ input }: Inquiry): string => input.key ?? input.name;

/** The findings of each project; those about a file itself belong to the first project that has it. */
function byProject(findings: readonly Finding[], inquiries: readonly Inquiry[]): readonly (readonly Finding[])[] {
  const own = inquiries.map(() => [] as Finding[]);
  const owner = new Map(inquiries.flatMap(({ findings }, at) => findings.map((finding) => [finding, at] as const)));
  for (const finding of findings) {
    const { source } = finding.at;
    const holds = ({ input }: Inquiry): boolean =>
      input.schema.includes(source) || (input.migrations ?? []).some((one) => one.source === source);
    own[owner.get(finding) ?? inquiries.findIndex(holds)]?.push(finding);
  }
  return own;
}

function alike(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.fingerprint);
    if (group) group.push(finding);
    else groups.set(finding.fingerprint, [finding]);
  }
  return groups;
}

const knownOf = (those: readonly Finding[], reason: string): KnownFinding => {
  const { fingerprint, rule, entity, text } = those[0]!;
  return { fingerprint, rule, entity, count: those.length, text, reason };
};

const suppressed = (finding: Finding, { reason }: KnownFinding, { path }: Baseline): Suppressed => ({
  finding,
  kind: 'external',
  because: reason === '' ? `known in ${path}` : reason,
  at: undefined,
});

/** Whether what a rule does not find is mended; so is what was found by a rule that there is no more. */
function isAsked(id: string, inquiry: Inquiry, { asked, known, settings }: Asked): boolean {
  const rule = asked.find((one) => one.id === id);
  if (rule?.on === 'ignore') return true;
  return rule ? speaksOf(rule, inquiry, settings) : !known.some((one) => one.id === id);
}
