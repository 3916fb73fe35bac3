import type { ForeignKey, Table, TableId } from '@refint/model';
import type { Cell, RowOf } from './cell.ts';

/** A reference that a row holds, and to which row. */
export interface Use {
  readonly key: ForeignKey;
  readonly row: RowOf;
}

/** How rows of a table are made, each by its number. */
export interface Template {
  readonly table: Table;
  /** What each column holds; all columns are in it, in their order. */
  readonly cells: ReadonlyMap<string, Cell>;
  /** The rows that must be there. */
  readonly uses: readonly Use[];
  /** How many rows can be made. */
  readonly most: number;
  /** Why there are no more; nothing where there can be as many as were asked for. */
  readonly limitedBy: string | undefined;
  /** What may turn such rows away all the same, or change them: triggers, whose code is not followed. */
  readonly doubts: readonly string[];
  /** Whether it is of a row with something special about it. */
  readonly isSpecial: boolean;
}

/** A table for which no row can be made. */
export interface Unfillable {
  readonly table: TableId;
  /** The check that no value is known for, where it is one. */
  readonly check: string | undefined;
  readonly because: string;
}

export const isUnfillable = (made: Template | Unfillable): made is Unfillable => 'because' in made;

/** What rows are to be like. */
export interface Wish {
  /** How many rows are wanted; as many are made as can be. */
  readonly count: number;
  /** Whether references are held that need not be. */
  readonly references: 'required' | 'all';
  /** Whether each row references a row of its own where it can; else all reference the same. */
  readonly spread: boolean;
  readonly seed: number;
}

/** What one row is to be like besides. */
export interface Special {
  /** The numbers of such rows, from the first to the last: one need not be told apart from others like it. */
  readonly numbers?: readonly [first: number, last: number];
  /** Columns that must hold something. */
  readonly filled?: ReadonlySet<string>;
  /** The row that a foreign key references, or that it references none, though it holds something. */
  readonly rows?: ReadonlyMap<ForeignKey, RowOf | { readonly nowhere: RowOf }>;
}
