import type { Expression, Query, QueryRelation } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { COMMA, DOT, OPEN, WORD } from '../../tokens.ts';
import { readExpression } from './expressions.ts';
import { startsClause, upTo } from './query-clauses.ts';

/** What stands after FROM: relations, joined or side by side. */
export function readFrom(e: Cursor): QueryRelation[] {
  const found = [readRelation(e, 'cross')];
  for (;;) {
    if (e.takesKind(COMMA) || e.takes('CROSS', 'JOIN')) found.push(readRelation(e, 'cross'));
    else {
      const join =
        e.takes('LEFT', 'OUTER', 'JOIN') || e.takes('LEFT', 'JOIN')
          ? 'left'
          : e.takes('INNER', 'JOIN') || e.takes('JOIN')
            ? 'inner'
            : undefined;
      if (!join) return found;
      found.push(readRelation(e, join));
    }
  }
}

const joins = ['JOIN', 'LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'NATURAL', 'ON', 'USING'];

function readRelation(e: Cursor, join: QueryRelation['join']): QueryRelation {
  e.takes('ONLY');
  e.takes('LATERAL');
  const path: string[] = [];
  let at: QueryRelation['at'];
  let call: Expression | undefined;
  let inside: Pick<QueryRelation, 'rows' | 'query'> = {};
  if (e.kind() === OPEN) inside = readParenthesised(e);
  else if (e.isName()) {
    const first = e.at;
    path.push(e.name().name);
    while (e.takesKind(DOT)) path.push(e.label().name);
    at = e.spanFrom(first);
    if (e.kind() === OPEN) {
      e.skip();
      call = readExpression(e.over(first, e.at));
      path.length = 0;
    }
  } else e.lose('a table');
  const numbered = e.takes('WITH', 'ORDINALITY');
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
  return { path, at, alias, on, using, join, call, ...inside, columns, ...(numbered && { numbered }) };
}

/** LEFT and RIGHT are functions too, but then a parenthesis follows. */
const startsJoin = (c: Cursor): boolean =>
  c.kind() === WORD &&
  c.kind(1) !== OPEN &&
  ['JOIN', 'LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'NATURAL'].some((word) => c.is(word));

/** `(VALUES (…), (…))` or a query. */
function readParenthesised(e: Cursor): Pick<QueryRelation, 'rows' | 'query'> {
  const first = e.at;
  e.skip();
  const inside = e.over(first + 1, Math.max(first + 1, e.at - 1), e.depth + 1);
  if (inside.is('VALUES')) {
    const rows = readValues(inside);
    if (rows) return { rows };
  } else if (inside.is('SELECT') || inside.is('WITH') || inside.kind() === OPEN) {
    const query: Query = e.dialect.readQuery(inside);
    return { query };
  }
  e.lose('a table');
  return {};
}

/** The rows of `VALUES (…), (…)`; nothing when something else follows. */
function readValues(inside: Cursor): (readonly Expression[])[] | undefined {
  inside.takes('VALUES');
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
