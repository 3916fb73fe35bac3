import {
  actionInSql,
  type Column,
  type ForeignKey,
  formatType,
  type Index,
  type Snapshot,
  type Table,
  tableId,
} from '@refint/model';
import { indexDefinition } from './catalog/index-definition.ts';
import { printedDefault } from './catalog/printed-default.ts';
import { triggerDefinition } from './catalog/trigger-definition.ts';

/**
 * A state in plain data, as a catalog query would list it: types as `format_type` prints them, actions as SQL writes
 * them, constants as `pg_get_expr` does, columns in their order and everything else by name. Expressions stand as they
 * were written.
 */
export interface Catalog {
  readonly schemas: readonly string[];
  readonly extensions: readonly { readonly schema: string; readonly name: string }[];
  readonly enums: readonly { readonly schema: string; readonly name: string; readonly values: readonly string[] }[];
  readonly domains: readonly {
    readonly schema: string;
    readonly name: string;
    readonly type: string;
    readonly notNull: boolean;
  }[];
  readonly sequences: readonly { readonly schema: string; readonly name: string }[];
  readonly views: readonly {
    readonly schema: string;
    readonly name: string;
    readonly materialized: boolean;
    /** Names of the indexes of a materialized view. */
    readonly indexes: readonly string[];
  }[];
  readonly tables: readonly CatalogTable[];
}

export interface CatalogTable {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'partitioned' | 'view';
  /** How the rows of a partitioned table are divided. */
  readonly partitionKey?: string;
  readonly columns: readonly CatalogColumn[];
  readonly primaryKey: { readonly name: string; readonly columns: readonly string[] } | null;
  readonly uniqueConstraints: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly deferrable: boolean;
  }[];
  readonly indexes: readonly CatalogIndex[];
  readonly checks: readonly { readonly name: string; readonly def: string; readonly validated: boolean }[];
  readonly foreignKeys: readonly CatalogForeignKey[];
  readonly triggers: readonly { readonly name: string; readonly def: string }[];
}

export interface CatalogColumn {
  readonly name: string;
  /** Nothing where the type is not known. */
  readonly type: string | null;
  readonly notNull: boolean;
  readonly default: string | null;
  readonly generated: { readonly kind: 'stored' | 'identity'; readonly expr: string } | null;
}

export interface CatalogIndex {
  readonly name: string;
  readonly method: string;
  readonly columns: readonly string[];
  readonly expressions: boolean;
  readonly include: readonly string[];
  readonly unique: boolean;
  readonly primary: boolean;
  readonly nullsNotDistinct: boolean;
  readonly constraintBacked: boolean;
  readonly predicate: string | null;
  readonly valid: boolean;
  /** The statement that makes it. */
  readonly def: string;
}

export interface CatalogForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly refSchema: string;
  readonly refTable: string;
  readonly refColumns: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
  readonly validated: boolean;
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
}

/** The catalog of a state. Tables, enums and constraints are in the byte order of their names. */
export function catalogOf(snapshot: Snapshot): Catalog {
  const { types, holders } = snapshot;
  return {
    schemas: [...snapshot.schemas].sort(byteOrder),
    extensions: snapshot.extensions.map(({ schema, name }) => ({ schema, name })).sort(byName),
    enums: types
      .filter((type) => type.kind === 'enum')
      .map(({ schema, name, values }) => ({ schema, name, values }))
      .sort(bySchemaAndName),
    domains: types
      .filter((type) => type.kind === 'domain')
      .map(({ schema, name, base, notNull }) => ({ schema, name, type: formatType(base), notNull }))
      .sort(bySchemaAndName),
    sequences: holders
      .filter((holder) => holder.kind === 'sequence')
      .map(({ schema, name }) => ({ schema, name }))
      .sort(bySchemaAndName),
    views: holders
      .filter((holder) => holder.kind === 'view' || holder.kind === 'materialized-view')
      .map(({ schema, name, kind }) => ({
        schema,
        name,
        materialized: kind === 'materialized-view',
        indexes: kind === 'view' ? [] : indexesOf(tableId(schema, name), holders),
      }))
      .sort(bySchemaAndName),
    tables: snapshot.tables.map((table) => catalogTable(snapshot, table)).sort(bySchemaAndName),
  };
}

