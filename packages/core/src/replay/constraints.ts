import {
  type CheckDefinition,
  type ConstraintDefinition,
  type ExcludeDefinition,
  type Failure,
  type Index,
  type Key,
  type KeyDefinition,
  type Source,
  type Table,
  type TableId,
  written,
} from '@refint/model';
import type { Effect } from './applied.ts';
import { absentColumn, columnsRequired } from './columns.ts';
import {
  duplicateConstraint,
  duplicateRelation,
  isFailure,
  noColumn,
  noIndex,
  noTable,
  secondPrimaryKey,
} from './failures.ts';
import { foreignKeyFrom } from './foreign-keys.ts';
import { mentioned } from './indexes.ts';
import { constraintName, isRelationName, joinedColumns, keyName, partNames } from './names.ts';
import { hasConstraint } from './table-parts.ts';
import { type World, withSnapshot } from './world.ts';

export interface Constrained {
  readonly world: World;
  readonly effects: readonly Effect[];
}

/** The world in which the table has that constraint too, or why it can't have it. */
export function withConstraint(
  world: World,
  id: TableId,
  definition: ConstraintDefinition,
  source: Source,
): Constrained | Failure {
  const table = world.snapshot.table(id);
  if (!table) return noTable({ name: id });
  if (definition.kind === 'foreign-key') {
    const key = foreignKeyFrom(world, table, definition, source);
    if (isFailure(key)) return key;
    const now = world.snapshot.withTable({ ...table, foreignKeys: [...table.foreignKeys, key] });
    return { world: withSnapshot(world, now), effects: [{ what: 'added', foreignKey: key, origin: key.origin }] };
  }
  const changed =
    definition.kind === 'check'
      ? withCheck(world, table, definition, source)
      : definition.kind === 'exclude'
        ? withExclusion(world, table, definition, source)
        : definition.usingIndex
          ? withKeyOnIndex(world, table, definition, definition.usingIndex.name, source)
          : withKey(world, table, definition, source);
  return isFailure(changed) ? changed : { world: withSnapshot(world, world.snapshot.withTable(changed)), effects: [] };
}

/** A check that nobody named is called after its column when it is about exactly one (AddRelationNewConstraints). */
function withCheck(world: World, table: Table, definition: CheckDefinition, source: Source): Table | Failure {
  const columns = mentioned(table, definition.mentions);
  const only = columns.length === 1 ? columns[0] : undefined;
  const name = definition.name?.name ?? constraintName(world.snapshot, table.schema, table.name, only, 'check');
  if (hasConstraint(table, name)) return duplicateConstraint(table, name);
  return {
    ...table,
    checks: [
      ...table.checks,
      {
        kind: 'check',
        table: table.id,
        name,
        expression: definition.expression,
        columns,
        validated: definition.notValid === undefined,
        origin: written(source, definition.span),
        ...(definition.name && { origins: { name: written(source, definition.name.span) } }),
      },
    ],
  };
}

function withExclusion(world: World, table: Table, definition: ExcludeDefinition, source: Source): Table | Failure {
  const columns = joinedColumns(partNames(definition.columns));
  const name = definition.name?.name ?? keyName(world.snapshot, table.schema, table.name, columns, 'excl');
  if (isRelationName(world.snapshot, table.schema, name)) return duplicateRelation(name);
  const index: Index = {
    kind: 'index',
    table: table.id,
    name,
    columns: definition.columns.map((part) => part.text),
    expressions: definition.columns.some((part) => part.kind === 'expression'),
    include: [],
    unique: false,
    method: definition.method,
    predicate: definition.predicate,
    mentions: mentioned(
      table,
      definition.columns.flatMap((part) => part.mentions),
    ),
    nullsNotDistinct: false,
    constraint: 'exclude',
    origin: written(source, definition.span),
  };
  return { ...table, indexes: [...table.indexes, index] };
}

/** A primary key or unique constraint with the index that serves it; a primary key makes its columns NOT NULL. */
function withKey(world: World, table: Table, definition: KeyDefinition, source: Source): Table | Failure {
  const columns = definition.columns.map((column) => column.name);
  const include = definition.include.map((column) => column.name);
  const absent = absentColumn(table, columns) ?? absentColumn(table, include);
  if (absent !== undefined && !table.doubt) return noColumn(table, absent);
  if (definition.kind === 'primary-key' && table.primaryKey) return secondPrimaryKey(table);
  const primary = definition.kind === 'primary-key';
  const name = definition.name?.name ?? defaultKeyName(world, table, primary ? undefined : [...columns, ...include]);
  if (isRelationName(world.snapshot, table.schema, name)) return duplicateRelation(name);
  if (hasConstraint(table, name)) return duplicateConstraint(table, name);
  const origin = written(source, definition.span);
  const index: Index = {
    kind: 'index',
    table: table.id,
    name,
    columns,
    expressions: false,
    include,
    unique: true,
    method: 'btree',
    predicate: undefined,
    nullsNotDistinct: definition.nullsNotDistinct,
    constraint: definition.kind,
    origin,
  };
  return keyed(table, [...table.indexes, index], definition, name, columns, source);
}

/** `T_pkey` for a primary key, `T_a_b_key` for a unique constraint over these columns. */
function defaultKeyName({ snapshot }: World, { schema, name }: Table, columns: readonly string[] | undefined): string {
  if (!columns) return keyName(snapshot, schema, name, undefined, 'pkey');
  const part = joinedColumns(partNames(columns.map((text) => ({ kind: 'column', text }))));
  return keyName(snapshot, schema, name, part, 'key');
}

/** ADD … USING INDEX: the index takes the constraint's name, or gives it its own. */
function withKeyOnIndex(
  world: World,
  table: Table,
  definition: KeyDefinition,
  used: string,
  source: Source,
): Table | Failure {
  const index = table.indexes.find((candidate) => candidate.name === used);
  if (!index) return noIndex({ name: used });
  if (definition.kind === 'primary-key' && table.primaryKey) return secondPrimaryKey(table);
  const name = definition.name?.name ?? used;
  if (name !== used && isRelationName(world.snapshot, table.schema, name)) return duplicateRelation(name);
  if (hasConstraint(table, name)) return duplicateConstraint(table, name);
  const now: Index = { ...index, name, constraint: definition.kind };
  const indexes = table.indexes.map((other) => (other === index ? now : other));
  return keyed(table, indexes, definition, name, index.columns, source);
}

function keyed(
  table: Table,
  indexes: readonly Index[],
  definition: KeyDefinition,
  name: string,
  columns: readonly string[],
  source: Source,
): Table {
  const origin = written(source, definition.span);
  const key: Key = {
    kind: definition.kind,
    table: table.id,
    name,
    columns,
    deferrable: definition.deferrable,
    origin,
    ...(definition.name && { origins: { name: written(source, definition.name.span) } }),
  };
  if (key.kind === 'unique') return { ...table, indexes, uniques: [...table.uniques, key] };
  return { ...table, indexes, primaryKey: key, columns: columnsRequired(table, columns, origin) };
}
