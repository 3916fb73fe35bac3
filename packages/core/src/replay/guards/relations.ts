import type { Row, Value } from './values.ts';

/** Rows of a relation of the catalog, and whether these are all that there can be. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly complete: boolean;
}

/** Equalities that every row asked for must fulfil: values by column. They only spare work; more rows may be given. */
export type Hints = ReadonlyMap<string, readonly Value[]>;

export const noRows: Rows = { rows: [], complete: true };

/** Nothing is known of what is in it. */
export const anyRows: Rows = { rows: [], complete: false };

/** The texts that a column must be one of, if that is known. */
export function hintedTexts(hints: Hints, ...columns: readonly string[]): readonly string[] | undefined {
  for (const column of columns) {
    const values = hints.get(column);
    if (values?.every((value) => typeof value === 'string')) return values as readonly string[];
  }
  return undefined;
}