const indexesOf = (view: string, holders: Snapshot['holders']): readonly string[] =>
  holders
    .filter(({ kind, table }) => kind === 'index' && table === view)
    .map(({ name }) => name)
    .sort(byteOrder);

function catalogTable(snapshot: Snapshot, table: Table): CatalogTable {
  const { schema, name, form, columns, primaryKey, uniques, indexes, checks, foreignKeys } = table;
  return {
    schema,
    name,
    kind: form === 'ordinary' ? 'table' : form,
    ...(table.partitionedBy === undefined ? {} : { partitionKey: table.partitionedBy }),
    columns: columns.map((column) => catalogColumn(column, table, snapshot)),
    primaryKey: primaryKey ? { name: primaryKey.name, columns: primaryKey.columns } : null,
    uniqueConstraints: uniques
      .map((key) => ({ name: key.name, columns: key.columns, deferrable: key.deferrable }))
      .sort(byName),
    indexes: indexes.map((index) => catalogIndex(index, table)).sort(byName),
    checks: checks
      .map((check) => ({
        name: check.name,
        def: `CHECK (${check.expression})${check.noInherit ? ' NO INHERIT' : ''}${check.validated ? '' : ' NOT VALID'}`,
        validated: check.validated,
      }))
      .sort(byName),
    foreignKeys: foreignKeys.map((key) => catalogForeignKey(snapshot, key)).sort(byName),
    triggers: (table.triggers ?? [])
      .map((trigger) => ({ name: trigger.name, def: triggerDefinition(trigger, table) }))
      .sort(byName),
  };
}

function catalogColumn(column: Column, table: Table, snapshot: Snapshot): CatalogColumn {
  const { name, type, nullable, identity, generated } = column;
  return {
    name,
    type: type ? formatType(type) : null,
    notNull: !nullable,
    default: printedDefault(column, table, snapshot),
    generated:
      generated !== undefined
        ? { kind: 'stored', expr: generated }
        : identity
          ? { kind: 'identity', expr: identity }
          : null,
  };
}

const catalogIndex = (index: Index, table: Table): CatalogIndex => ({
  name: index.name,
  method: index.method,
  columns: index.columns,
  expressions: index.expressions,
  include: index.include,
  unique: index.unique,
  primary: index.constraint === 'primary-key',
  nullsNotDistinct: index.nullsNotDistinct,
  constraintBacked: index.constraint !== undefined,
  predicate: index.predicate ?? null,
  // One that was interrupted while it was made CONCURRENTLY is not valid, and of that no migration tells.
  valid: true,
  def: indexDefinition(index, table),
});

function catalogForeignKey(snapshot: Snapshot, key: ForeignKey): CatalogForeignKey {
  const referenced = snapshot.table(key.referencedTable);
  return {
    name: key.name,
    columns: key.columns,
    refSchema: referenced?.schema ?? '',
    refTable: referenced?.name ?? key.referencedTable,
    refColumns: key.referencedColumns,
    onDelete: actionInSql(key.onDelete),
    onUpdate: actionInSql(key.onUpdate),
    validated: key.validated,
    deferrable: key.deferrable,
    initiallyDeferred: key.initiallyDeferred,
  };
}

interface Called {
  readonly schema: string;
  readonly name: string;
}

const encoder = new TextEncoder();

/** The order of the C collation: bytes of UTF-8. For names of ASCII letters it is that of their UTF-16 units. */
function byteOrder(a: string, b: string): number {
  const [x, y] = [encoder.encode(a), encoder.encode(b)];
  for (let at = 0; at < Math.min(x.length, y.length); at++) if (x[at] !== y[at]) return (x[at] ?? 0) - (y[at] ?? 0);
  return x.length - y.length;
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => byteOrder(a.name, b.name);

const bySchemaAndName = (a: Called, b: Called): number => byteOrder(a.schema, b.schema) || byteOrder(a.name, b.name);
