/**
 * What the figures of a report must be for a release. Counts are those at the end of the stretch, but for `skipped`, `swallowed`,
 * `failing`, `unsafe` and `dropped`, which are those of foreign keys within it.
 */
export interface Targets {
  /** At least so many. */
  readonly tables?: number | undefined;
  readonly foreignKeys?: number | undefined;
  readonly checks?: number | undefined;
  readonly uniques?: number | undefined;
  readonly partialUniqueIndexes?: number | undefined;
  readonly indexes?: number | undefined;
  /** References that a foreign key enforces, in percent of those whose state is known; at least. */
  readonly coverage?: number | undefined;
  /** Key families of one type, in percent; at least. */
  readonly typeConsistency?: number | undefined;
  /** At most so many. */
  readonly skipped?: number | undefined;
  readonly swallowed?: number | undefined;
  readonly failing?: number | undefined;
  readonly dropped?: number | undefined;
  readonly notValid?: number | undefined;
  /** Relations that the schema declares and no foreign key enforces, though one could. */
  readonly missing?: number | undefined;
  /** Foreign keys that are made or validated while others wait for as long as all rows are read. */
  readonly unsafe?: number | undefined;
  /** References of which schema or database do what the decision record does not allow. */
  readonly policyBroken?: number | undefined;
  readonly invariantsBroken?: number | undefined;
  readonly errors?: number | undefined;
  readonly warnings?: number | undefined;
  /** What a write takes at most with the foreign keys, in milliseconds; only a rehearsal knows it. */
  readonly writeMilliseconds?: number | undefined;
}

/** Measured against when the configuration sets no target at all. */
export const usualTargets: Targets = {
  missing: 0,
  skipped: 0,
  swallowed: 0,
  failing: 0,
  notValid: 0,
  policyBroken: 0,
  invariantsBroken: 0,
  errors: 0,
};

/** Every figure that a target may be set for; nothing where it is not known. */
export type Figures = Readonly<Record<keyof Targets, number | undefined>>;

export interface TargetLine {
  readonly target: keyof Targets;
  readonly wants: 'at least' | 'at most';
  readonly goal: number;
  /** Nothing where it is not known, as where the history does not begin with an empty database. */
  readonly figure: number | undefined;
  /** In percent, cut after one decimal, so that only all are 100. */
  readonly unit: 'percent' | undefined;
  /** Nothing where the figure is not known. */
  readonly met: boolean | undefined;
  /** How many more are known already and do not count; nothing for what is no number of findings. */
  readonly known: number | undefined;
}

export interface Verdict {
  /** `go`: all targets are met. `no-go`: one is missed. `unknown`: none is missed, and of one it is not known. */
  readonly verdict: 'go' | 'no-go' | 'unknown';
  /** Whether the configuration sets the targets, or they are the usual ones. */
  readonly from: 'configured' | 'usual';
  readonly lines: readonly TargetLine[];
}

const floors: readonly (keyof Targets)[] = [
  'tables',
  'foreignKeys',
  'checks',
  'uniques',
  'partialUniqueIndexes',
  'indexes',
  'coverage',
  'typeConsistency',
];

const ceilings: readonly (keyof Targets)[] = [
  'skipped',
  'swallowed',
  'failing',
  'dropped',
  'notValid',
  'missing',
  'unsafe',
  'policyBroken',
  'invariantsBroken',
  'errors',
  'warnings',
  'writeMilliseconds',
];

/** Go or no-go, each target with its figure. Of findings only those count that are not `known`. */
export function verdictOf(
  figures: Figures,
  configured: Targets | undefined,
  known: readonly { readonly severity: string }[] | undefined,
): Verdict {
  const targets = configured ?? usualTargets;
  const knownOf = (target: keyof Targets): number | undefined =>
    target === 'errors' || target === 'warnings'
      ? known?.filter(({ severity }) => `${severity}s` === target).length
      : undefined;
  const lines = [...floors, ...ceilings].flatMap((target): TargetLine[] => {
    const goal = targets[target];
    if (goal === undefined) return [];
    const isFloor = floors.includes(target);
    const figure = figures[target];
    const met = figure === undefined ? undefined : isFloor ? figure >= goal : figure <= goal;
    const unit = target === 'coverage' || target === 'typeConsistency' ? 'percent' : undefined;
    return [{ target, wants: isFloor ? 'at least' : 'at most', goal, figure, unit, met, known: knownOf(target) }];
  });
  const isMissed = lines.some(({ met }) => met === false);
  const verdict = isMissed ? 'no-go' : lines.some(({ met }) => met === undefined) ? 'unknown' : 'go';
  return { verdict, from: configured ? 'configured' : 'usual', lines };
}
