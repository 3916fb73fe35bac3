import {
  type CheckDefinition,
  type ConstraintDefinition,
  type ExcludeDefinition,
  type Failure,
  type Index,
  type IndexOptions,
  type Key,
  type KeyDefinition,
  type Source,
  type Table,
  type TableId,
  written,
} from '@refint/model';
import type { Effect } from './applied.ts';
import { absentColumn, absentName, columnsRequired } from './columns.ts';
import {
  alreadyServes,
  alsoBelow,
  duplicateConstraint,
  duplicateInKey,
  duplicateKeyInCatalog,
  duplicateRelation,
  isFailure,
  keyNullsNotDistinct,
  keyWithoutPartitionKey,
  noColumn,
  noColumnForKey,
  noColumnHere,
  noIndex,
  noTable,
  notDefaultSorting,
  notInherited,
  notValidOnPartitioned,
  secondPrimaryKey,
  wrongKind,
} from './failures.ts';
import { foreignKeyFrom } from './foreign-keys.ts';
import { fromAbove, withCheckBelow } from './heirs.ts';
import { mentioned } from './indexes.ts';
import { withKeysBehind } from './keys-behind.ts';
import { constraintName, isRelationName, joinedColumns, keyName, partNames } from './names.ts';
import { withForeignKeyBelow, withIndexBelow } from './partitions.ts';
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
  only = false,
): Constrained | Failure {
  const table = world.snapshot.table(id);
  if (!table) return noTable({ name: id });
  if (definition.kind === 'foreign-key') {
    const key = foreignKeyFrom(world, table, definition, source);
    if (isFailure(key)) return key;
    if (table.form === 'partitioned' && !key.validated && world.aside.version < 18)
      return notValidOnPartitioned(table, key);
    const now = world.snapshot.withTable({ ...table, foreignKeys: [...table.foreignKeys, key] });
    const effect: Effect = { what: 'added', foreignKey: key, origin: key.origin };
    const own = withKeysBehind(withSnapshot(world, now), id, key.name);
    if (table.form !== 'partitioned') return { world: own, effects: [effect] };
    const below = withForeignKeyBelow(own, id, key, key.origin);
    return { world: below.world, effects: [effect, ...below.effects] };
  }
  const changed =
    definition.kind === 'check'
      ? withCheck(world, table, definition, source)
      : definition.kind === 'exclude'
        ? withExclusion(world, table, definition, source)
        : definition.usingIndex
          ? withKeyOnIndex(world, table, definition, definition.usingIndex.name, source)
          : withKey(world, table, definition, source);
  if (isFailure(changed)) return changed;
  const now = withSnapshot(world, world.snapshot.withTable(changed));
  const check = definition.kind === 'check' && !definition.noInherit;
  if (only && check && now.snapshot.heirsOf(table.id).length > 0) return alsoBelow();
  const all = only ? now : withPartsBelow(now, changed, definition);
  return isFailure(all) ? all : { world: all, effects: [] };
}

/** What goes down from a table to those below it: a check always, a key only to partitions. */
function withPartsBelow(world: World, table: Table, { kind }: ConstraintDefinition): World | Failure {
  if (kind === 'check') {
    const check = table.checks.at(-1);
    return check && !check.noInherit ? withCheckBelow(world, table, check) : world;
  }
  const index = table.indexes.at(-1);
  if (!index) return world;
  const required = kind === 'primary-key' ? requiredBelow(world, table, index.columns) : world;
  return table.form === 'partitioned' ? withIndexBelow(required, table.id, index, index.origin) : required;
}

/** The columns of a primary key are NOT NULL in the tables below too, also where no key goes down. */
function requiredBelow(world: World, table: Table, columns: readonly string[]): World {
  let now = world;
  for (const { id } of world.snapshot.heirsOf(table.id)) {
    const heir = now.snapshot.table(id);
    if (!heir) continue;
    const made = heir.columns.map((column) =>
      columns.includes(column.name) && column.nullable
        ? { ...column, nullable: false, requirement: fromAbove }
        : column,
    );
    now = requiredBelow(withSnapshot(now, now.snapshot.withTable({ ...heir, columns: made })), heir, columns);
  }
  return now;
}

