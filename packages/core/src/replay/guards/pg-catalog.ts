import type { DataType, ForeignKey, Index, ReferentialAction, Table } from '@refint/model';
import { internalName } from '../internal-names.ts';
import { isUnsure, type World } from '../world.ts';
import { foreignKeyText, keyText } from './constraint-text.ts';
import { classOid, constraintOid, namespaceOid, tableOid, typeOid } from './oids.ts';
import { type Hints, hintedTexts, type Rows } from './relations.ts';
import { holdersAsked, tablesAsked } from './tables-asked.ts';
import { type Row, unknown, type Value } from './values.ts';

const row = (fields: Record<string, Value>): Row => ({ fields });

/** The catalogs and system views about which guards ask. */
export const pgCatalog: Readonly<Record<string, (world: World, hints: Hints) => Rows>> = {
  pg_constraint: (world, hints) => {
    const asked = tablesAsked(world, hints, { oid: ['conrelid'], constraint: ['conname'] });
    return { rows: asked.tables.flatMap((table) => constraints(table, world)), complete: asked.complete };
  },
  pg_class: classes,
  pg_namespace: (world) => ({
    rows: [...world.snapshot.schemas, 'pg_catalog', 'information_schema', 'pg_toast'].map((name) =>
      row({ oid: namespaceOid(name), nspname: name }),
    ),
    complete: !isUnsure(world),
  }),
  pg_attribute: (world, hints) => {
    const asked = tablesAsked(world, hints, { oid: ['attrelid'] });
    return { rows: asked.tables.flatMap(attributes), complete: asked.complete };
  },
  pg_type: types,
  pg_enum: enums,
  pg_index: (world, hints) => {
    const asked = tablesAsked(world, hints, { oid: ['indrelid'] });
    return {
      rows: asked.tables.flatMap((table) => table.indexes.map((index) => indexRow(table, index))),
      complete: asked.complete,
    };
  },
  pg_indexes: (world, hints) => {
    const asked = tablesAsked(world, indexHints(world, hints), { table: ['tablename'] });
    const rows = asked.tables.flatMap((table) =>
      table.indexes.map((index) => row({ schemaname: table.schema, tablename: table.name, indexname: index.name })),
    );
    return { rows, complete: asked.complete && !isUnsure(world) };
  },
  pg_tables: (world, hints) => {
    const asked = tablesAsked(world, hints, { table: ['tablename'] });
    return {
      rows: asked.tables.map(({ schema, name }) => row({ schemaname: schema, tablename: name })),
      complete: asked.tables.length > 0 || !isUnsure(world),
    };
  },
  pg_views: (world, hints) => named(world, hints, 'view', 'viewname'),
  pg_matviews: (world, hints) => named(world, hints, 'materialized-view', 'matviewname'),
  pg_sequences: (world, hints) => named(world, hints, 'sequence', 'sequencename'),
};

/** An index that is asked for by name leads to its table. */
function indexHints(world: World, hints: Hints): Hints {
  const names = hintedTexts(hints, 'indexname');
  if (!names || hints.has('tablename')) return hints;
  const { snapshot } = world;
  const tables = names.flatMap((name) =>
    snapshot.schemas.flatMap((schema) => {
      const holder = snapshot.holderNamed(schema, name);
      const table = holder?.table === undefined ? undefined : snapshot.table(holder.table);
      return table ? [table.name] : [];
    }),
  );
  return new Map([...hints, ['tablename', tables]]);
}

function named(world: World, hints: Hints, kind: 'view' | 'materialized-view' | 'sequence', column: string): Rows {
  const { holders, complete } = holdersAsked(world, hints, column, [kind]);
  return { rows: holders.map(({ schema, name }) => row({ schemaname: schema, [column]: name })), complete };
}

const actions: Readonly<Record<ReferentialAction, string>> = {
  'no-action': 'a',
  restrict: 'r',
  cascade: 'c',
  'set-null': 'n',
  'set-default': 'd',
};

const numbersOf = (table: Table | undefined, columns: readonly string[]): Value =>
  table ? columns.map((name) => table.columns.findIndex((column) => column.name === name) + 1) : unknown;

function constraints(table: Table, world: World): readonly Row[] {
  const { snapshot } = world;
  const one = (name: string, type: string, more: Record<string, Value>): Row =>
    row({
      oid: constraintOid(table, name),
      conname: name,
      connamespace: namespaceOid(table.schema),
      contype: type,
      conrelid: tableOid(table),
      confrelid: 0,
      convalidated: true,
      condeferrable: false,
      condeferred: false,
      ...more,
    });
  const { primaryKey, uniques, checks, foreignKeys, indexes } = table;
  return [
    ...[...(primaryKey ? [primaryKey] : []), ...uniques].map((key) =>
      one(key.name, key.kind === 'unique' ? 'u' : 'p', {
        conkey: numbersOf(table, key.columns),
        condeferrable: key.deferrable,
        [definition]: keyText(key),
      }),
    ),
    ...checks.map((check) =>
      one(check.name, 'c', { convalidated: check.validated, conkey: numbersOf(table, check.columns) }),
    ),
    ...indexes.filter(({ constraint }) => constraint === 'exclude').map(({ name }) => one(name, 'x', {})),
    ...foreignKeys.map((key: ForeignKey) => {
      const referenced = snapshot.table(key.referencedTable);
      return one(key.name, 'f', {
        confrelid: referenced ? tableOid(referenced) : unknown,
        conkey: numbersOf(table, key.columns),
        confkey: numbersOf(referenced, key.referencedColumns),
        confdeltype: actions[key.onDelete],
        confupdtype: actions[key.onUpdate],
        confmatchtype: key.match === 'full' ? 'f' : 's',
        convalidated: key.validated,
        condeferrable: key.deferrable,
        condeferred: key.initiallyDeferred,
        [definition]: foreignKeyText(key, snapshot) ?? unknown,
      });
    }),
  ];
}

