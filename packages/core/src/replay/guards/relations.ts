import type { Row, Value } from './values.ts';

/** Rows of a relation of the catalog, and whether these are all that there can be. */
export interface Rows {
  readonly rows: readonly Row[];
  /**
   * Rows each of which stands for any number of others, of which only its fields are known: what PostgreSQL itself keeps
   * in a catalog is not listed here, but it is all in schemas of its own.
   */
  readonly others?: readonly Row[] | undefined;
  /** Rows that may be there, each of them once. */
  readonly maybe?: readonly Row[] | undefined;
  readonly complete: boolean;
}

/** Equalities that every row asked for must fulfil: values by column. They only spare work; more rows may be given. */
export type Hints = ReadonlyMap<string, readonly Value[]>;

export const noRows: Rows = { rows: [], complete: true };

/** Nothing is known of what is in it. */
export const anyRows: Rows = { rows: [], complete: false };

export const row = (fields: Record<string, Value>): Row => ({ fields });

/** The texts that a column must be one of, if that is known. */
export function hintedTexts(hints: Hints, ...columns: readonly string[]): readonly string[] | undefined {
  for (const column of columns) {
    const values = hints.get(column);
    if (values?.every((value) => typeof value === 'string')) return values as readonly string[];
  }
  return undefined;
}
