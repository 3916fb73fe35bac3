import type { Expression, Named, QualifiedName, Query, QueryRelation, RowNames, RowScope } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { none } from '../../reading.ts';
import { CLOSE, COMMA, DOT, OPEN, OPEN_BRACKET, STRING } from '../../tokens.ts';
import { readExpression } from './expressions.ts';
import { startsClause, upTo } from './query-clauses.ts';
import { readFrom } from './query-relations.ts';
import { type Among, NamesIn } from './row-scopes.ts';

/**
 * What a statement names that begins with SELECT, INSERT, UPDATE or DELETE. The cursor is over all of it and is left where
 * it stands. Of what is not understood nothing is said.
 */
export function readRowNames(c: Cursor): RowNames | undefined {
  const e = c.over(c.from, c.end);
  if (e.takes('INSERT', 'INTO')) return readInsert(e);
  if (e.takes('UPDATE')) return readUpdate(e);
  if (e.takes('DELETE', 'FROM')) return readDelete(e);
  if (!e.is('SELECT')) return undefined;
  const names = new NamesIn();
  names.addQuery(c.dialect.readQuery(e), none);
  return rowNames(names, undefined, none, false, none);
}

type Given = RowNames['given'][number];

function rowNames(
  { found: { reads, scopes, casts } }: NamesIn,
  target: QualifiedName | undefined,
  gives: readonly Named[],
  givesFirst: boolean,
  given: readonly Given[],
): RowNames {
  return { target, gives, givesFirst, given, reads, scopes, casts };
}

function readInsert(e: Cursor): RowNames | undefined {
  const target = e.qualifiedName('a table');
  if (e.takes('AS')) e.name('an alias');
  const isQuery = e.is('SELECT', 1) || e.is('WITH', 1) || e.is('VALUES', 1) || e.kind(1) === OPEN;
  const gives = e.kind() === OPEN && !isQuery ? readColumns(e) : none;
  if (e.lost) return undefined;
  if (e.takes('OVERRIDING')) e.at += 2;
  const names = new NamesIn();
  let given: readonly Given[] = none;
  const ends = (c: Cursor): boolean => c.is('RETURNING') || (c.is('ON') && c.is('CONFLICT', 1));
  if (e.takes('VALUES')) given = readGiven(e, gives);
  else if (e.is('SELECT')) {
    const query = e.dialect.readQuery(upTo(e, ends));
    names.addQuery(query, none);
    given = textsOf(query, gives);
  }
  return rowNames(names, target, gives, true, given);
}

/** The columns between parentheses, without what stands behind a name: `a`, `b[1]`, `c.field`. */
function readColumns(e: Cursor): readonly Named[] {
  e.expectKind(OPEN);
  const found: Named[] = [];
  do {
    found.push(e.name('a column'));
    skipParts(e);
  } while (e.takesKind(COMMA));
  e.expectKind(CLOSE);
  return found;
}

/** A part of a column that is given a value: its name is all that matters here. */
function skipParts(e: Cursor): void {
  while (e.kind() === DOT || e.kind() === OPEN_BRACKET) {
    if (e.takesKind(DOT)) e.label();
    else e.skip();
  }
}

/** Rows that are written out may be thousands, and those that come later are like the first. */
const mostRows = 50;

/** The texts that the rows of VALUES give to columns, where a text is all that is given. */
function readGiven(e: Cursor, columns: readonly Named[]): readonly Given[] {
  const found: Given[] = [];
  for (let row = 0; row < mostRows && e.kind() === OPEN; row++) {
    const first = e.at;
    e.skip();
    const inside = e.over(first + 1, e.at - 1);
    for (let at = 0; !inside.done; at++) {
      const isText = inside.kind() === STRING && (inside.kind(1) === COMMA || inside.at + 1 === inside.end);
      const text = isText ? inside.string() : undefined;
      const column = columnAt(columns, at);
      if (text && column !== undefined) found.push({ column, text: text.name, span: text.span });
      while (!inside.done && inside.kind() !== COMMA) inside.skip();
      inside.at++;
    }
    if (!e.takesKind(COMMA)) break;
  }
  return found;
}

