import { called, full, ident, newName, placed } from './names.ts';
import { defaultFor } from './types.ts';
import { alter, type Weighted, type Writer } from './writer.ts';

const values = ['low', 'high', 'Sad', 'ok', "it''s", 'new value', 'x'];

const createEnum: Writer = (state, random) => {
  const labels = random.some(values, 1 + random.below(4)).map((value) => `'${value}'`);
  return [`CREATE TYPE ${placed(state, random, newName(random, 'type'))} AS ENUM (${labels.join(', ')})`];
};

const createDomain: Writer = (state, random) => {
  const base = random.pick([
    'int',
    'text',
    'varchar(30)',
    'numeric(8,2)',
    'uuid',
    'timestamp(3)',
    ...state.types.map(full),
  ]);
  const more = random.pick([
    '',
    ' NOT NULL',
    ' CHECK (VALUE IS NOT NULL)',
    ' CONSTRAINT ok CHECK (length(VALUE::text) < 9)',
  ]);
  return [`CREATE DOMAIN ${placed(state, random, newName(random, 'domain'))} AS ${base}${more}`];
};

const addValue: Writer = (state, random) => {
  const type = random.maybe(state.types.filter(({ kind }) => kind === 'e'));
  if (!type) return undefined;
  const beside =
    type.values.length > 0 && random.chance(0.4)
      ? ` ${random.pick(['BEFORE', 'AFTER'])} '${random.pick(type.values).replaceAll("'", "''")}'`
      : '';
  return [
    `ALTER TYPE ${called(state, random, type)} ADD VALUE ${random.chance(0.4) ? 'IF NOT EXISTS ' : ''}'${random.pick(values)}'${beside}`,
  ];
};

const renameValue: Writer = (state, random) => {
  const type = random.maybe(state.types.filter(({ kind, values: labels }) => kind === 'e' && labels.length > 0));
  return (
    type && [
      `ALTER TYPE ${called(state, random, type)} RENAME VALUE '${random.pick(type.values).replaceAll("'", "''")}' TO '${random.pick(values)}'`,
    ]
  );
};

const renameType: Writer = (state, random) => {
  const type = random.maybe(state.types);
  const word = type?.kind === 'd' && random.chance(0.5) ? 'DOMAIN' : 'TYPE';
  return (
    type && [
      `ALTER ${word} ${called(state, random, type)} RENAME TO ${ident(newName(random, random.pick(['type', 'domain'])))}`,
    ]
  );
};

const moveType: Writer = (state, random) => {
  const type = random.maybe(state.types);
  return type && [`ALTER TYPE ${called(state, random, type)} SET SCHEMA ${ident(random.pick(state.schemas))}`];
};

const dropType: Writer = (state, random) => {
  const type = random.maybe(state.types);
  const word = type?.kind === 'd' ? 'DOMAIN' : 'TYPE';
  return (
    type && [
      `DROP ${word} ${random.chance(0.3) ? 'IF EXISTS ' : ''}${called(state, random, type)}${random.pick(['', ' CASCADE'])}`,
    ]
  );
};

/** Prisma's way to take a value out of an enum: another enum, every column moved over, and the names changed. */
const swapEnum: Writer = (state, random) => {
  const type = random.maybe(state.types.filter(({ kind }) => kind === 'e'));
  if (!type) return undefined;
  const made = `${ident(type.schema)}.${ident(`${type.name.slice(0, 50)}_new`)}`;
  const old = `${type.name.slice(0, 50)}_old`;
  const moved = state.tables
    .filter(({ parent }) => parent === null)
    .flatMap((table) =>
      table.columns
        .filter((column) => column.kind === 'e' && column.type.replaceAll('"', '').endsWith(type.name))
        .flatMap(({ name, hasDefault }) => {
          const own = ident(name);
          const to = `ALTER COLUMN ${own} TYPE ${made} USING (${own}::text::${made})`;
          return [
            ...(hasDefault ? [alter(state, random, table, [`ALTER COLUMN ${own} DROP DEFAULT`])] : []),
            alter(state, random, table, [to]),
          ];
        }),
    );
  const labels = random.some(values, 2).map((value) => `'${value}'`);
  return [
    'BEGIN',
    `CREATE TYPE ${made} AS ENUM (${labels.join(', ')})`,
    ...moved,
    `ALTER TYPE ${full(type)} RENAME TO ${ident(old)}`,
    `ALTER TYPE ${made} RENAME TO ${ident(type.name)}`,
    `DROP TYPE ${ident(type.schema)}.${ident(old)}`,
    'COMMIT',
  ];
};

/** A default of the type itself, with and without its cast. */
const enumDefault: Writer = (state, random) => {
  const tables = state.tables.filter(({ columns }) => columns.some(({ kind }) => kind === 'e'));
  const table = random.maybe(tables);
  if (!table) return undefined;
  const column = random.pick(table.columns.filter(({ kind }) => kind === 'e'));
  const type = state.types.find(
    ({ name, values: labels }) => labels.length > 0 && column.type.replaceAll('"', '').endsWith(name),
  );
  const value =
    type && `'${random.pick(type.values).replaceAll("'", "''")}'${random.chance(0.3) ? `::${full(type)}` : ''}`;
  return value === undefined || defaultFor(random, column.type)
    ? undefined
    : [alter(state, random, table, [`ALTER ${ident(column.name)} SET DEFAULT ${value}`])];
};

export const typeWriters: readonly Weighted[] = [
  [6, createEnum],
  [2, createDomain],
  [4, addValue],
  [2, renameValue],
  [2, renameType],
  [1, moveType],
  [2, dropType],
  [2, swapEnum],
  [2, enumDefault],
];
