import { type Place, positionAt } from '@refint/model';

/** First and last line of a stretch, from 1. Where lines were taken out the first is the one after, the last the one before. */
export type Lines = readonly [first: number, last: number];

/** What a change touches, by the paths of sources: all of a file that is new. */
export type Touched = ReadonlyMap<string, 'all' | readonly Lines[]>;

/** Whether a place lies in lines that a change touched, or spans some that it took out. */
export function isTouched({ source, span }: Place, touched: Touched): boolean {
  const lines = touched.get(source.path);
  if (lines === undefined || lines === 'all') return lines === 'all';
  const first = positionAt(source, span.start).line;
  const last = positionAt(source, Math.max(span.start, span.end - 1)).line;
  return lines.some(([from, to]) => first <= to && last >= from);
}
