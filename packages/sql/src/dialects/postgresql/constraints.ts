import type {
  CheckDefinition,
  ConstraintDefinition,
  ExcludeDefinition,
  ForeignKeyDefinition,
  KeyDefinition,
  Located,
  Named,
  ReferentialAction,
  Span,
} from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { none } from '../../reading.ts';
import { CLOSE, COMMA, OPEN, WORD } from '../../tokens.ts';
import { columnNames } from './column-names.ts';
import { mentions, readParenthesised } from './fragments.ts';
import { readIndexPart } from './index-parts.ts';

/** Whether a constraint begins at the cursor, with or without its name. */
export function startsTableConstraint(c: Cursor): boolean {
  switch (c.word()) {
    case 'CONSTRAINT':
    case 'CHECK':
    case 'UNIQUE':
      return true;
    case 'PRIMARY':
    case 'FOREIGN':
      return c.is('KEY', 1);
    case 'NOT':
      return c.is('NULL', 1);
    case 'EXCLUDE':
      return c.kind(1) === OPEN || c.is('USING', 1);
    default:
      return false;
  }
}

/** NOT NULL as a constraint of the table, which PostgreSQL 18 knows. */
export interface NotNullDefinition {
  readonly kind: 'not-null';
  readonly column: Named;
  readonly notValid: boolean;
  readonly span: Span;
}

/** A constraint of a table: `[CONSTRAINT name] CHECK (…)` and its kin, with all that may follow. */
export function readTableConstraint(c: Cursor): ConstraintDefinition | NotNullDefinition | undefined {
  const first = c.at;
  const name = c.takes('CONSTRAINT') ? c.name("the constraint's name") : undefined;
  if (c.takes('FOREIGN', 'KEY')) {
    const columns = readForeignKeyColumns(c);
    c.expect('REFERENCES');
    return readReferences(c, { first, name, columns, inline: false });
  }
  if (c.takes('NOT', 'NULL')) {
    const column = c.name('a column');
    const { notValid } = readAttributes(c);
    return { kind: 'not-null', column, notValid: notValid !== undefined, span: c.spanFrom(first) };
  }
  return readOtherConstraint(c, first, name, undefined);
}

/** A key, check or exclusion; in a column definition `column` is the column that it is written in. */
export function readOtherConstraint(
  c: Cursor,
  first: number,
  name: Named | undefined,
  column: Named | undefined,
): KeyDefinition | CheckDefinition | ExcludeDefinition | undefined {
  if (c.takes('CHECK')) {
    const { text, from, to } = readParenthesised(c);
    const { deferrable, initiallyDeferred, notValid, noInherit } = readAttributes(c, column !== undefined);
    return {
      kind: 'check',
      name,
      expression: text,
      mentions: mentions(c, from, to),
      names: columnNames(c, from, to),
      noInherit,
      deferrable,
      initiallyDeferred,
      notValid,
      span: spanOf(c, first),
    };
  }
  if (c.takes('EXCLUDE')) return readExclude(c, first, name);
  const kind = c.takes('PRIMARY', 'KEY') ? 'primary-key' : c.takes('UNIQUE') ? 'unique' : undefined;
  if (kind === undefined) {
    c.lose('a constraint');
    return undefined;
  }
  const nullsNotDistinct = readNullsNotDistinct(c);
  let columns: readonly Named[] = column ? [column] : none;
  let include: readonly Named[] = none;
  let usingIndex: Named | undefined;
  if (!column && c.takes('USING', 'INDEX')) usingIndex = c.name('an index');
  else {
    if (!column) columns = readKeyColumns(c);
    if (c.takes('INCLUDE')) include = c.names();
    skipIndexOptions(c);
  }
  const { deferrable, initiallyDeferred, notValid } = readAttributes(c, column !== undefined);
  return {
    kind,
    name,
    columns,
    include,
    usingIndex,
    nullsNotDistinct,
    deferrable,
    initiallyDeferred,
    notValid,
    span: spanOf(c, first),
  };
}

function readExclude(c: Cursor, first: number, name: Named | undefined): ExcludeDefinition {
  const method = c.takes('USING') ? c.name('an index method').name : 'btree';
  const columns = [];
  c.expectKind(OPEN);
  do {
    columns.push(readIndexPart(c));
    c.expect('WITH');
    if (c.takes('OPERATOR')) c.skip();
    else c.skip();
  } while (c.takesKind(COMMA));
  c.expectKind(CLOSE);
  if (c.takes('INCLUDE')) c.names();
  skipIndexOptions(c);
  const predicate = c.takes('WHERE') ? readParenthesised(c).text : undefined;
  return { kind: 'exclude', name, method, columns, predicate, ...readAttributes(c), span: spanOf(c, first) };
}

export interface ReferencingSide {
  readonly first: number;
  readonly name: Named | undefined;
  readonly columns: readonly Named[];
  readonly inline: boolean;
}

