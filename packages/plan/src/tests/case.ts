import type { ForeignKey } from '@refint/model';

/** One thing that is done to the sample rows, and what must come of it. */
export type Trial =
  | {
      readonly name: string;
      /** As `refint_outcome` says it. */
      readonly expected: Expected;
      /** The statements, without semicolons. */
      readonly does: readonly string[];
      /** What came of it where nothing refused it, as an expression. */
      readonly seen: string;
      /** Tried before the referencing row is there. */
      readonly isAlone?: boolean;
    }
  | { readonly name: string; readonly because: string };

/** What must come of a trial, or two outcomes of which an SQL condition decides. */
export type Expected = string | { readonly condition: string; readonly met: string; readonly otherwise: string };

/** What is tried with one foreign key. */
export interface Case {
  readonly key: ForeignKey;
  /** Foreign keys that say the same: which of them refuses is nothing that anybody has to know. */
  readonly twins: readonly string[];
  /** Statements that insert what the referencing row needs, in order. */
  readonly before: readonly string[];
  /** The statement that inserts the referencing row, and what must be there then. */
  readonly referencing: string;
  readonly isThere: string;
  readonly trials: readonly Trial[];
  /** What may turn the rows away all the same. */
  readonly doubts: readonly string[];
}

/** A foreign key that nothing can be tried with. */
export interface Untested {
  readonly key: ForeignKey;
  readonly because: string;
}

export const isUntested = (one: Case | Untested): one is Untested => 'because' in one;

/** What comes of a trial. */
export const outcomes = {
  accepted: 'accepted',
  refused: 'refused',
  nothing: 'nothing happened',
  gone: 'the referencing row went too',
  nulled: 'the reference became NULL',
  defaulted: 'the reference became its default',
  followed: 'the reference followed',
  notNull: 'refused: a column may not be NULL',
} as const;

export const refusedByCheck = (name: string): string => `refused by ${name}`;
