import {
  columnOf,
  type DataType,
  type Failure,
  type ForeignKey,
  type ForeignKeyDefinition,
  foreignKeyTypes,
  type Index,
  implied,
  type Named,
  type Origin,
  type Source,
  type Span,
  sameNames,
  type Table,
  type TableId,
  tableId,
  written,
} from '@refint/model';
import {
  columnsDisagree,
  deferrableKey,
  duplicateConstraint,
  duplicateReferenced,
  isFailure,
  noColumnForForeignKey,
  noKey,
  noPrimaryKey,
  noTable,
  notInForeignKey,
  notReferable,
  ownPartition,
  typesRefused,
} from './failures.ts';
import { tablesBelow } from './heirs.ts';
import { constraintName, joinedColumns } from './names.ts';
import { hasConstraint } from './table-parts.ts';
import { isUnsure, likelySchema, relationNamed, tableNamed, type World } from './world.ts';

/**
 * The foreign key that a definition makes, or why it can't be made, asked in the order in which PostgreSQL asks
 * (ATAddForeignKeyConstraint, src/backend/commands/tablecmds.c): name, referenced table, columns, key, types.
 */
export function foreignKeyFrom(
  world: World,
  table: Table,
  definition: ForeignKeyDefinition,
  source: Source,
): ForeignKey | Failure {
  const columns = definition.columns.map(({ name }) => name);
  if (definition.name && hasConstraint(table, definition.name.name)) {
    return duplicateConstraint(table, definition.name.name);
  }
  const target = relationNamed(world, definition.referencedTable);
  if (!target) return noTable(definition.referencedTable);
  if (target.kind === 'other') return notReferable(definition.referencedTable.name);
  const referenced = target.table.id === table.id ? table : target.table;
  if (table.form === 'partitioned' && tablesBelow(world.snapshot, table).some(({ id }) => id === referenced.id)) {
    return ownPartition(table.name);
  }
  const own = columns.find((column) => !columnOf(table, column));
  if (own !== undefined && !table.doubt) return noColumnForForeignKey(table, own);
  const referencedColumns = referencedBy(definition, referenced);
  if (isFailure(referencedColumns)) return referencedColumns;
  const outside = definition.setColumns?.find((column) => !columns.includes(column.name));
  if (outside) return notInForeignKey(outside.name);
  const name =
    definition.name?.name ?? constraintName(world.snapshot, table.schema, table.name, joinedColumns(columns), 'fkey');
  const mismatch = mismatched(world, table, columns, referenced, referencedColumns, definition, name);
  if (mismatch) return mismatch;
  return {
    kind: 'foreign-key',
    table: table.id,
    name,
    columns,
    referencedTable: referenced.id,
    referencedColumns,
    onDelete: definition.onDelete?.value ?? 'no-action',
    onUpdate: definition.onUpdate?.value ?? 'no-action',
    setColumns: definition.setColumns?.map((column) => column.name),
    match: definition.match,
    deferrable: definition.deferrable,
    initiallyDeferred: definition.initiallyDeferred,
    validated: definition.notValid === undefined,
    ...(isOnPrimaryKey(definition, referenced, referencedColumns) && { onPrimaryKey: true as const }),
    origin: written(source, definition.span),
    origins: originsOf(definition, source),
  };
}

/** Columns that are written, or the primary key's: an absent key of a table that is not wholly known is nobody's failure. */
function referencedBy(definition: ForeignKeyDefinition, referenced: Table): readonly string[] | Failure {
  if (!definition.referencedColumns) {
    if (referenced.primaryKey) return referenced.primaryKey.columns;
    return referenced.doubt ? [] : noPrimaryKey(referenced);
  }
  const columns = definition.referencedColumns.map(({ name }) => name);
  const absent = columns.find((column) => !columnOf(referenced, column));
  if (absent !== undefined && !referenced.doubt) return noColumnForForeignKey(referenced, absent);
  return columns;
}

