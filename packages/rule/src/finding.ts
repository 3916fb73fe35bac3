import type { Edit, Place } from '@refint/model';

export type Severity = 'error' | 'warning' | 'hint';

/** A way to mend a finding. A safe one changes nothing but what the finding is about. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

/** What a note says is true of its place, which is often the other end of a conflict. */
export interface PlacedNote {
  readonly text: string;
  /** Nothing for what holds without a place, such as advice. */
  readonly at: Place | undefined;
}

/** What every host receives: plain data, ready to be sent over any wire. It is true of the user's schema. */
export interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly severity: Severity;
  readonly text: string;
  readonly at: Place;
  /** The name of what it is about: a table, a column, a reference. */
  readonly entity: string;
  readonly notes: readonly PlacedNote[];
  /** Worked out when somebody asks for it, where who asked for the report said so. */
  readonly fix: Fix | undefined;
  /** 16 hex digits that stay the same while the code around the finding moves: rule, message and entity, never a line. */
  readonly fingerprint: string;
}