/** The column that is given a value: one of those that are listed, or of all that the table has. */
const columnAt = (listed: readonly Named[], at: number): string | number | undefined =>
  listed.length === 0 ? at : listed[at]?.name;

/** The texts among the columns of a query, up to a star, which may stand for any number of them. */
function textsOf({ columns, united }: Query, gives: readonly Named[]): readonly Given[] {
  if (united) return none;
  const star = columns.findIndex(({ value }) => value.kind === 'name' && value.path.at(-1) === '*');
  return columns
    .slice(0, star < 0 ? columns.length : star)
    .flatMap(({ value }, at) => givenBy(columnAt(gives, at), value));
}

function givenBy(column: string | number | undefined, value: Expression): readonly Given[] {
  if (column === undefined || value.kind !== 'literal' || typeof value.value !== 'string') return none;
  return [{ column, text: value.value, span: value.span }];
}

const endsAssignment = (c: Cursor): boolean => c.kind() === COMMA || endsAssignments(c);
const endsAssignments = (c: Cursor): boolean => startsClause(c) || c.is('RETURNING');

function readUpdate(e: Cursor): RowNames | undefined {
  const { target, alias } = readTarget(e, 'SET');
  e.expect('SET');
  const gives: Named[] = [];
  const given: Given[] = [];
  const values: Expression[] = [];
  do {
    const isList = e.kind() === OPEN;
    if (isList) gives.push(...readColumns(e));
    else {
      gives.push(e.name('a column'));
      skipParts(e);
    }
    if (!e.takesOperator('=')) e.lose('=');
    const value = readExpression(upTo(e, endsAssignment));
    values.push(value);
    if (!isList) given.push(...givenBy(gives.at(-1)?.name, value));
  } while (e.takesKind(COMMA));
  if (e.lost) return undefined;
  const names = new NamesIn();
  addRest(e, names, { table: target, alias }, e.takes('FROM'), values);
  return rowNames(names, target, gives, false, given);
}

function readDelete(e: Cursor): RowNames | undefined {
  const { target, alias } = readTarget(e, 'USING');
  if (e.lost) return undefined;
  const names = new NamesIn();
  addRest(e, names, { table: target, alias }, e.takes('USING'), none);
  return rowNames(names, target, none, false, none);
}

/** The table whose rows are changed, with the name that it has in the statement. */
function readTarget(e: Cursor, next: string): { readonly target: QualifiedName; readonly alias: string } {
  e.takes('ONLY');
  const target = e.qualifiedName('a table');
  e.takesOperator('*');
  const hasAlias = e.takes('AS') || (e.isName() && !e.is(next));
  return { target, alias: hasAlias ? e.name('an alias').name : target.name };
}

/** FROM or USING, WHERE and the values: PostgreSQL looks at the condition first. */
function addRest(e: Cursor, names: NamesIn, target: Among, hasFrom: boolean, values: readonly Expression[]): void {
  const isOther = (c: Cursor): boolean => c.is('WHERE') || c.is('RETURNING');
  const list = hasFrom ? upTo(e, isOther) : undefined;
  const from: readonly QueryRelation[] = list ? readFrom(list) : none;
  const isRead = !list || (list.done && !list.lost);
  const where = e.takes('WHERE') ? readExpression(upTo(e, (c) => c.is('RETURNING'))) : undefined;
  const others = names.addRelations(from, none, new Set());
  const tables: RowScope['tables'] | undefined = isRead && others ? [target, ...others] : undefined;
  const conditions = [...from.flatMap(({ on }) => on ?? []), ...(where ? [where] : [])];
  names.addExpressions([...conditions, ...values], tables);
}
