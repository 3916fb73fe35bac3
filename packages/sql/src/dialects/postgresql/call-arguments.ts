import type { Aggregation, Expression } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { COMMA, OPEN } from '../../tokens.ts';
import { readInside } from './expression-parts.ts';

/** How the expressions in a call are read: whole ones, operands, and lists of whole ones. */
interface Read {
  readonly one: (c: Cursor) => Expression;
  readonly operand: (c: Cursor) => Expression;
  readonly list: (c: Cursor) => Expression;
}

/** A call, from the parenthesis after the name of the function on. */
export function readCall(c: Cursor, path: readonly string[], first: number, read: Read): Expression {
  const name = (path[0] === 'pg_catalog' ? path.slice(1) : path).join('.');
  const given: Given = { distinct: false, order: undefined };
  const inside = readInside(c, (list) =>
    name === 'position' ? readPosition(list, read) : readArguments(list, given, read),
  );
  const args = inside.kind === 'list' ? inside.items : [inside];
  const filter = c.is('FILTER') && c.kind(1) === OPEN ? readFilter(c, read) : undefined;
  const by = given.distinct || given.order || filter ? { ...given, filter } : undefined;
  const call: Expression = {
    kind: 'call',
    name: name === 'position' ? 'strpos' : name,
    args,
    by,
    span: c.spanFrom(first),
  };
  if (!takesWindow(c)) return call;
  return { kind: 'unknown', text: c.textOf(first, c.at - 1), of: call, span: c.spanFrom(first) };
}

/** Steps over what else changes which rows a function sees: its value is beyond us, but not its type. */
function takesWindow(c: Cursor): boolean {
  const before = c.at;
  if (c.takes('WITHIN', 'GROUP')) c.skip();
  if (c.takes('FILTER')) c.skip();
  if (c.takes('OVER') && !c.done) c.skip();
  return c.at > before;
}

interface Given {
  distinct: boolean;
  order: Aggregation['order'];
}

function readFilter(c: Cursor, read: Read): Expression {
  c.at++;
  return readInside(c, (inside) => {
    inside.expect('WHERE');
    return read.one(inside);
  });
}

/** `position(part IN text)`, with the arguments as `strpos` has them. */
function readPosition(c: Cursor, read: Read): Expression {
  const first = c.at;
  const part = read.operand(c);
  c.expect('IN');
  return { kind: 'list', items: [read.one(c), part], span: c.spanFrom(first) };
}

/** Arguments of a call, and what an aggregate says beside them. A `FROM` inside is more than is understood. */
function readArguments(c: Cursor, given: Given, read: Read): Expression {
  given.distinct = c.takes('DISTINCT');
  if (!given.distinct) c.takes('ALL');
  const list = read.list(c);
  if (c.takes('ORDER', 'BY')) given.order = readOrderIn(c, read);
  return list;
}

function readOrderIn(c: Cursor, read: Read): Aggregation['order'] {
  const found: { value: Expression; descending: boolean }[] = [];
  do {
    const value = read.one(c);
    const descending = c.takes('DESC');
    if (!descending) c.takes('ASC');
    found.push({ value, descending });
  } while (c.takesKind(COMMA));
  return found;
}
