import type { Between, Milliseconds } from '@refint/core';

/** How long something took with so many rows. */
export interface Measured {
  readonly rows: number;
  readonly took: Milliseconds;
}

const rounded = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;

/** The least, the middle and the most of some times. */
export function spreadOf(times: readonly number[]): Milliseconds {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): number => rounded(sorted[Math.floor(part * (sorted.length - 1))] ?? 0);
  return { least: at(0), median: at(0.5), most: at(1) };
}

/**
 * Between what the time lies that something takes with a million rows, where it grows with the rows: at least as much for each row
 * as both measurements differ by, and at most as if nothing of the longer one were there without rows. Nothing where both are
 * of the same rows.
 */
export function withMillion(few: Measured, many: Measured): Between | undefined {
  if (many.rows <= few.rows) return undefined;
  const least = Math.max(0, (many.took.least - few.took.most) / (many.rows - few.rows));
  const most = many.took.most / many.rows;
  return { least: rounded(least * 1_000_000), most: rounded(Math.max(least, most) * 1_000_000) };
}

/** The same for what takes as long with any rows. */
export const always = (few: Milliseconds, many: Milliseconds): Between => ({
  least: Math.min(few.least, many.least),
  most: Math.max(few.most, many.most),
});

/** What several take one after the other; nothing where of one it is not known. */
export function sumOf(all: readonly (Between | undefined)[]): Between | undefined {
  let sum: Between = { least: 0, most: 0 };
  for (const one of all) {
    if (!one) return undefined;
    sum = { least: rounded(sum.least + one.least), most: rounded(sum.most + one.most) };
  }
  return sum;
}
