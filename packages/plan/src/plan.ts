import type { ForeignKey, Reference, ReferentialAction, Relation } from '@refint/model';
import type { Project } from '@refint/rule';

/**
 * What is to be done about the foreign key of a reference.
 * - `add`: there is none.
 * - `replace`: there is one that does something else; it goes in the statement in which the right one comes.
 * - `validate`: there is the right one, and old rows were never looked at.
 */
export type Deed = 'add' | 'replace' | 'validate';

/** What can become of rows that reference nothing, before a foreign key over them can be validated. */
export type OrphanChoice = 'delete' | 'null' | 're-point' | 'quarantine';

/** The index that finds the rows which reference a row. */
export interface CoveringIndex {
  readonly name: string;
  readonly columns: readonly string[];
  /** False for one that the plan makes. */
  readonly isThere: boolean;
  /** Whether the schema declares it already; if not, it is added there too, or Prisma would drop it again. */
  readonly isDeclared: boolean;
}

/** What is to be done about one reference. All texts of a plan are made of this. */
export interface Step {
  readonly reference: Reference;
  readonly does: Deed;
  /** The foreign key as it is to be in the end: ends, name, match, actions. */
  readonly key: ForeignKey;
  /** The one that goes: it has other actions, or references something else. */
  readonly instead: ForeignKey | undefined;
  readonly index: CoveringIndex;
  /** A word of the decision record, such as `critical`. */
  readonly priority: string | undefined;
  /** Why it is not as it should be. */
  readonly because: string;
  /** What may be done with rows that reference nothing; empty where a validated foreign key has kept them out. */
  readonly orphans: readonly OrphanChoice[];
  /** What is worth knowing before it is done. */
  readonly notes: readonly string[];
}

/** An action that the schema has to say otherwise, so that it agrees with the decision record. */
export interface ActionEdit {
  readonly relation: Relation;
  readonly onDelete: ReferentialAction;
  readonly because: string;
}

/** A reference for which nothing can be written, and what somebody has to decide or to change first. */
export interface Unplanned {
  readonly reference: Reference;
  readonly because: string;
  readonly choices: readonly string[];
}

/** What makes the references of a project hold, in the order in which it is done. */
export interface Plan {
  readonly project: Project;
  readonly steps: readonly Step[];
  readonly edits: readonly ActionEdit[];
  readonly unplanned: readonly Unplanned[];
}
