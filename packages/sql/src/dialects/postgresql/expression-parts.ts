import type { Expression } from '@refint/model';
import type { Cursor } from '../../cursor.ts';

/** Deeper than this nobody writes by hand, and a deeper one must not take the whole stack. */
export const deepest = 60;

/** Everything up to the end of the cursor, which nobody understands. */
export function unknown(c: Cursor, first: number): Expression {
  const last = Math.max(first, c.end - 1);
  c.at = c.end;
  return { kind: 'unknown', text: c.textOf(first, c.end - 1), span: c.span(Math.min(first, last), last) };
}

/** Goes on where a cursor over a part of the same tokens stands, lost if that one is. */
export function carry(c: Cursor, deep: Cursor): void {
  c.at = deep.at;
  if (deep.lost) c.lose(deep.lost.expected);
}

export function lose(c: Cursor, expected: string): Expression {
  const first = Math.min(c.at, c.end - 1);
  c.lose(expected);
  return { kind: 'unknown', text: '', span: c.span(first) };
}

/** A cursor over what stands between the brackets that open here; `c` goes on behind them. */
export function insideOf(c: Cursor): Cursor {
  const first = c.at;
  c.skip();
  return c.over(first + 1, Math.max(first + 1, c.at - 1), c.depth + 1);
}

/** Reads what stands between brackets by itself, so that what is not understood there stays in there. */
export function readInside(c: Cursor, read: (inside: Cursor) => Expression): Expression {
  const inside = insideOf(c);
  const value = inside.depth > deepest ? undefined : read(inside);
  return value && !inside.lost && inside.done ? value : unknown(inside, inside.from);
}
