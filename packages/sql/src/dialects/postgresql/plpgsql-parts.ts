import type { Expression } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { QUOTED, SEMICOLON, WORD } from '../../tokens.ts';

export const isSemicolon = (c: Cursor): boolean => c.kind() === SEMICOLON;

/** A cursor over what stands before a token that `stops` says yes to; `c` goes on there. */
export function upTo(c: Cursor, stops: (c: Cursor) => boolean): Cursor {
  const first = c.at;
  while (!c.done && !stops(c)) c.skip();
  return c.over(first, Math.max(first, c.at));
}

/** Everything up to the end of a cursor as an expression that nobody understands. */
export function readUnknown(c: Cursor): Expression {
  const last = Math.max(c.from, c.end - 1);
  return { kind: 'unknown', text: c.textOf(c.from, c.end - 1), span: c.span(c.from, last) };
}

/** `<<label>>`, if one stands here; the last one counts. */
export function readLabel(c: Cursor): string | undefined {
  let label: string | undefined;
  while (c.takesOperator('<<')) {
    label = c.label().name;
    if (!c.takesOperator('>>')) c.lose('">>"');
  }
  return label;
}

/** The label that END, EXIT or CONTINUE may repeat. */
export const takesLabel = (c: Cursor): string | undefined =>
  c.kind() === WORD || c.kind() === QUOTED ? c.label().name : undefined;