/** Where a row of pg_constraint keeps its definition for pg_get_constraintdef: no column can have this name. */
export const definition = ' definition';

function classes(world: World, hints: Hints): Rows {
  const asked = tablesAsked(world, hints, { oid: ['oid'], table: ['relname'] });
  const tables = asked.tables.map((table) =>
    row({
      oid: tableOid(table),
      relname: table.name,
      relnamespace: namespaceOid(table.schema),
      relkind: table.form === 'partitioned' ? 'p' : 'r',
    }),
  );
  const kinds = { index: 'i', view: 'v', 'materialized-view': 'm', sequence: 'S' } as const;
  const { holders, complete } = holdersAsked(world, hints, 'relname', [
    'index',
    'view',
    'materialized-view',
    'sequence',
  ]);
  const others = holders.map(({ schema, name, kind }) =>
    row({ oid: classOid(schema, name), relname: name, relnamespace: namespaceOid(schema), relkind: kinds[kind] }),
  );
  return { rows: [...tables, ...others], complete: complete || asked.tables.length > 0 };
}

const attributes = (table: Table): readonly Row[] =>
  table.columns.map((column, at) =>
    row({
      attrelid: tableOid(table),
      attname: column.name,
      attnum: at + 1,
      attnotnull: !column.nullable,
      attisdropped: false,
      atthasdef: column.default !== undefined || column.generated !== undefined,
      attidentity: column.identity === 'always' ? 'a' : column.identity ? 'd' : '',
      attgenerated: column.generated === undefined ? '' : 's',
      atttypid: column.type ? typeOid(column.type) : unknown,
    }),
  );

/** Types that were made, and those of PostgreSQL itself that the query names. */
function types(world: World, hints: Hints): Rows {
  const { snapshot } = world;
  const names = hintedTexts(hints, 'typname');
  const made = names
    ? names.flatMap((name) => snapshot.schemas.flatMap((schema) => snapshot.typeNamed(schema, name) ?? []))
    : snapshot.types;
  const kinds = { enum: 'e', domain: 'd', other: unknown } as const;
  const rows = made.map(({ schema, name, kind }) =>
    row({
      oid: typeOid({ name, schema, modifiers: [], dimensions: 0 }),
      typname: name,
      typnamespace: namespaceOid(schema),
      typtype: kinds[kind],
    }),
  );
  // The rows of a table have a type of its name.
  const tables = names
    ? tablesAsked(world, hints, { table: ['typname'] }).tables.map(({ schema, name }) =>
        row({
          oid: typeOid({ name, schema, modifiers: [], dimensions: 0 }),
          typname: name,
          typnamespace: namespaceOid(schema),
          typtype: 'c',
        }),
      )
    : [];
  const complete = names !== undefined && !isUnsure(world) && !(world.looseTypes && made.length === 0);
  return { rows: [...rows, ...tables, ...(names ?? []).flatMap(builtinType)], complete };
}

/** `int4` and its kin: guards rarely ask, but then they must not be told that there is no such type. */
function builtinType(name: string): readonly Row[] {
  const type: DataType = { name, modifiers: [], dimensions: 0 };
  return /^(int[248]|text|varchar|bpchar|bool|uuid|jsonb?|numeric|date|time(stamp)?(tz)?|bytea|float[48]|interval)$/.test(
    name,
  )
    ? [row({ oid: typeOid(type), typname: internalName(type), typnamespace: namespaceOid('pg_catalog'), typtype: 'b' })]
    : [];
}

function enums(world: World): Rows {
  const rows = world.snapshot.types.flatMap((type) =>
    type.kind === 'enum'
      ? type.values.map((value, at) =>
          row({
            enumtypid: typeOid({ name: type.name, schema: type.schema, modifiers: [], dimensions: 0 }),
            enumlabel: value,
            enumsortorder: at + 1,
          }),
        )
      : [],
  );
  return { rows, complete: !isUnsure(world) };
}

const indexRow = (table: Table, index: Index): Row =>
  row({
    indexrelid: classOid(table.schema, index.name),
    indrelid: tableOid(table),
    indisunique: index.unique,
    indisprimary: index.constraint === 'primary-key',
    indisvalid: true,
    indkey: index.expressions ? unknown : numbersOf(table, [...index.columns, ...index.include]),
  });