/** A check that nobody named is called after its column when it is about exactly one (AddRelationNewConstraints). */
function withCheck(world: World, table: Table, definition: CheckDefinition, source: Source): Table | Failure {
  const unknown = absentName(table, definition.names);
  if (unknown) return unknown;
  const columns = mentioned(table, definition.mentions);
  const only = columns.length === 1 ? columns[0] : undefined;
  const name = definition.name?.name ?? constraintName(world.snapshot, table.schema, table.name, only, 'check');
  if (hasConstraint(table, name)) return duplicateConstraint(table, name);
  if (definition.noInherit && table.form === 'partitioned') return notInherited(table);
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
        noInherit: definition.noInherit,
        origin: written(source, definition.span),
        origins: definition.name && { name: written(source, definition.name.span) },
      },
    ],
  };
}

function withExclusion(world: World, table: Table, definition: ExcludeDefinition, source: Source): Table | Failure {
  const columns = joinedColumns(partNames(definition.columns));
  const plain = definition.columns.flatMap(({ kind, text }) => (kind === 'column' ? text : []));
  const unknown = absentName(
    table,
    definition.columns.flatMap(({ names }) => names),
  );
  if (unknown) return unknown;
  const absent = absentColumn(table, plain);
  if (absent !== undefined && !table.doubt) return noColumnHere(table, absent);
  const name = definition.name?.name ?? keyName(world.snapshot, table.schema, table.name, columns, 'excl');
  if (isRelationName(world.snapshot, table.schema, name)) return duplicateRelation(name);
  if (hasConstraint(table, name)) return duplicateConstraint(table, name);
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
  if (absent !== undefined && !table.doubt) {
    // A primary key makes its columns NOT NULL before it looks for them itself.
    return definition.kind === 'primary-key' ? noColumn(table, absent) : noColumnForKey(table, absent);
  }
  const twice = columns.find((column, at) => columns.indexOf(column) < at);
  if (twice !== undefined) return duplicateInKey(twice, definition.kind);
  if (definition.kind === 'primary-key' && table.primaryKey) return secondPrimaryKey(table);
  if (table.partitionKey?.some((column) => !columns.includes(column))) return keyWithoutPartitionKey(table);
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

/** No constraint can rest on an index with an order, operator class or collation of its own. */
const isSorted = (option: IndexOptions | undefined): boolean =>
  option !== undefined &&
  (option.descending ||
    option.nulls === 'first' ||
    option.operatorClass !== undefined ||
    option.collation !== undefined);

/**
 * ADD … USING INDEX: the index takes the constraint's name, or gives it its own. It must be fit for any key; then it gets
 * its name, and only then PostgreSQL asks whether it is fit for a primary key (ATExecAddIndexConstraint).
 */
function withKeyOnIndex(
  world: World,
  table: Table,
  definition: KeyDefinition,
  used: string,
  source: Source,
): Table | Failure {
  const index = table.indexes.find((candidate) => candidate.name === used);
  if (!index) return noIndex({ name: used });
  if (index.constraint !== undefined) return alreadyServes(used);
  if (!index.unique) return wrongKind(used, 'a unique index');
  if (index.expressions || index.predicate !== undefined) return wrongKind(used, 'a plain unique index');
  if (index.options?.some((option) => isSorted(option))) return notDefaultSorting(used);
  const name = definition.name?.name ?? used;
  if (name !== used && isRelationName(world.snapshot, table.schema, name)) return duplicateRelation(name);
  if (definition.kind === 'primary-key' && table.primaryKey) return secondPrimaryKey(table);
  if (definition.kind === 'primary-key' && index.nullsNotDistinct) return keyNullsNotDistinct();
  // Here nobody looks whether the table has such a constraint, until it cannot be written down.
  if (hasConstraint(table, name)) return duplicateKeyInCatalog();
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
    origins: definition.name && { name: written(source, definition.name.span) },
  };
  if (key.kind === 'unique') return { ...table, indexes, uniques: [...table.uniques, key] };
  return { ...table, indexes, primaryKey: key, columns: columnsRequired(table, columns, origin) };
}
