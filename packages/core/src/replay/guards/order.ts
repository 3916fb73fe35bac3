import type { Query } from '@refint/model';
import type { Scope } from './scope.ts';
import { isOid, plain, type Value } from './values.ts';

/**
 * Rows in the order of ORDER BY. Names in the catalogs have the collation "C", so texts are compared letter by letter.
 * What cannot be compared stays in the order in which it was found.
 */
export function sorted<T>(rows: readonly T[], order: Query['order'], scopeOf: (row: T) => Scope): readonly T[] {
  if (!order || rows.length < 2) return rows;
  const keyed = rows.map((row) => {
    const scope = scopeOf(row);
    return { row, keys: order.map(({ value }) => plain(scope.evaluate(value, scope))) };
  });
  keyed.sort((a, b) => {
    for (const [at, { descending }] of order.entries()) {
      const difference = compare(a.keys[at], b.keys[at]);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

/** NULL comes last. */
function compare(a: Value, b: Value): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [keyOf(a), keyOf(b)];
  return x === y ? 0 : x < y ? -1 : 1;
}

const keyOf = (value: Value): string => (isOid(value) ? value.text : String(value));