/** What follows REFERENCES. */
export function readReferences(c: Cursor, { first, name, columns, inline }: ReferencingSide): ForeignKeyDefinition {
  const referencedTable = c.qualifiedName('the referenced table');
  const referencedColumns = c.kind() === OPEN ? readForeignKeyColumns(c) : undefined;
  let match: 'simple' | 'full' = 'simple';
  let onDelete: Located<ReferentialAction> | undefined;
  let onUpdate: Located<ReferentialAction> | undefined;
  let setColumns: readonly Named[] | undefined;
  while (c.kind() === WORD) {
    if (c.takes('ON', 'DELETE')) {
      onDelete = readAction(c);
      if (c.kind() === OPEN) setColumns = c.names();
    } else if (c.takes('ON', 'UPDATE')) onUpdate = readAction(c);
    else if (c.takes('MATCH')) {
      if (c.takes('FULL')) match = 'full';
      else if (!c.takes('SIMPLE') && !c.takes('PARTIAL')) c.lose('FULL, PARTIAL or SIMPLE');
    } else break;
  }
  const { deferrable, initiallyDeferred, notValid } = readAttributes(c, inline);
  return {
    kind: 'foreign-key',
    name,
    columns,
    referencedTable,
    referencedColumns,
    onDelete,
    onUpdate,
    setColumns,
    match,
    inline,
    deferrable,
    initiallyDeferred,
    notValid,
    span: spanOf(c, first),
  };
}

function readAction(c: Cursor): Located<ReferentialAction> {
  const first = c.at;
  const value = takeAction(c);
  if (value === undefined) c.lose('a referential action');
  return { value: value ?? 'no-action', span: c.spanFrom(Math.min(first, c.end - 1)) };
}

function takeAction(c: Cursor): ReferentialAction | undefined {
  switch (c.word()) {
    case 'CASCADE':
      c.at++;
      return 'cascade';
    case 'RESTRICT':
      c.at++;
      return 'restrict';
    case 'SET':
      return c.takes('SET', 'NULL') ? 'set-null' : c.takes('SET', 'DEFAULT') ? 'set-default' : undefined;
    case 'NO':
      return c.takes('NO', 'ACTION') ? 'no-action' : undefined;
    default:
      return undefined;
  }
}

/** Columns of a foreign key; the last one may be a PERIOD (PostgreSQL 18). */
function readForeignKeyColumns(c: Cursor): Named[] {
  c.expectKind(OPEN);
  const found = [readForeignKeyColumn(c)];
  while (c.takesKind(COMMA)) found.push(readForeignKeyColumn(c));
  c.expectKind(CLOSE);
  return found;
}

function readForeignKeyColumn(c: Cursor): Named {
  if (c.is('PERIOD') && c.isName(1)) c.at++;
  return c.name('a column');
}

/** Columns of a key; the last one may be WITHOUT OVERLAPS (PostgreSQL 18). */
function readKeyColumns(c: Cursor): Named[] {
  c.expectKind(OPEN);
  const found = [c.name('a column')];
  c.takes('WITHOUT', 'OVERLAPS');
  while (c.takesKind(COMMA)) {
    found.push(c.name('a column'));
    c.takes('WITHOUT', 'OVERLAPS');
  }
  c.expectKind(CLOSE);
  return found;
}

export function readNullsNotDistinct(c: Cursor): boolean {
  if (c.takes('NULLS', 'NOT', 'DISTINCT')) return true;
  c.takes('NULLS', 'DISTINCT');
  return false;
}

/** Storage parameters and tablespace of the index behind a key. */
function skipIndexOptions(c: Cursor): void {
  if (c.is('WITH') && c.kind(1) === OPEN) {
    c.at++;
    c.skip();
  }
  if (c.takes('USING', 'INDEX', 'TABLESPACE')) c.name('a tablespace');
}

interface Attributes {
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
  readonly notValid: Span | undefined;
  readonly noInherit: boolean;
}

/** What may follow any constraint, in any order. A constraint that is NOT ENFORCED was never checked either. */
export function readAttributes(c: Cursor, inColumn = false): Attributes {
  if (c.kind() !== WORD) return noAttributes;
  let deferrable = false;
  let initiallyDeferred = false;
  let notValid: Span | undefined;
  let noInherit = false;
  while (c.kind() === WORD) {
    const first = c.at;
    if (c.takes('NOT', 'DEFERRABLE') || c.takes('INITIALLY', 'IMMEDIATE')) continue;
    if (c.takes('NO', 'INHERIT')) noInherit = true;
    else if (c.takes('DEFERRABLE')) deferrable = true;
    else if (c.takes('INITIALLY', 'DEFERRED')) deferrable = initiallyDeferred = true;
    else if (c.takes('NOT', 'ENFORCED') || (!inColumn && c.takes('NOT', 'VALID'))) notValid = c.spanFrom(first);
    else if (!c.takes('ENFORCED')) break;
  }
  return { deferrable, initiallyDeferred, notValid, noInherit };
}

const noAttributes: Attributes = {
  deferrable: false,
  initiallyDeferred: false,
  notValid: undefined,
  noInherit: false,
};

const spanOf = (c: Cursor, first: number): Span => c.spanFrom(Math.min(first, c.end - 1));
