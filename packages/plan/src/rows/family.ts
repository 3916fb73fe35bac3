import type { Known } from './known.ts';

/** A value as SQL writes it, and what is known of it. */
export interface Sample {
  readonly sql: string;
  readonly known: Known;
}

/** Values by number: the same number always gives the same value, and numbers up to `most` give different ones. */
export interface Family {
  /** The largest number that has a value of its own. Numbers start at 1. */
  readonly most: number;
  /** The value of a number. */
  at(number: number): Sample;
  /** The value of the number that an SQL expression gives, which is of type bigint and stands for itself (`g`, `(g + 1)`). */
  sql(number: string): string;
}

/** A family in which every number has the same value. */
export const constant = ({ sql, known }: Sample): Family => ({
  most: 1,
  at: () => ({ sql, known }),
  sql: () => sql,
});

/** Values in a row, over and over again. */
export const inTurn = (samples: readonly Sample[], type: string): Family => ({
  most: samples.length,
  at: (number) => samples[(number - 1) % samples.length] ?? { sql: 'NULL', known: null },
  sql: (number) =>
    `(ARRAY[${samples.map(({ sql }) => sql).join(', ')}]::${type}[])[1 + ((${number} - 1) % ${samples.length})::int]`,
});

/** Numbers plus an offset. */
export function counting(first: number, most: number, type: string): Family {
  return {
    most,
    at: (number) => ({ sql: String(first + number), known: first + number }),
    sql: (number) => `(${first} + ${number})::${type}`,
  };
}
