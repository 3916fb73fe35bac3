import type { TableId } from '@refint/model';
import { matchesTable } from './patterns.ts';

/** What only people can know of a table, and why it is so. */
export interface TableFact {
  /** Names of tables; `*` stands for any letters. */
  readonly table: readonly string[];
  /** It has so many rows that reading all of them hurts. */
  readonly large?: boolean | undefined;
  /** No row of it is ever deleted, and no key of it changed. */
  readonly neverDeleted?: boolean | undefined;
  readonly because: string;
}

/** The fact that says so of a table; nothing when nobody does. */
export const factAbout = (
  facts: readonly TableFact[],
  table: TableId,
  what: 'large' | 'neverDeleted',
): TableFact | undefined =>
  facts.find((fact) => fact[what] && fact.table.some((pattern) => matchesTable(pattern, table)));
