import type { Expression, Query } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { none } from '../../reading.ts';
import { COMMA, NUMBER, OPEN } from '../../tokens.ts';
import { readExpression } from './expressions.ts';
import { readGroup, readOrder, startsClause, upTo } from './query-clauses.ts';
import { readFrom } from './query-relations.ts';

/**
 * A query to the end of the cursor: WITH, SELECT … FROM … WHERE, grouping, UNION, ORDER BY and LIMIT. Whatever else decides
 * which rows there are makes it `unknown`. The tokens from `hole` on, up to the other end of it, are no part of the
 * query: PL/pgSQL writes its INTO there.
 */
export function readQuery(c: Cursor, hole?: { readonly from: number; readonly to: number }): Query {
  const span = c.span(Math.min(c.at, c.end), Math.max(c.at, c.end - 1));
  const parts: Parts = {
    columns: [],
    from: none,
    where: undefined,
    distinct: false,
    limit: undefined,
    named: undefined,
    group: undefined,
    having: undefined,
    order: undefined,
    united: undefined,
    unknown: false,
    span,
  };
  const head = c.over(c.at, hole?.from ?? c.end);
  if (head.is('WITH')) readNamed(head, parts);
  readSelect(head, parts);
  let isLost = head.lost !== undefined || !head.done;
  if (hole) {
    const tail = c.over(hole.to, c.end);
    readClauses(tail, parts);
    isLost ||= tail.lost !== undefined || !tail.done;
  }
  c.at = c.end;
  parts.unknown ||= isLost;
  return parts;
}

type Parts = { -readonly [K in keyof Query]: Query[K] } & {
  columns: { readonly value: Expression; readonly alias: string | undefined }[];
};

/** WITH name (columns) AS (query), … */
function readNamed(e: Cursor, parts: Parts): void {
  e.takes('WITH');
  if (e.is('RECURSIVE')) return void e.lose('a query that does not name itself');
  const named: NonNullable<Query['named']>[number][] = [];
  do {
    const { name } = e.name();
    const columns = e.kind() === OPEN ? e.names().map((column) => column.name) : undefined;
    e.expect('AS');
    e.takes('NOT');
    e.takes('MATERIALIZED');
    const first = e.at;
    if (e.kind() !== OPEN) e.lose('"("');
    e.skip();
    const inside = e.over(first + 1, Math.max(first + 1, e.at - 1), e.depth + 1);
    if (!e.lost) named.push({ name, columns, query: e.dialect.readQuery(inside) });
  } while (e.takesKind(COMMA));
  parts.named = named;
}

function readSelect(e: Cursor, parts: Parts): void {
  // PERFORM is SELECT whose rows nobody wants.
  if (!e.takes('SELECT') && !e.takes('PERFORM') && !e.is('FROM')) return void e.lose('SELECT');
  e.takes('ALL');
  if (e.takes('DISTINCT')) {
    parts.distinct = true;
    if (e.is('ON')) return void e.lose('plain columns');
  }
  if (!startsClause(e) && !e.done) {
    do parts.columns.push(readSelected(e));
    while (e.takesKind(COMMA));
  }
  readClauses(e, parts);
}

function readClauses(e: Cursor, parts: Parts): void {
  if (e.takes('FROM')) parts.from = readFrom(e);
  if (e.takes('WHERE')) parts.where = readExpression(upTo(e, startsClause));
  if (e.takes('GROUP', 'BY')) parts.group = readGroup(e);
  if (e.takes('HAVING')) parts.having = readExpression(upTo(e, startsClause));
  if (e.is('UNION')) readUnited(e, parts);
  if (e.takes('ORDER', 'BY')) parts.order = readOrder(e);
  // LIMIT 0 and whatever is worked out are rare, and decide everything.
  if (e.is('LIMIT') && e.kind(1) === NUMBER && Number(e.raw(1)) > 0 && e.at + 2 === e.end) {
    parts.limit = Number(e.raw(1));
    e.at += 2;
  }
}

/** UNION [ALL] SELECT …, as often as it stands there. */
function readUnited(e: Cursor, parts: Parts): void {
  const united: NonNullable<Query['united']>[number][] = [];
  while (e.takes('UNION')) {
    const all = e.takes('ALL');
    e.takes('DISTINCT');
    const next = upTo(e, (c) => c.is('UNION') || c.is('ORDER') || c.is('LIMIT'));
    united.push({ query: e.dialect.readQuery(next), all });
  }
  parts.united = united;
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