function mismatched(
  world: World,
  table: Table,
  columns: readonly string[],
  referenced: Table,
  referencedColumns: readonly string[],
  definition: ForeignKeyDefinition,
  name: string,
): Failure | undefined {
  if (!definition.referencedColumns && referenced.primaryKey?.deferrable) return deferrableKey(referenced);
  if (new Set(referencedColumns).size < referencedColumns.length) return duplicateReferenced();
  if (!keyBehind(referenced, referencedColumns) && !referenced.doubt) {
    const deferrable = [referenced.primaryKey, ...referenced.uniques].some(
      (key) => key?.deferrable && sameNames(key.columns, referencedColumns),
    );
    return deferrable ? deferrableKey(referenced) : noKey(referenced, referencedColumns);
  }
  if (columns.length !== referencedColumns.length) return referenced.doubt ? undefined : columnsDisagree();
  if (isUnsure(world)) return undefined;
  for (const [at, column] of columns.entries()) {
    const from = columnOf(table, column)?.type;
    const to = columnOf(referenced, referencedColumns[at] ?? '')?.type;
    if (!from || !to || isUsualPair(from, to)) continue;
    const verdict = foreignKeyTypes(to, from, world.snapshot);
    if (verdict.kind === 'refused') return typesRefused(name, verdict.because);
  }
  return undefined;
}

/** Types of nearly all keys. Two columns of one of them always fit. */
const usual = new Set(['text', 'integer', 'bigint', 'uuid']);

const isUsualPair = (a: DataType, b: DataType): boolean =>
  a.name === b.name &&
  usual.has(a.name) &&
  a.schema === undefined &&
  b.schema === undefined &&
  a.dimensions === 0 &&
  b.dimensions === 0;

/** Whether the primary key is meant, and an older index over the same columns would be found first. */
const isOnPrimaryKey = (
  { referencedColumns }: ForeignKeyDefinition,
  referenced: Table,
  columns: readonly string[],
): boolean =>
  referencedColumns === undefined &&
  referenced.primaryKey !== undefined &&
  keyBehind(referenced, columns)?.constraint !== 'primary-key';

/** The index that a foreign key to a table rests on. */
export const restedOn = (referenced: Table, { onPrimaryKey, referencedColumns }: ForeignKey): Index | undefined =>
  onPrimaryKey
    ? referenced.indexes.find(({ constraint }) => constraint === 'primary-key')
    : keyBehind(referenced, referencedColumns);

/**
 * The index that a foreign key to these columns rests on: the oldest that is unique, not deferrable, not partial and
 * without expressions (transformFkeyCheckAttrs). The indexes of a table stand in the order of their creation.
 */
function keyBehind(referenced: Table, columns: readonly string[]): Index | undefined {
  return referenced.indexes.find(
    (index) =>
      index.unique &&
      !index.expressions &&
      index.predicate === undefined &&
      sameNames(index.columns, columns) &&
      !isDeferrable(referenced, index),
  );
}

function isDeferrable({ primaryKey, uniques }: Table, index: Index): boolean {
  if (index.constraint === undefined) return false;
  const key = primaryKey?.name === index.name ? primaryKey : uniques.find(({ name }) => name === index.name);
  return key?.deferrable === true;
}

/** Where a foreign key that was not made would have led, as far as can be said. */
export function endsOf(
  world: World,
  table: TableId,
  definition: ForeignKeyDefinition,
): Pick<ForeignKey, 'table' | 'columns' | 'referencedTable' | 'referencedColumns'> {
  const { referencedTable: name } = definition;
  const found = tableNamed(world, name);
  return {
    table,
    columns: definition.columns.map((column) => column.name),
    referencedTable: found?.id ?? tableId(likelySchema(world, name.schema), name.name),
    referencedColumns: definition.referencedColumns?.map((column) => column.name) ?? found?.primaryKey?.columns ?? [],
  };
}

/** The places of what a definition says, and the reasons for what it leaves out. */
export function originsOf(definition: ForeignKeyDefinition, source: Source): Readonly<Record<string, Origin>> {
  const whole = written(source, definition.span);
  const at = (span: Span | undefined): Origin | undefined => span && written(source, span);
  const noAction = (event: string): Origin =>
    implied(whole, `no ON ${event} is written, and then PostgreSQL takes NO ACTION`);
  const referenced = written(source, definition.referencedTable.span);
  return {
    columns: at(around(definition.columns)) ?? whole,
    referencedTable: referenced,
    referencedColumns:
      at(around(definition.referencedColumns ?? [])) ??
      implied(referenced, 'no columns are written, and then the primary key is meant'),
    onDelete: at(definition.onDelete?.span) ?? noAction('DELETE'),
    onUpdate: at(definition.onUpdate?.span) ?? noAction('UPDATE'),
    validated: at(definition.notValid) ?? whole,
    name: at(definition.name?.span) ?? implied(whole, 'PostgreSQL names a constraint that has no name'),
  };
}

function around(names: readonly Named[]): Span | undefined {
  const first = names[0];
  const last = names.at(-1);
  return first && last && { start: first.span.start, end: last.span.end };
}
