import { actionInSql, type ForeignKey, type Table } from '@refint/model';
import { restedOn } from '../foreign-keys.ts';
import { numberedColumns } from '../numbered-columns.ts';
import { isUnsure, temporary, type World } from '../world.ts';
import { columnRows } from './information-columns.ts';
import { routineRows, triggerEventRows } from './pg-things.ts';
import { type Hints, hintedTexts, type Rows, row } from './relations.ts';
import { systemColumns, systemRelations, systemViews } from './system.ts';
import { database, remembered } from './table-rows.ts';
import { holdersAsked, tablesAsked } from './tables-asked.ts';
import { type Row, unknown, type Value } from './values.ts';

/** The views of the information_schema about which guards ask. */
export const informationSchema: Readonly<Record<string, (world: World, hints: Hints) => Rows>> = {
  tables,
  columns: (world, hints) => {
    const asked = tablesAsked(world, hints, { table: ['table_name'] });
    // The columns of a view are not known.
    const views = hintedTexts(hints, 'table_name')?.some((name) =>
      world.snapshot.schemas.some((schema) => world.snapshot.holderNamed(schema, name)?.kind === 'view'),
    );
    const rows = asked.tables.flatMap((table) => columnRows(table, world));
    return { rows, others: systemColumns(hints), complete: asked.complete && !views };
  },
  table_constraints: (world, hints) => {
    const found = ofTables(world, hints, constraintRows);
    // What PostgreSQL itself has are no foreign keys.
    const kinds = ['PRIMARY KEY', 'UNIQUE', 'CHECK'];
    const others = found.others?.flatMap(({ fields }) =>
      kinds.map((constraint_type) => row({ ...fields, constraint_type })),
    );
    return { ...found, others };
  },
  key_column_usage: (world, hints) => ofTables(world, hints, keyColumnRows),
  referential_constraints: (world, hints) => ({ ...ofTables(world, hints, referentialRows), others: [] }),
  // Here the table is the referenced one, so its name does not lead to the constraint.
  constraint_column_usage: (world, hints) => {
    const asked = tablesAsked(world, hints, { constraint: ['constraint_name'] });
    return {
      rows: asked.tables.flatMap((table) => usageRows(table, world)),
      maybe: asked.tables.flatMap(notNullUsage),
      others: systemRelations(hints, { name: 'constraint_name', schema: 'constraint_schema' }),
      complete: asked.complete,
    };
  },
  check_constraints: (world, hints) => ofTables(world, hints, checkRows),
  triggers: triggerEventRows,
  routines: routineRows,
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
  const columns = { name: 'table_name', schema: 'table_schema' };
  const system = systemViews(hints, 'table_name').map((name) =>
    row({ table_catalog: database, table_schema: 'information_schema', table_name: name, table_type: 'VIEW' }),
  );
  return {
    rows: [...rows, ...views, ...system],
    others: systemRelations(hints, columns),
    complete: asked.tables.length > 0 || !isUnsure(world),
  };
}

function ofTables(world: World, hints: Hints, rowsOf: (table: Table, world: World) => readonly Row[]): Rows {
  const asked = tablesAsked(world, hints, { table: ['table_name'], constraint: ['constraint_name'] });
  const rows = asked.tables.flatMap((table) => rowsOf(table, world));
  const byTable = { name: 'table_name', schema: 'table_schema' };
  const byConstraint = { name: 'constraint_name', schema: 'constraint_schema' };
  return {
    rows,
    others: systemRelations(hints, hints.has('table_name') ? byTable : byConstraint),
    complete: asked.complete,
  };
}

function holders(world: World, hints: Hints, kind: 'view' | 'sequence'): Rows {
  const prefix = kind === 'view' ? 'table' : 'sequence';
  const asked = holdersAsked(world, hints, `${prefix}_name`, [kind]);
  const rows = asked.holders.map(({ schema, name }) =>
    row({ [`${prefix}_catalog`]: database, [`${prefix}_schema`]: schema, [`${prefix}_name`]: name }),
  );
  return { rows, complete: asked.complete };
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
    ...notNullNames(table).map((name) => one(name, 'CHECK')),
  ];
});

/** The names under which NOT NULL is listed: made of numbers, or since version 18 of the table and the column. */
const notNullNames = (table: Table): readonly string[] =>
  numberedColumns(table).flatMap(({ column, number }) => (column.nullable ? [] : [`2200_0_${number}_not_null`]));

function checkRows(table: Table): readonly Row[] {
  const names = [...table.checks.map(({ name }) => name), ...notNullNames(table)];
  return names.map((name) =>
    row({ constraint_catalog: database, constraint_schema: table.schema, constraint_name: name }),
  );
}

function keyColumnRows(table: Table, world: World): readonly Row[] {
  const { primaryKey, uniques, foreignKeys } = table;
  const one = (name: string, column: string, at: number, position: Value): Row =>
    row({
      constraint_catalog: database,
      constraint_schema: table.schema,
      constraint_name: name,
      table_catalog: database,
      table_schema: table.schema,
      table_name: table.name,
      column_name: column,
      ordinal_position: at + 1,
      position_in_unique_constraint: position,
    });
  const keys = [...(primaryKey ? [primaryKey] : []), ...uniques];
  return [
    ...keys.flatMap(({ name, columns }) => columns.map((column, at) => one(name, column, at, null))),
    ...foreignKeys.flatMap((key) => {
      const { name, columns, referencedTable, referencedColumns } = key;
      const referenced = world.snapshot.table(referencedTable);
      const behind = referenced && restedOn(referenced, key);
      return columns.map((column, at) => {
        const position = behind?.columns.indexOf(referencedColumns[at] ?? '') ?? -1;
        return one(name, column, at, position < 0 ? unknown : position + 1);
      });
    }),
  ];
}

function referentialRows(table: Table, world: World): readonly Row[] {
  return table.foreignKeys.map((key: ForeignKey) => {
    const referenced = world.snapshot.table(key.referencedTable);
    const index = referenced && restedOn(referenced, key);
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

/** Since version 18 NOT NULL is a constraint that uses its column. */
const notNullUsage = (table: Table): readonly Row[] =>
  table.columns.flatMap((column) =>
    column.nullable
      ? []
      : [
          row({
            table_catalog: database,
            table_schema: table.schema,
            table_name: table.name,
            column_name: column.name,
            constraint_catalog: database,
            constraint_schema: table.schema,
            constraint_name: `${table.name}_${column.name}_not_null`,
          }),
        ],
  );

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
