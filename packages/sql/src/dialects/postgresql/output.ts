import type { Output, OutputColumn, OutputRelation } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { none } from '../../reading.ts';
import { COMMA, DOT, OPEN, WORD } from '../../tokens.ts';
import { readExpression } from './expressions.ts';

/** Nobody puts more queries into one another than this. */
const deepest = 20;

/** What a query gives. The cursor is lost where the names of its columns can't be known. */
export function readOutput(c: Cursor): Output {
  const named = c.takes('WITH') ? readNamed(c) : none;
  const first = readFirst(c);
  const others: Output[] = [];
  for (;;) {
    while (!c.done && !setOperations.has(c.word())) c.skip();
    if (c.done) return { ...first, named: [...named, ...first.named], others };
    c.at++;
    if (!c.takes('ALL')) c.takes('DISTINCT');
    others.push(readFirst(c));
  }
}

/** What a view gives, read from the whole statement that makes it. */
export function readViewOutput(c: Cursor): Output {
  while (!c.done && !c.takes('VIEW')) c.skip();
  c.takes('IF', 'NOT', 'EXISTS');
  c.qualifiedName('a view');
  const columns = c.kind() === OPEN ? c.names().map(({ name }) => name) : none;
  while (!c.done && !c.takes('AS')) c.skip();
  const output = readOutput(c);
  if (columns.length === 0) return output;
  const all: OutputColumn = { kind: 'all', of: undefined };
  const relation = { path: none, query: output, alias: '', columns, using: none };
  return { columns: [all], from: [relation], named: none, others: none };
}

const setOperations = new Set(['UNION', 'INTERSECT', 'EXCEPT']);

function readNamed(c: Cursor): Output['named'] {
  c.takes('RECURSIVE');
  const found: Output['named'][number][] = [];
  do {
    const { name } = c.name('the name of a query');
    const columns = c.kind() === OPEN ? c.names().map((column) => column.name) : none;
    c.expect('AS');
    if (!c.takes('NOT', 'MATERIALIZED')) c.takes('MATERIALIZED');
    found.push({ name, columns, output: readInside(c) });
  } while (c.takesKind(COMMA));
  return found;
}

/** A query between parentheses. */
function readInside(c: Cursor): Output {
  const first = c.at;
  if (c.kind() !== OPEN || c.depth > deepest) c.lose('a query');
  c.skip();
  const inside = c.over(first + 1, Math.max(first + 1, c.at - 1), c.depth + 1);
  const output = readOutput(inside);
  if (inside.lost) c.lose(inside.lost.expected);
  return output;
}

/** A query up to what sorts and limits it, or to the next one that is put under it. */
function readFirst(c: Cursor): Output {
  if (c.kind() === OPEN) return readInside(c);
  if (c.takes('TABLE')) {
    const relation = readRelation(c, none);
    return { columns: [{ kind: 'all', of: undefined }], from: [relation], named: none, others: none };
  }
  if (!c.takes('SELECT')) c.lose('SELECT');
  c.takes('ALL');
  if (c.takes('DISTINCT') && c.takes('ON')) c.skip();
  const columns: OutputColumn[] = [];
  if (!endsColumns(c)) {
    do columns.push(readColumn(c));
    while (c.takesKind(COMMA));
  }
  if (c.takes('INTO')) while (!c.done && !c.is('FROM') && !endsFrom(c)) c.skip();
  return { columns, from: c.takes('FROM') ? readFrom(c) : none, named: none, others: none };
}

const afterFrom = new Set('WHERE GROUP HAVING WINDOW UNION INTERSECT EXCEPT ORDER LIMIT OFFSET FETCH FOR'.split(' '));
const endsFrom = (c: Cursor): boolean => c.done || (c.kind() === WORD && afterFrom.has(c.word()));
const endsColumns = (c: Cursor): boolean => endsFrom(c) || c.is('FROM') || c.is('INTO');

function readColumn(c: Cursor): OutputColumn {
  const first = c.at;
  // The FROM of IS DISTINCT FROM begins nothing.
  while (c.kind() !== COMMA && (!endsColumns(c) || c.over(Math.max(first, c.at - 1), c.end).is('DISTINCT'))) c.skip();
  const end = c.at;
  if (end === first) c.lose('a column');
  const last = c.over(end - 1, end);
  if (last.isOperator('*') && (end - first === 1 || c.over(end - 2, end).kind() === DOT)) {
    return { kind: 'all', of: end - first === 1 ? undefined : c.over(first, end).name().name };
  }
  const value = (to: number) => readExpression(c.over(first, to, c.depth + 1));
  if (end - first > 2 && c.over(end - 2, end).is('AS'))
    return { kind: 'value', value: value(end - 2), alias: last.label().name };
  const whole = value(end);
  // What makes no sense as a whole may end with a name that stands there without AS.
  if (whole.kind !== 'unknown' || end - first < 2 || !last.isName())
    return { kind: 'value', value: whole, alias: undefined };
  const before = value(end - 1);
  const isNamed = before.kind !== 'unknown' || before.of !== undefined;
  return isNamed
    ? { kind: 'value', value: before, alias: last.name().name }
    : { kind: 'value', value: whole, alias: undefined };
}

function readFrom(c: Cursor): OutputRelation[] {
  const found = [readRelation(c, none)];
  for (;;) {
    if (c.takesKind(COMMA)) found.push(readRelation(c, none));
    else {
      if (c.is('NATURAL')) c.lose('a join that names its columns');
      if (!joins.has(c.word())) return found;
      while (!c.done && !c.takes('JOIN')) c.at++;
      const relation = readRelation(c, none);
      const using = c.takes('USING') ? c.names().map(({ name }) => name) : none;
      if (c.takes('ON')) while (c.kind() !== COMMA && !endsFrom(c) && !startsJoin(c)) c.skip();
      found.push(using === none ? relation : { ...relation, using });
    }
  }
}

const joins = new Set('JOIN LEFT RIGHT FULL INNER CROSS NATURAL'.split(' '));
/** LEFT and RIGHT are functions too, but then a parenthesis follows. */
const startsJoin = (c: Cursor): boolean => c.kind() === WORD && joins.has(c.word()) && c.kind(1) !== OPEN;

function readRelation(c: Cursor, using: readonly string[]): OutputRelation {
  c.takes('LATERAL');
  c.takes('ONLY');
  let query: Output | undefined;
  let path: string[] = [];
  let own = '';
  if (c.kind() === OPEN) query = readInside(c);
  else {
    const { schema, name } = c.qualifiedName('a table');
    own = name;
    if (c.kind() === OPEN) c.skip();
    else path = schema === undefined ? [name] : [schema, name];
  }
  if (c.isOperator('*')) c.at++;
  const isNamed = c.takes('AS') || (c.isName() && !joins.has(c.word()) && !afterFrom.has(c.word()));
  const alias = isNamed ? c.name('an alias').name : own;
  const columns = isNamed && c.kind() === OPEN ? c.names().map(({ name }) => name) : none;
  return { path, query, alias, columns, using };
}
