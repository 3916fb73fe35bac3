import type { Expression, Query, QueryRelation } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { COMMA, DOT, NUMBER, OPEN, WORD } from '../../tokens.ts';
import { readExpression } from './expressions.ts';

/**
 * SELECT … FROM … WHERE to the end of the cursor. Grouping, set operations, common table expressions and whatever else
 * decides which rows there are make it `unknown`; the order of the rows is not kept.
 */
export function readQuery(c: Cursor): Query {
  const e = c.over(c.at, c.end);
  const parts: Parts = { columns: [], from: [], where: undefined, distinct: false, limited: false, unknown: false };
  const span = c.span(Math.min(c.at, c.end), Math.max(c.at, c.end - 1));
  readParts(e, parts);
  c.at = c.end;
  return { ...parts, unknown: parts.unknown || e.lost !== undefined || !e.done, span };
}

interface Parts {
  columns: { readonly value: Expression; readonly alias: string | undefined }[];
  from: QueryRelation[];
  where: Expression | undefined;
  distinct: boolean;
  limited: boolean;
  unknown: boolean;
}

function readParts(e: Cursor, parts: Parts): void {
  // What follows the INTO of PL/pgSQL begins with FROM, and PERFORM is its SELECT whose rows nobody wants.
  if (!e.takes('SELECT') && !e.takes('PERFORM') && !e.is('FROM')) return void e.lose('SELECT');
  e.takes('ALL');
  if (e.takes('DISTINCT')) {
    parts.distinct = true;
    if (e.is('ON')) return void e.lose('plain columns');
  }
  if (!startsClause(e)) {
    do parts.columns.push(readSelected(e));
    while (e.takesKind(COMMA));
  }
  if (e.takes('FROM')) readFrom(e, parts.from);
  if (e.takes('WHERE')) parts.where = readExpression(upTo(e, startsClause));
  if (e.takes('ORDER', 'BY')) upTo(e, (c) => c.is('LIMIT') || c.is('FETCH') || c.is('FOR') || c.is('OFFSET'));
  // One row less or more makes no difference to EXISTS or a single value, but LIMIT 0 does, and rows of a loop count.
  if (e.is('LIMIT') && e.kind(1) === NUMBER && Number(e.raw(1)) > 0 && e.at + 2 === e.end) {
    e.at += 2;
    parts.limited = true;
  }
}

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

function startsClause(e: Cursor): boolean {
  return e.kind() === WORD && clauses.some((word) => e.is(word)) && !(e.is('FROM') && isDistinctFrom(e));
}

/** The FROM of `IS DISTINCT FROM` begins no clause. */
const isDistinctFrom = (e: Cursor): boolean => {
  const before = e.over(Math.max(e.from, e.at - 1), e.end);
  return before.at < e.at && before.is('DISTINCT');
};

/** A cursor over what stands before a token that `stops` says yes to; `e` goes on there. */
function upTo(e: Cursor, stops: (e: Cursor) => boolean): Cursor {
  const first = e.at;
  while (!e.done && !stops(e)) e.skip();
  return e.over(first, e.at);
}

function readSelected(e: Cursor): Parts['columns'][number] {
  const part = upTo(e, (c) => c.kind() === COMMA || startsClause(c));
  if (part.done) e.lose('a column');
  const last = part.end - 1;
  const beforeLast = part.over(Math.max(part.from, last - 1), part.end);
  if (beforeLast.is('AS') && beforeLast.at > part.from) {
    const alias = part.over(last, part.end).label().name;
    return { value: readExpression(part.over(part.from, last - 1)), alias };
  }
  const value = readExpression(part.over(part.from, part.end));
  if (value.kind !== 'unknown' || part.end - part.from < 2) return { value, alias: undefined };
  const bare = part.over(last, part.end);
  if (!bare.isName()) return { value, alias: undefined };
  const named = readExpression(part.over(part.from, last));
  return named.kind === 'unknown' ? { value, alias: undefined } : { value: named, alias: bare.name().name };
}

function readFrom(e: Cursor, into: QueryRelation[]): void {
  into.push(readRelation(e, 'cross'));
  for (;;) {
    if (e.takesKind(COMMA) || e.takes('CROSS', 'JOIN')) into.push(readRelation(e, 'cross'));
    else {
      const join =
        e.takes('LEFT', 'OUTER', 'JOIN') || e.takes('LEFT', 'JOIN')
          ? 'left'
          : e.takes('INNER', 'JOIN') || e.takes('JOIN')
            ? 'inner'
            : undefined;
      if (!join) return;
      into.push(readRelation(e, join));
    }
  }
}

const joins = ['JOIN', 'LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'NATURAL', 'ON', 'USING'];

function readRelation(e: Cursor, join: QueryRelation['join']): QueryRelation {
  e.takes('ONLY');
  e.takes('LATERAL');
  const path: string[] = [];
  let call: Expression | undefined;
  let rows: (readonly Expression[])[] | undefined;
  if (e.kind() === OPEN) {
    rows = readValues(e);
    if (!rows) e.lose('a table');
  } else if (e.isName()) {
    const first = e.at;
    path.push(e.name().name);
    while (e.takesKind(DOT)) path.push(e.label().name);
    if (e.kind() === OPEN) {
      e.skip();
      call = readExpression(e.over(first, e.at));
      path.length = 0;
    }
  } else e.lose('a table');
  const named = e.takes('AS') || (e.isName() && !joins.some((word) => e.is(word)));
  const own = call?.kind === 'call' ? call.name : '';
  const alias = named ? e.name('an alias').name : (path.at(-1) ?? own);
  const columns = named && e.kind() === OPEN ? e.names().map(({ name }) => name) : undefined;
  let on: Expression | undefined;
  let using: readonly string[] = [];
  if (join !== 'cross') {
    if (e.takes('USING')) using = e.names().map(({ name }) => name);
    else {
      e.expect('ON');
      on = readExpression(upTo(e, (c) => c.kind() === COMMA || startsClause(c) || startsJoin(c)));
    }
  }
  return { path, alias, on, using, join, call, rows, columns };
}

/** LEFT and RIGHT are functions too, but then a parenthesis follows. */
const startsJoin = (c: Cursor): boolean =>
  c.kind() === WORD &&
  c.kind(1) !== OPEN &&
  ['JOIN', 'LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'NATURAL'].some((word) => c.is(word));

/** The rows of `(VALUES (…), (…))`; nothing when something else stands between the parentheses. */
function readValues(e: Cursor): (readonly Expression[])[] | undefined {
  const first = e.at;
  e.skip();
  const inside = e.over(first + 1, Math.max(first + 1, e.at - 1), e.depth + 1);
  if (!inside.takes('VALUES')) return undefined;
  const rows: (readonly Expression[])[] = [];
  do {
    const start = inside.at;
    if (inside.kind() !== OPEN) inside.lose('"("');
    inside.skip();
    const list = readExpression(inside.over(start, inside.at));
    rows.push(list.kind === 'list' ? list.items : [list]);
  } while (inside.takesKind(COMMA));
  return inside.done && !inside.lost ? rows : undefined;
}
