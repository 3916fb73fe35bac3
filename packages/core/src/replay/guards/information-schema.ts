import { actionInSql, type Column, type DataType, type ForeignKey, type Table } from '@refint/model';
import { keyBehind } from '../foreign-keys.ts';
import { internalName } from '../internal-names.ts';
import { isUnsure, temporary, type World } from '../world.ts';
import { type Hints, hintedTexts, type Rows, row } from './relations.ts';
import { holdersAsked, tablesAsked } from './tables-asked.ts';
import type { Oid, Row, Value } from './values.ts';

/** The database, whose name no migration knows: it is only ever the same as itself. */
export const database: Oid = { oid: 'database', text: '' };

/** Rows of a table are worked out once: a table is never changed, a changed one is another. */
function remembered(
  make: (table: Table, world: World) => readonly Row[],
): (table: Table, world: World) => readonly Row[] {
  const known = new WeakMap<Table, readonly Row[]>();
  return (table, world) => {
    let rows = known.get(table);
    if (!rows) known.set(table, (rows = make(table, world)));
    return rows;
  };
}

/** The views of the information_schema about which guards ask. */
export const informationSchema: Readonly<Record<string, (world: World, hints: Hints) => Rows>> = {
  tables,
  columns: (world, hints) => {
    const asked = tablesAsked(world, hints, { table: ['table_name'] });
    // The columns of a view are not known.
    const views = hintedTexts(hints, 'table_name')?.some((name) =>
      world.snapshot.schemas.some((schema) => world.snapshot.holderNamed(schema, name)?.kind === 'view'),
    );
    return { rows: asked.tables.flatMap((table) => columnRows(table, world)), complete: asked.complete && !views };
  },
  table_constraints: (world, hints) => ofTables(world, hints, constraintRows),
  key_column_usage: (world, hints) => ofTables(world, hints, keyColumnRows),
  referential_constraints: (world, hints) => ofTables(world, hints, (table) => referentialRows(table, world)),
  // Here the table is the referenced one, so its name does not lead to the constraint.
  constraint_column_usage: (world, hints) => {
    const asked = tablesAsked(world, hints, { constraint: ['constraint_name'] });
    return { rows: asked.tables.flatMap((table) => usageRows(table, world)), complete: asked.complete };
  },
  schemata: (world) => ({
    rows: [...world.snapshot.schemas, 'pg_catalog', 'information_schema'].map((name) =>
      row({ catalog_name: database, schema_name: name }),
    ),
    complete: !isUnsure(world),
  }),
  views: (world, hints) => holders(world, hints, 'view'),
  sequences: (world, hints) => holders(world, hints, 'sequence'),
};

function tables(world: World, hints: Hints): Rows {
  const asked = tablesAsked(world, hints, { table: ['table_name'] });
  const rows = asked.tables.map(({ schema, name }) =>
    row({
      table_catalog: database,
      table_schema: schema,
      table_name: name,
      table_type: schema === temporary ? 'LOCAL TEMPORARY' : 'BASE TABLE',
    }),
  );
  const views = holdersAsked(world, hints, 'table_name', ['view']).holders.map(({ schema, name }) =>
    row({ table_catalog: database, table_schema: schema, table_name: name, table_type: 'VIEW' }),
  );
  // Whether a table is there is known even of one whose columns are not.
  return { rows: [...rows, ...views], complete: asked.tables.length > 0 || !isUnsure(world) };
}

function ofTables(world: World, hints: Hints, rowsOf: (table: Table, world: World) => readonly Row[]): Rows {
  const asked = tablesAsked(world, hints, { table: ['table_name'], constraint: ['constraint_name'] });
  return { rows: asked.tables.flatMap((table) => rowsOf(table, world)), complete: asked.complete };
}

function holders(world: World, hints: Hints, kind: 'view' | 'sequence'): Rows {
  const prefix = kind === 'view' ? 'table' : 'sequence';
  const asked = holdersAsked(world, hints, `${prefix}_name`, [kind]);
  const rows = asked.holders.map(({ schema, name }) =>
    row({ [`${prefix}_catalog`]: database, [`${prefix}_schema`]: schema, [`${prefix}_name`]: name }),
  );
  return { rows, complete: asked.complete };
}

const columnRows = remembered((table) => table.columns.map((column, at) => columnRow(table, column, at + 1)));

