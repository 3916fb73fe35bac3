import type { ForeignKey, Outcome, Place, TableId } from '@refint/model';

/** One thing that a migration did, or tried to do, in words and in parts. */
export interface Entry extends Deed {
  /** Whether it came with the entry before it: a foreign key inside of a CREATE TABLE, an index that a dropped column had. */
  readonly consequence: boolean;
  /** As the replay has it, but that what is not understood is doubtful. */
  readonly outcome: Outcome['kind'];
  /** Why it was not simply done. */
  readonly because: Because | undefined;
  readonly at: Place;
}

/** What a change is about, whatever became of it. */
export interface Deed {
  readonly kind: 'add' | 'drop' | 'alter' | 'rename' | 'opaque' | 'run';
  /** What it works on: `table`, `column`, `foreign-key`, `primary-key`, `unique`, `check`, `index`, `enum` … */
  readonly entity: string;
  /** The name of that, without its table; the new one is in `text` when it is renamed. Empty where it has none. */
  readonly name: string;
  /** The table that it is in, or that it is. */
  readonly table: TableId | undefined;
  /** A short line without a sign: "table posts (6 columns, 2 foreign keys)". */
  readonly text: string;
  /** Where it leads and what it does, for a foreign key; as it was, for one that goes. */
  readonly reference: Ends | undefined;
}

export type Ends = Pick<
  ForeignKey,
  'table' | 'columns' | 'referencedTable' | 'referencedColumns' | 'onDelete' | 'onUpdate'
>;

export interface Because {
  readonly text: string;
  /** The SQLSTATE of a failure. */
  readonly code: string | undefined;
  /** The guard or the handler that decided. */
  readonly at: Place | undefined;
}
