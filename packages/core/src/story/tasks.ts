import type { Place } from '@refint/model';
import type { Finding, Severity } from '@refint/rule';
import type { Suppressed } from '../report.ts';

/** Something that is left to do, with everything that is of its kind. */
export interface Task {
  /** The rule that found it. */
  readonly rule: string;
  /** What should be so. */
  readonly summary: string;
  readonly severity: Severity;
  readonly items: readonly TaskItem[];
}

export interface TaskItem {
  readonly text: string;
  /** What it is about: a table, a column, a reference. */
  readonly entity: string;
  readonly at: Place;
  /** What else is to be known, the other end of a conflict or advice. */
  readonly notes: readonly { readonly text: string; readonly at: Place | undefined }[];
  /** How it can be mended, and whether that changes nothing else. */
  readonly fix: { readonly title: string; readonly safe: boolean } | undefined;
  readonly fingerprint: string;
}

/** A finding that is shown apart from the work, because of what a comment beside it or a list says of it. */
export interface HiddenFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly text: string;
  readonly at: Place;
  /** The reason that the comment or the list gives. */
  readonly because: string;
  /** The comment; nothing for what a list has. */
  readonly hiddenAt: Place | undefined;
}

/** Work that is not new: what the list of known findings has. */
export interface KnownWork {
  /** The path that people know the list by. */
  readonly path: string;
  readonly findings: readonly HiddenFinding[];
  /** How many of the list are not found any more; not told of a point in the middle of the history. */
  readonly gone: number;
}

/** Findings that are not shown, and of which kind: those of comments (`in-source`), or those of a list (`external`). */
export const hiddenFindings = (suppressed: readonly Suppressed[], kind: Suppressed['kind']): readonly HiddenFinding[] =>
  suppressed
    .filter((one) => one.kind === kind)
    .map(({ finding, because, at }) => ({
      rule: finding.rule,
      severity: finding.severity,
      text: finding.text,
      at: finding.at,
      because,
      hiddenAt: at,
    }));

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, hint: 2 };

/** The findings as work, errors before warnings before hints, of the same severity the rule that found most first. */
export function tasksOf(findings: readonly Finding[], summaries: ReadonlyMap<string, string>): readonly Task[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { rule, severity } = first;
      return [{ rule, severity, summary: summaries.get(rule) ?? '', items: group.map(itemOf) }];
    })
    .sort(
      (a, b) => ranks[a.severity] - ranks[b.severity] || b.items.length - a.items.length || (a.rule < b.rule ? -1 : 1),
    );
}

const itemOf = ({ text, entity, at, notes, fix, fingerprint }: Finding): TaskItem => ({
  text,
  entity,
  at,
  notes,
  fix: fix && { title: fix.title, safe: fix.safe },
  fingerprint,
});
