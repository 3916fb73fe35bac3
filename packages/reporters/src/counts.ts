import type { Checked, ProjectCounts } from '@refint/core';
import type { Enforcement } from '@refint/model';
import type { Severity } from '@refint/rule';

export { amount, listed } from '@refint/core';

/** The states of a reference in the order in which reports list them, with the words that follow a number. */
export const enforcements: readonly (readonly [Enforcement, string])[] = [
  ['enforced', 'enforced'],
  ['not-valid', 'enforced for new rows only (not validated)'],
  ['database-only', 'enforced and unknown to the schema'],
  ['skipped', 'skipped by a guard'],
  ['swallowed', 'swallowed by an error handler'],
  ['failing', 'failing to be created'],
  ['dropped', 'dropped'],
  ['declared-only', 'only declared'],
  ['intended', 'without one on purpose'],
  ['emulated', 'left to the ORM'],
  ['unknown', 'not known'],
  ['inferred', 'inferred and declared nowhere'],
];

const withForeignKey: ReadonlySet<Enforcement> = new Set(['enforced', 'not-valid', 'database-only']);

export const severities: readonly Severity[] = ['error', 'warning', 'hint'];

/** How many findings there are of each severity. */
export function countBySeverity({ findings }: Checked): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

export interface Coverage {
  /** References of which it is known whether a foreign key enforces them. */
  readonly known: number;
  readonly enforced: number;
  readonly unknown: number;
  /** References that are meant to have no foreign key, which the percentage leaves out as well. */
  readonly intended: number;
  /** Percent of the known ones, cut after one decimal so that only all of them are 100; nothing when none is known. */
  readonly percent: number | undefined;
}

export function coverageOf({ references, enforced, byEnforcement }: ProjectCounts): Coverage {
  const unknown = byEnforcement.unknown ?? 0;
  const intended = byEnforcement.intended ?? 0;
  const known = references - unknown - intended;
  return {
    known,
    enforced,
    unknown,
    intended,
    percent: known > 0 ? Math.floor((enforced * 1000) / known) / 10 : undefined,
  };
}

/** The percentage for people, without decimals and never rounded up. */
export const shownPercent = ({ percent }: Coverage): string =>
  percent === undefined ? 'not known' : `${Math.floor(percent)} %`;

/** How many references are in each state, in the order of reports, without empty states. */
export const statesOf = ({
  byEnforcement,
}: Pick<ProjectCounts, 'byEnforcement'>): readonly (readonly [Enforcement, number, string])[] =>
  enforcements.flatMap(([state, words]) => {
    const count = byEnforcement[state] ?? 0;
    return count > 0 ? [[state, count, words] as const] : [];
  });

/** The states in which no foreign key is there, or may be absent. */
export const missesOf = (counts: ProjectCounts): readonly (readonly [Enforcement, number, string])[] =>
  statesOf(counts).filter(([state]) => !withForeignKey.has(state));
