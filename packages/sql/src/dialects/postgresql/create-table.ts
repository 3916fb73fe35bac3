import type { Change, ColumnDefinition, ConstraintDefinition, QualifiedName } from '@refint/model';
import type { Cursor, StatementBody } from '../../cursor.ts';
import { change, none, says, withOne } from '../../reading.ts';
import { CLOSE, COMMA, OPEN } from '../../tokens.ts';
import { readColumn } from './columns.ts';
import { type NotNullDefinition, readTableConstraint, startsTableConstraint } from './constraints.ts';
import { readParenthesised } from './fragments.ts';

/** CREATE TABLE from the word TABLE on; `temporary` was read before it. */
export function readCreateTable(c: Cursor, verb: string, temporary: boolean): StatementBody {
  c.expect('TABLE');
  const ifNotExists = c.takes('IF', 'NOT', 'EXISTS');
  const name = c.qualifiedName('the name of the table');
  c.touches.push(name);
  let partitionOf: QualifiedName | undefined;
  let elements = noElements;
  let ofType = false;
  if (c.takes('PARTITION', 'OF')) partitionOf = c.qualifiedName('the partitioned table');
  else if (c.takes('OF')) {
    c.qualifiedName('a type');
    ofType = true;
  }
  const listed = c.kind() === OPEN;
  if (listed) elements = readElements(c);
  if (partitionOf) skipBounds(c);
  const inherits = c.takes('INHERITS') ? readTableNames(c) : none;
  let partitionedBy: string | undefined;
  if (c.takes('PARTITION', 'BY')) {
    const first = c.at;
    c.label('a way to partition');
    readParenthesised(c);
    partitionedBy = c.textOf(first, c.at - 1);
  }
  skipTableOptions(c);
  const isQuery = c.takes('AS');
  const query = isQuery ? readQueryAfterAs(c) : undefined;
  const needsTypes = listed && !isQuery && !partitionOf && !ofType;
  if (needsTypes && elements.columns.some((column) => column.type === undefined)) c.lose('a type for every column');
  if (!listed && !isQuery && !partitionOf && !ofType) c.lose('the columns of the table, or AS and a query');
  const table: Change = change(c, c.from, {
    kind: 'add',
    entity: 'table',
    name,
    columns: elements.columns,
    constraints: elements.constraints,
    like: elements.like,
    ifNotExists,
    temporary: temporary || name.schema === 'pg_temp',
    partitionedBy,
    partitionOf,
    inherits,
    asQuery: isQuery || ofType,
    query,
  });
  return says(isQuery ? `${verb} AS` : verb, [table]);
}

interface Elements {
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
  readonly like: readonly { readonly table: QualifiedName; readonly including: readonly string[] }[];
}

function readElements(c: Cursor): Elements {
  const columns: ColumnDefinition[] = [];
  let constraints: ConstraintDefinition[] | undefined;
  let notNull: NotNullDefinition[] | undefined;
  let like: Elements['like'][number][] | undefined;
  c.expectKind(OPEN);
  if (c.takesKind(CLOSE)) return noElements;
  do {
    if (c.takes('LIKE')) like = withOne(like, readLike(c));
    else if (startsTableConstraint(c)) {
      const constraint = readTableConstraint(c);
      if (constraint?.kind === 'not-null') notNull = withOne(notNull, constraint);
      else if (constraint) constraints = withOne(constraints, constraint);
    } else columns.push(readColumn(c, true));
  } while (c.takesKind(COMMA));
  c.expectKind(CLOSE);
  return {
    columns: notNull ? withNotNull(columns, notNull) : columns,
    constraints: constraints ?? none,
    like: like ?? none,
  };
}

const noElements: Elements = { columns: none, constraints: none, like: none };

const withNotNull = (columns: readonly ColumnDefinition[], written: readonly NotNullDefinition[]): ColumnDefinition[] =>
  columns.map((column) => {
    const constraint = written.find(({ column: { name } }) => name === column.name.name);
    return constraint ? { ...column, notNull: { value: true, span: constraint.span } } : column;
  });

const copyable = [
  'comments',
  'compression',
  'constraints',
  'defaults',
  'generated',
  'identity',
  'indexes',
  'statistics',
  'storage',
];

/** LIKE with what it copies beside columns and NOT NULL: ALL is spelled out, and what is excluded is left out. */
function readLike(c: Cursor): Elements['like'][number] {
  const table = c.qualifiedName('the table to copy');
  let including: readonly string[] = [];
  for (;;) {
    const add = c.takes('INCLUDING');
    if (!add && !c.takes('EXCLUDING')) return { table, including };
    const { name } = c.label('what to copy');
    const meant = name === 'all' ? copyable : [name];
    including = including.filter((what) => !meant.includes(what));
    if (add) including = [...including, ...meant];
  }
}

function readTableNames(c: Cursor): QualifiedName[] {
  c.expectKind(OPEN);
  const found = [c.qualifiedName('a table')];
  while (c.takesKind(COMMA)) found.push(c.qualifiedName('a table'));
  c.expectKind(CLOSE);
  return found;
}

/** `FOR VALUES …` or DEFAULT, which say what rows a partition holds. */
export function skipBounds(c: Cursor): void {
  if (c.takes('DEFAULT')) return;
  c.expect('FOR', 'VALUES');
  if (c.takes('IN')) readParenthesised(c);
  else if (c.takes('FROM')) {
    readParenthesised(c);
    c.expect('TO');
    readParenthesised(c);
  } else {
    c.expect('WITH');
    readParenthesised(c);
  }
}

function skipTableOptions(c: Cursor): void {
  for (;;) {
    if (c.takes('USING') || c.takes('TABLESPACE')) c.name();
    else if (c.takes('WITHOUT', 'OIDS')) continue;
    else if (c.takes('ON', 'COMMIT')) {
      if (!c.takes('DROP') && !c.takes('PRESERVE', 'ROWS') && !c.takes('DELETE', 'ROWS')) c.lose('DROP or … ROWS');
    } else if (c.is('WITH') && c.kind(1) === OPEN) {
      c.at++;
      c.skip();
    } else if (c.takes('SERVER')) {
      c.name();
      if (c.takes('OPTIONS')) readParenthesised(c);
    } else return;
  }
}

const queries = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE', 'EXECUTE']);

/** The text of the query, which is read where somebody wants to know its columns. */
function readQueryAfterAs(c: Cursor): string {
  const first = c.at;
  const starts = queries.has(c.word()) || c.kind() === OPEN;
  if (!starts) c.lose('a query');
  while (!c.done) c.skip();
  return c.textOf(first, c.end - 1);
}
