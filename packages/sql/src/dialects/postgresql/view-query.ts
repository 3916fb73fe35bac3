import type { ViewQuery } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { CLOSE, COMMA, DOT, OPEN, OPERATOR, QUOTED, WORD } from '../../tokens.ts';

/**
 * What a query names, from the cursor to its end. It is not parsed: what follows FROM and JOIN is read, and every other
 * name may be a column. Whether that is all there is to it is said by `isPlain`.
 */
export function readViewQuery(c: Cursor): ViewQuery {
  const from: ViewQuery['from'][number][] = [];
  const columns: ViewQuery['columns'][number][] = [];
  const stars: (string | undefined)[] = [];
  const named = new Set<string>();
  let isPlain = c.is('SELECT');
  let depth = 0;
  let selects = 0;
  // The depths at which a FROM belongs to a SELECT and not to a function such as extract(… FROM …).
  const open = new Set<number>();
  const listed = new Set<number>();
  while (!c.done) {
    const kind = c.kind();
    const word = c.word();
    const before = c.tokens.words[c.at - 1];
    if (kind === OPEN) depth++;
    else if (kind === CLOSE) {
      open.delete(depth);
      listed.delete(depth--);
    } else if (word === 'SELECT') {
      open.add(depth);
      listed.delete(depth);
      if (++selects > 1) isPlain = false;
    } else if (word === 'WHERE' || word === 'GROUP' || word === 'ORDER' || word === 'HAVING') listed.delete(depth);
    else if (word === 'AS') {
      // The name of a column, of a table or of a query: none of them is read.
      const isQuery = c.kind(1) === OPEN || c.is('MATERIALIZED', 1) || c.is('NOT', 1);
      if (isQuery) named.add(nameBefore(c));
      c.at += isQuery ? 1 : 2;
      continue;
    } else if (word === 'WITH' && selects === 0) isPlain = false;
    const isFrom = word === 'FROM' && open.has(depth) && before !== 'DISTINCT';
    if (isFrom || word === 'JOIN' || (kind === COMMA && listed.has(depth))) {
      if (isFrom) {
        open.delete(depth);
        listed.add(depth);
      }
      if (word === 'JOIN') isPlain = false;
      c.at++;
      if (!readItem(c, from)) isPlain = false;
      continue;
    }
    // Of a query that is not plain nobody asks for more than its tables.
    if (isPlain) {
      if ((kind === WORD && (c.isName() || c.kind(1) === DOT)) || kind === QUOTED) readName(c, columns, stars);
      else if (c.isOperator('*') && isStar(c)) stars.push(undefined);
    }
    if (c.isOperator('::')) c.at++;
    c.at++;
  }
  return {
    from: from.filter(({ table }) => table.schema !== undefined || !named.has(table.name)),
    columns,
    stars,
    isPlain,
  };
}

/** The name that stands before the cursor, or before the list of columns that does. */
function nameBefore({ tokens, dialect, at: end, from }: Cursor): string {
  let at = end - 1;
  if (tokens.kinds[at] === CLOSE) {
    for (let depth = 0; at > from; at--) {
      if (tokens.kinds[at] === CLOSE) depth++;
      else if (tokens.kinds[at] === OPEN && --depth === 0) break;
    }
    at--;
  }
  return at < from ? '' : dialect.nameOf(tokens.text.slice(tokens.starts[at], tokens.ends[at]));
}

/** A star that is no multiplication stands behind SELECT or a comma. */
function isStar(c: Cursor): boolean {
  const before = c.tokens.words[c.at - 1];
  return before === 'SELECT' || before === 'ALL' || c.tokens.kinds[c.at - 1] === COMMA;
}

/** A table with its alias; gives false where something else stands. */
function readItem(c: Cursor, from: ViewQuery['from'][number][]): boolean {
  c.takes('ONLY');
  if (!c.isName() || c.is('LATERAL') || c.is('ROWS')) return false;
  const table = c.qualifiedName('a table');
  if (c.kind() === OPEN) return false;
  if (isOfServer(table)) return false;
  const hasAlias = c.takes('AS') || (c.isName() && !joins.has(c.word()));
  const alias = hasAlias ? c.label('a name').name : table.name;
  from.push({ table, alias });
  return true;
}

const isOfServer = ({ schema, name }: { readonly schema: string | undefined; readonly name: string }): boolean =>
  schema === 'pg_catalog' || schema === 'information_schema' || (schema === undefined && name.startsWith('pg_'));

const joins = new Set('JOIN LEFT RIGHT FULL INNER CROSS NATURAL ON USING WHERE GROUP ORDER HAVING LIMIT'.split(' '));

/** `a`, `t.a`, `t.*` or `s.t.a`; the name of a function is none. Leaves the cursor at the last token of it. */
function readName(c: Cursor, columns: ViewQuery['columns'][number][], stars: (string | undefined)[]): void {
  const parts = [c.dialect.nameOf(c.raw())];
  while (c.kind(1) === DOT) {
    if (c.kind(2) === OPERATOR) {
      stars.push(parts.at(-1));
      c.at += 2;
      return;
    }
    parts.push(c.dialect.nameOf(c.raw(2)));
    c.at += 2;
  }
  if (c.kind(1) !== OPEN) columns.push({ of: parts.at(-2), name: parts.at(-1) ?? '' });
}
