import {
  columnOf,
  type Failure,
  type Named,
  type QualifiedName,
  type RowName,
  type RowScope,
  type Statement,
  type Table,
  written,
} from '@refint/model';
import { systemColumns } from './columns.ts';
import { noColumn, noName, noTable } from './failures.ts';
import { isKeptElsewhere } from './needs.ts';
import { isUnsure, relationNamed, type World } from './world.ts';

/**
 * Why a statement about rows cannot run: a table or column that it names is not there. Where there may be more than is
 * known of, nothing is said.
 */
export function rowFailure(world: World, { rows, source }: Statement): Failure | undefined {
  if (!rows || isUnsure(world) || world.snapshot.dialect !== 'postgresql') return undefined;
  const { target, gives, givesFirst, reads, scopes } = rows;
  const at = (failure: Failure | undefined, { span }: Named): Failure | undefined =>
    failure && { ...failure, at: written(source, span) };
  for (const table of target ? [target, ...reads] : reads) {
    if (isAbsent(world, table)) return at(noTable(table), table);
  }
  const own = target && known(world, target);
  const lacking = own && gives.find(({ name }) => !has(own, name));
  const ungiven = own && lacking && at(noColumn(own, lacking.name), lacking);
  if (ungiven && givesFirst) return ungiven;
  for (const scope of scopes) {
    for (const name of scope.names) {
      const failure = nameFailure(world, scope, name);
      if (failure) return at(failure, name);
    }
  }
  return ungiven;
}

/** Whether no table or view has that name, and nobody else can have made it. */
function isAbsent(world: World, table: QualifiedName): boolean {
  if (relationNamed(world, table) || isKeptElsewhere(table) || world.looseTypes) return false;
  const { schemas } = world.snapshot;
  const searched = table.schema === undefined ? world.searchPath : [table.schema];
  const extended = world.snapshot.extensions.some(({ schema }) => schema !== 'public' && searched.includes(schema));
  return !extended && searched.every((schema) => schemas.includes(schema) && !world.base.foreignSchemas.has(schema));
}

/** A table whose columns are all known. */
function known(world: World, name: QualifiedName): Table | undefined {
  const found = relationNamed(world, name);
  return found?.kind === 'table' && !found.table.doubt ? found.table : undefined;
}

const has = (table: Table, column: string): boolean =>
  columnOf(table, column) !== undefined || systemColumns.has(column);

/** Why a name means nothing among the tables of its scope (errorMissingColumn, src/backend/parser/parse_relation.c). */
function nameFailure(world: World, { tables }: RowScope, { of, name }: RowName): Failure | undefined {
  const meant = of === undefined ? tables : tables.filter(({ alias }) => alias === of);
  if (of !== undefined && meant.length === 0) return noAlias(tables, of);
  const found: Table[] = [];
  for (const { table } of meant) {
    const one = known(world, table);
    if (!one || has(one, name)) return undefined;
    found.push(one);
  }
  // A row as a whole, and a function that is given one: `count` may be called as `t.count`.
  if (of === undefined && tables.some(({ alias }) => alias === name)) return undefined;
  if (of !== undefined && (ofRows.has(name) || world.aside.routines.has(name))) return undefined;
  return noName({ of, name }, found[0]?.id);
}

function noAlias(tables: RowScope['tables'], of: string): Failure {
  const isHidden = tables.some(({ table }) => table.name === of);
  const text = isHidden
    ? `invalid reference to FROM-clause entry for table "${of}"`
    : `missing FROM-clause entry for table "${of}"`;
  return { code: '42P01', text, missing: undefined };
}

/** Functions of PostgreSQL that take a row. */
const ofRows = new Set(
  `count row_to_json to_json to_jsonb json_agg jsonb_agg array_agg any_value pg_typeof pg_column_size pg_column_compression
  concat format num_nulls num_nonnulls quote_literal quote_nullable min max hash_record hash_record_extended record_out
  record_send json_build_array jsonb_build_array json_build_object jsonb_build_object text name varchar`.split(/\s+/),
);
