import type { Index, Table } from '@refint/model';
import { numberedColumns, numbersOf } from '../numbered-columns.ts';
import { isUnsure, type World } from '../world.ts';
import { classOid, namespaceOid, tableOid, typeModifier, typeOid } from './oids.ts';
import { type Hints, hintedTexts, type Rows, row } from './relations.ts';
import { systemRelations, systemViews } from './system.ts';
import { holdersAsked, tablesAsked } from './tables-asked.ts';
import { isOid, type Row, unknown } from './values.ts';

export function classRows(world: World, hints: Hints): Rows {
  const asked = tablesAsked(world, hints, { oid: ['oid'], table: ['relname'] });
  const tables = asked.tables.map((table) =>
    row({
      oid: tableOid(world, table),
      relname: table.name,
      relnamespace: namespaceOid(table.schema),
      relkind: table.form === 'partitioned' ? 'p' : 'r',
      relispartition: unknown,
      relnatts: table.columns.length + (table.gaps?.length ?? 0),
      relhasindex: table.indexes.length > 0 ? true : unknown,
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
    row({
      oid: classOid(world, schema, name),
      relname: name,
      relnamespace: namespaceOid(schema),
      relkind: kinds[kind],
    }),
  );
  const columns = { name: 'relname', schema: 'relnamespace', isOid: true, oid: 'oid' };
  return {
    rows: [
      ...tables,
      ...others,
      ...systemViews(hints, 'relname').map((name) =>
        row({ relname: name, relnamespace: namespaceOid('information_schema'), relkind: 'v' }),
      ),
    ],
    others: systemRelations(hints, columns),
    complete: complete || asked.tables.length > 0,
  };
}

/** The columns that every table has beside its own. */
const hidden = ['ctid', 'xmin', 'cmin', 'xmax', 'cmax', 'tableoid'];

export function attributeRows(world: World, hints: Hints): Rows {
  const asked = tablesAsked(world, hints, { oid: ['attrelid'] });
  const rows = asked.tables.flatMap((table) => attributesOf(table, world));
  if (hints.get('attrelid')?.every(isOid)) return { rows, complete: asked.complete && isOfTable(world, hints) };
  // Indexes, views and what PostgreSQL itself has are relations with columns too.
  return { rows, others: [row({})], complete: asked.complete };
}

/** Columns of a view or index are not known. */
function isOfTable({ snapshot }: World, hints: Hints): boolean {
  const oids = (hints.get('attrelid') ?? []).filter(isOid);
  return oids.every(({ of }) => of === undefined || !snapshot.holderNamed(of.schema, of.name));
}

function attributesOf(table: Table, world: World): readonly Row[] {
  const common = { attrelid: tableOid(world, table), attidentity: '', attgenerated: '', attisdropped: false };
  const own = numberedColumns(table).map(({ column, number }) =>
    row({
      ...common,
      attname: column.name,
      attnum: number,
      attnotnull: !column.nullable,
      atthasdef: column.default !== undefined || column.generated !== undefined,
      attidentity: column.identity === 'always' ? 'a' : column.identity ? 'd' : '',
      attgenerated: column.generated === undefined ? '' : unknown,
      atttypid: column.type ? typeOid(column.type) : unknown,
      atttypmod: column.type && typeModifier(column.type),
      attndims: unknown,
    }),
  );
  const gone = (table.gaps ?? []).map((number) =>
    row({
      ...common,
      attname: `........pg.dropped.${number}........`,
      attnum: number,
      attnotnull: false,
      atthasdef: false,
      attisdropped: true,
      atttypid: 0,
    }),
  );
  const system = hidden.map((attname, at) =>
    row({ ...common, attname, attnum: -1 - at, attnotnull: true, atthasdef: false, atttypid: unknown, atttypmod: -1 }),
  );
  return [...own, ...gone, ...system];
}

export function indexRows(world: World, hints: Hints): Rows {
  const asked = tablesAsked(world, hints, { oid: ['indrelid'] });
  const rows = asked.tables.flatMap((table) => table.indexes.map((index) => indexRow(table, index, world)));
  const isOurs = (hints.get('indrelid') ?? hints.get('indexrelid'))?.every(isOid);
  return { rows, others: isOurs ? [] : [row({ indexrelid: unknown })], complete: asked.complete };
}

function indexRow(table: Table, index: Index, world: World): Row {
  return row({
    indexrelid: classOid(world, table.schema, index.name),
    indrelid: tableOid(world, table),
    indisunique: index.unique,
    indisprimary: index.constraint === 'primary-key',
    indisexclusion: index.constraint === 'exclude',
    indisvalid: true,
    indisready: true,
    indislive: true,
    indnatts: index.columns.length + index.include.length,
    indnkeyatts: index.columns.length,
    indkey: index.expressions ? unknown : numbersOf(table, [...index.columns, ...index.include]),
    indpred: index.predicate === undefined ? null : unknown,
    indexprs: index.expressions ? unknown : null,
  });
}

export function namedIndexRows(world: World, hints: Hints): Rows {
  const asked = tablesAsked(world, indexHints(world, hints), { table: ['tablename'] });
  const rows = asked.tables.flatMap((table) =>
    table.indexes.map((index) => row({ schemaname: table.schema, tablename: table.name, indexname: index.name })),
  );
  const columns = { name: hints.has('tablename') ? 'tablename' : 'indexname', schema: 'schemaname' };
  return { rows, others: systemRelations(hints, columns), complete: asked.complete && !isUnsure(world) };
}

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

export function tableRows(world: World, hints: Hints): Rows {
  const asked = tablesAsked(world, hints, { table: ['tablename'] });
  return {
    rows: asked.tables.map(({ schema, name, indexes }) =>
      row({ schemaname: schema, tablename: name, hasindexes: indexes.length > 0 ? true : unknown }),
    ),
    others: systemRelations(hints, { name: 'tablename', schema: 'schemaname' }),
    complete: asked.tables.length > 0 || !isUnsure(world),
  };
}

export function namedRows(
  world: World,
  hints: Hints,
  kind: 'view' | 'materialized-view' | 'sequence',
  column: string,
): Rows {
  const { holders, complete } = holdersAsked(world, hints, column, [kind]);
  const rows = holders.map(({ schema, name }) => row({ schemaname: schema, [column]: name }));
  const others = kind === 'view' ? systemRelations(hints, { name: column, schema: 'schemaname' }) : [];
  return { rows, others, complete };
}

/** pg_inherits: partitions and tables that INHERIT are not kept apart here. */
export const inheritanceRows = (): Rows => ({ rows: [], others: [row({})], complete: true });

/** pg_attrdef: the defaults of columns, whose expressions are not compared. */
export function defaultRows(world: World, hints: Hints): Rows {
  const asked = tablesAsked(world, hints, { oid: ['adrelid'] });
  const rows = asked.tables.flatMap((table) =>
    numberedColumns(table).flatMap(({ column, number }) =>
      column.default === undefined && column.generated === undefined
        ? []
        : [row({ adrelid: tableOid(world, table), adnum: number })],
    ),
  );
  return { rows, complete: asked.complete };
}