function columnRow({ schema, name }: Table, column: Column, position: number): Row {
  const { type } = column;
  const known = type ? typeFields(type) : {};
  return row({
    table_catalog: database,
    table_schema: schema,
    table_name: name,
    column_name: column.name,
    ordinal_position: position,
    is_nullable: column.nullable ? 'YES' : 'NO',
    ...(column.default === undefined && { column_default: null }),
    is_identity: column.identity ? 'YES' : 'NO',
    identity_generation: column.identity === 'always' ? 'ALWAYS' : column.identity ? 'BY DEFAULT' : null,
    is_generated: column.generated === undefined ? 'NEVER' : 'ALWAYS',
    ...known,
  });
}

function typeFields(type: DataType): Record<string, Value> {
  const isText = ['character varying', 'character'].includes(type.name) && type.dimensions === 0;
  return {
    data_type: type.dimensions > 0 ? 'ARRAY' : type.schema === undefined ? type.name : 'USER-DEFINED',
    udt_name: internalName(type),
    udt_schema: type.schema ?? 'pg_catalog',
    character_maximum_length: isText && type.modifiers[0] !== undefined ? Number(type.modifiers[0]) : null,
  };
}

const constraintRows = remembered((table) => {
  const { primaryKey, uniques, foreignKeys, checks } = table;
  const one = (name: string, type: string, deferrable = false, deferred = false): Row =>
    row({
      constraint_catalog: database,
      constraint_schema: table.schema,
      constraint_name: name,
      table_catalog: database,
      table_schema: table.schema,
      table_name: table.name,
      constraint_type: type,
      is_deferrable: deferrable ? 'YES' : 'NO',
      initially_deferred: deferred ? 'YES' : 'NO',
      enforced: 'YES',
    });
  return [
    ...(primaryKey ? [one(primaryKey.name, 'PRIMARY KEY', primaryKey.deferrable)] : []),
    ...uniques.map((key) => one(key.name, 'UNIQUE', key.deferrable)),
    ...foreignKeys.map((key) => one(key.name, 'FOREIGN KEY', key.deferrable, key.initiallyDeferred)),
    ...checks.map((check) => one(check.name, 'CHECK')),
    // Every NOT NULL is listed as a check; up to version 17 under a name that is made of numbers.
    ...table.columns.flatMap((column, at) => (column.nullable ? [] : [one(`2200_0_${at + 1}_not_null`, 'CHECK')])),
  ];
});

const keyColumnRows = remembered((table) => {
  const { primaryKey, uniques, foreignKeys } = table;
  return [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys].flatMap((key) =>
    key.columns.map((column, at) =>
      row({
        constraint_catalog: database,
        constraint_schema: table.schema,
        constraint_name: key.name,
        table_catalog: database,
        table_schema: table.schema,
        table_name: table.name,
        column_name: column,
        ordinal_position: at + 1,
        ...(key.kind !== 'foreign-key' && { position_in_unique_constraint: null }),
      }),
    ),
  );
});

function referentialRows(table: Table, world: World): readonly Row[] {
  return table.foreignKeys.map((key: ForeignKey) => {
    const referenced = world.snapshot.table(key.referencedTable);
    const index = referenced && keyBehind(referenced, key.referencedColumns);
    return row({
      constraint_catalog: database,
      constraint_schema: table.schema,
      constraint_name: key.name,
      unique_constraint_catalog: database,
      unique_constraint_schema: referenced?.schema ?? null,
      unique_constraint_name: index?.constraint === undefined ? null : index.name,
      match_option: key.match === 'full' ? 'FULL' : 'NONE',
      update_rule: actionInSql(key.onUpdate),
      delete_rule: actionInSql(key.onDelete),
    });
  });
}

/** Columns that a constraint uses: the referenced ones of a foreign key, the table's own of everything else. */
function usageRows(table: Table, world: World): readonly Row[] {
  const { primaryKey, uniques, foreignKeys, checks, schema } = table;
  const used = (
    of: { readonly schema: string; readonly name: string },
    name: string,
    columns: readonly string[],
  ): Row[] =>
    columns.map((column) =>
      row({
        table_catalog: database,
        table_schema: of.schema,
        table_name: of.name,
        column_name: column,
        constraint_catalog: database,
        constraint_schema: schema,
        constraint_name: name,
      }),
    );
  return [
    ...[...(primaryKey ? [primaryKey] : []), ...uniques, ...checks].flatMap((key) =>
      used(table, key.name, key.columns),
    ),
    ...foreignKeys.flatMap((key) => {
      const referenced = world.snapshot.table(key.referencedTable);
      return referenced ? used(referenced, key.name, key.referencedColumns) : [];
    }),
  ];
}
