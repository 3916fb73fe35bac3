import type { Expression, Query } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { COMMA, WORD } from '../../tokens.ts';
import { readExpression } from './expressions.ts';

const clauses = [
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'WINDOW',
  'UNION',
  'INTERSECT',
  'EXCEPT',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'FETCH',
  'FOR',
  'INTO',
];

/** Whether the next clause of a query begins here. */
export function startsClause(e: Cursor): boolean {
  return e.kind() === WORD && clauses.some((word) => e.is(word)) && !(e.is('FROM') && isDistinctFrom(e));
}

/** The FROM of `IS DISTINCT FROM` begins no clause. */
const isDistinctFrom = (e: Cursor): boolean => {
  const before = e.over(Math.max(e.from, e.at - 1), e.end);
  return before.at < e.at && before.is('DISTINCT');
};

/** A cursor over what stands before a token that `stops` says yes to; `e` goes on there. */
export function upTo(e: Cursor, stops: (e: Cursor) => boolean): Cursor {
  const first = e.at;
  while (!e.done && !stops(e)) e.skip();
  return e.over(first, e.at);
}

/** Expressions between commas, up to the next clause: those of GROUP BY. */
export function readGroup(e: Cursor): Expression[] {
  const found: Expression[] = [];
  do found.push(readExpression(upTo(e, (c) => c.kind() === COMMA || startsClause(c))));
  while (e.takesKind(COMMA));
  return found;
}

/** What ORDER BY says, after these words. */
export function readOrder(e: Cursor): NonNullable<Query['order']> {
  const found: { value: Expression; descending: boolean }[] = [];
  const ends = (c: Cursor): boolean => c.kind() === COMMA || startsClause(c) || direction.some((word) => c.is(word));
  do {
    const value = readExpression(upTo(e, ends));
    const descending = e.takes('DESC');
    if (!descending) e.takes('ASC');
    if (e.takes('NULLS') && !e.takes('FIRST')) e.takes('LAST');
    found.push({ value, descending });
  } while (e.takesKind(COMMA));
  return found;
}

const direction = ['ASC', 'DESC', 'NULLS', 'USING'];
