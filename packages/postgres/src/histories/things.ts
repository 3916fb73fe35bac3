import { called, full, ident, newName, placed } from './names.ts';
import type { Weighted, Writer } from './writer.ts';

const createSchema: Writer = (state, random) =>
  state.schemas.length > 4
    ? undefined
    : [`CREATE SCHEMA ${random.chance(0.3) ? 'IF NOT EXISTS ' : ''}${ident(newName(random, 'schema'))}`];

const renameSchema: Writer = (state, random) => {
  const schema = random.maybe(state.schemas.filter((name) => name !== 'public'));
  return schema === undefined
    ? undefined
    : [`ALTER SCHEMA ${ident(schema)} RENAME TO ${ident(newName(random, 'schema'))}`];
};

const dropSchema: Writer = (state, random) => {
  const schema = random.maybe(state.schemas.filter((name) => name !== 'public'));
  return schema === undefined
    ? undefined
    : [`DROP SCHEMA ${random.chance(0.3) ? 'IF EXISTS ' : ''}${ident(schema)}${random.pick(['', ' CASCADE'])}`];
};

const searchPath: Writer = (state, random) => {
  const path = random.some(state.schemas, 1 + random.below(2));
  if (!path.includes('public') && random.chance(0.5)) path.push('public');
  return [random.chance(0.2) ? 'RESET search_path' : `SET search_path TO ${path.map(ident).join(', ')}`];
};

const createView: Writer = (state, random) => {
  const table = random.maybe(state.tables);
  if (!table) return undefined;
  const columns = random.some(table.columns, 1 + random.below(3)).map(({ name }) => ident(name));
  if (columns.length === 0) return undefined;
  const kind = random.pick(['VIEW', 'VIEW', 'MATERIALIZED VIEW']);
  const what = random.chance(0.2) ? '*' : columns.join(', ');
  const where = random.chance(0.3) ? ` WHERE ${columns[0]} IS NOT NULL` : '';
  return [
    `CREATE ${kind} ${placed(state, random, newName(random, 'view'))} AS SELECT ${what} FROM ${called(state, random, table)}${where}`,
  ];
};

const renameView: Writer = (state, random) => {
  const view = random.maybe(state.views);
  const word = view?.materialized ? 'MATERIALIZED VIEW' : 'VIEW';
  return view && [`ALTER ${word} ${called(state, random, view)} RENAME TO ${ident(newName(random, 'view'))}`];
};

const moveView: Writer = (state, random) => {
  const view = random.maybe(state.views);
  const word = view?.materialized ? 'MATERIALIZED VIEW' : 'VIEW';
  return view && [`ALTER ${word} ${called(state, random, view)} SET SCHEMA ${ident(random.pick(state.schemas))}`];
};

const dropView: Writer = (state, random) => {
  const view = random.maybe(state.views);
  const word = view?.materialized ? 'MATERIALIZED VIEW' : 'VIEW';
  return (
    view && [
      `DROP ${word} ${random.chance(0.3) ? 'IF EXISTS ' : ''}${called(state, random, view)}${random.pick(['', ' CASCADE'])}`,
    ]
  );
};

const createSequence: Writer = (state, random) => {
  const table = random.chance(0.4) ? random.maybe(state.tables.filter(({ columns }) => columns.length > 0)) : undefined;
  const owner = table && ` OWNED BY ${full(table)}.${ident(random.pick(table.columns).name)}`;
  const schema = table ? `${ident(table.schema)}.` : '';
  const name = newName(random, 'sequence');
  return [`CREATE SEQUENCE ${schema === '' ? placed(state, random, name) : schema + ident(name)}${owner ?? ''}`];
};

const ownSequence: Writer = (state, random) => {
  const sequence = random.maybe(state.sequences);
  const table = sequence && random.maybe(state.tables.filter(({ schema }) => schema === sequence.schema));
  if (!sequence || !table || table.columns.length === 0) return undefined;
  const owner = random.chance(0.3) ? 'NONE' : `${full(table)}.${ident(random.pick(table.columns).name)}`;
  return [`ALTER SEQUENCE ${called(state, random, sequence)} OWNED BY ${owner}`];
};

const renameSequence: Writer = (state, random) => {
  const sequence = random.maybe(state.sequences);
  return (
    sequence && [`ALTER SEQUENCE ${called(state, random, sequence)} RENAME TO ${ident(newName(random, 'sequence'))}`]
  );
};

const moveSequence: Writer = (state, random) => {
  const sequence = random.maybe(state.sequences);
  return (
    sequence && [`ALTER SEQUENCE ${called(state, random, sequence)} SET SCHEMA ${ident(random.pick(state.schemas))}`]
  );
};

const dropSequence: Writer = (state, random) => {
  const sequence = random.maybe(state.sequences);
  return sequence && [`DROP SEQUENCE ${called(state, random, sequence)}${random.pick(['', ' CASCADE'])}`];
};

export const thingWriters: readonly Weighted[] = [
  [4, createSchema],
  [2, renameSchema],
  [1, dropSchema],
  [4, searchPath],
  [4, createView],
  [1, renameView],
  [1, moveView],
  [2, dropView],
  [2, createSequence],
  [1, ownSequence],
  [2, renameSequence],
  [1, moveSequence],
  [1, dropSequence],
];
