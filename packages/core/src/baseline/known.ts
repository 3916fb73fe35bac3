/** Findings that a project was known to have, as many of them as look alike: same rule, same words, same table or column. */
export interface KnownFinding {
  readonly fingerprint: string;
  readonly rule: string;
  /** What it is about, for people. */
  readonly entity: string;
  /** How many. */
  readonly count: number;
  /** What the rule said, for people. */
  readonly text: string;
  /** Why they may stay; empty where nobody said. */
  readonly reason: string;
}

/** The known findings of each project, by the name under which the list keeps it. */
export type KnownFindings = ReadonlyMap<string, readonly KnownFinding[]>;

/** A list of known findings, as it was read. */
export interface Baseline {
  /** The path that people know it by. */
  readonly path: string;
  readonly known: KnownFindings;
  /** Whether all projects that it can know of are looked at, so that those which are not there are gone. */
  readonly isWhole: boolean;
}

/** By rule, then by what it is about: the order in which a list is kept, wherever things stand in files. */
export function inOrder(known: readonly KnownFinding[]): readonly KnownFinding[] {
  const key = ({ rule, entity, fingerprint }: KnownFinding): string => [rule, entity, fingerprint].join('\n');
  const keyed = known.map((one) => ({ one, key: key(one) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ one }) => one);
}
