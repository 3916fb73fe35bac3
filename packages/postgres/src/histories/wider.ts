import { columnDefinition } from './columns.ts';
import { called, full, ident, newName } from './names.ts';
import type { Random } from './random.ts';
import type { State, StateTable } from './state.ts';
import type { Weighted, Writer } from './writer.ts';

/**
 * Statements of the wider histories. They came later than the others and have a list of their own, so that a plain
 * history is by its seed and number what it was before.
 */

/** A copy that is put below its model, or any two tables: then mostly something is missing. */
const adopt: Writer = (state, random) => {
  const parent = random.maybe(state.tables.filter(({ partition }) => !partition || random.chance(0.2)));
  if (!parent) return undefined;
  const above = called(state, random, parent);
  if (random.chance(0.3)) {
    const other = random.pick(state.tables);
    return [`ALTER TABLE ${called(state, random, other)} INHERIT ${above}`];
  }
  const name = `${ident(random.pick(state.schemas))}.${ident(newName(random, 'table'))}`;
  const including = random.pick([' INCLUDING ALL', ' INCLUDING ALL', ' INCLUDING CONSTRAINTS INCLUDING GENERATED', '']);
  const more = random.chance(0.3) ? `, ${ident(newName(random, 'column'))} int` : '';
  return [
    `CREATE TABLE ${name} (LIKE ${above}${including}${more})`,
    `ALTER TABLE ${name} ${random.pick(['', '', 'ADD CHECK (true), '])}INHERIT ${above}`,
  ];
};

const release: Writer = (state, random) => {
  const table = random.maybe(state.tables.filter(({ parent }) => parent !== null));
  if (!table?.parent) return undefined;
  const parent = random.chance(0.9) ? table.parent : random.pick(state.tables);
  return [`ALTER TABLE ${called(state, random, table)} NO INHERIT ${called(state, random, parent)}`];
};

/** Another table above one that has one already, which shares what both have. */
const adoptAgain: Writer = (state, random) => {
  const table = random.maybe(state.tables.filter(({ parent, partition }) => parent !== null && !partition));
  if (!table) return undefined;
  const names = (of: StateTable): string[] => of.columns.map(({ name }) => name);
  const fits = state.tables.filter(
    (other) => other !== table && !other.partitioned && names(other).every((name) => names(table).includes(name)),
  );
  const parent = random.maybe(fits);
  return parent && [`ALTER TABLE ${called(state, random, table)} INHERIT ${called(state, random, parent)}`];
};

const schemaWith: Writer = (state, random) => {
  if (state.schemas.length > 5) return undefined;
  const schema = ident(newName(random, 'schema'));
  const [one = '', other = ''] = random.some(['users', 'posts', 'Team', 'with space'], 2).map(ident);
  const first = [`id int PRIMARY KEY`, ...columns(state, random)];
  const second = [`id ${random.pick(['int', 'serial', 'text'])}`, ...columns(state, random)];
  if (random.chance(0.6)) second.push(`ref int REFERENCES ${random.pick([one, one, `${schema}.${one}`, other])}`);
  const elements = [
    `CREATE TABLE ${random.pick(['', `${schema}.`])}${one} (${first.join(', ')})`,
    `CREATE TABLE ${other} (${second.join(', ')})${random.pick(['', '', ` INHERITS (${one})`])}`,
    ...(random.chance(0.5) ? [`CREATE ${random.pick(['', 'UNIQUE '])}INDEX ON ${other} (id)`] : []),
  ];
  if (random.chance(0.1)) elements.reverse();
  return [`CREATE SCHEMA ${schema} ${elements.join(' ')}`];
};

const columns = (state: State, random: Random): string[] =>
  random.some(['a', 'b', 'Kind', 'two words'], random.below(3)).map((name) => columnDefinition(state, random, name));

/** A value of an enum for a column that is not listed. No row comes of it: rows are nothing that a history has. */
const insertUnlisted: Writer = (state, random) => {
  const isEnum = (table: StateTable, at: number): boolean => {
    const column = table.columns[at];
    const before = table.columns.slice(0, at + 1);
    return column?.kind === 'e' && !before.some(({ identity, generated }) => identity || generated);
  };
  const places = state.tables.flatMap((table) =>
    table.columns.flatMap((_, at) => (isEnum(table, at) ? [{ table, at }] : [])),
  );
  const place = random.maybe(places);
  if (!place) return undefined;
  const { table, at } = place;
  const type = state.types.find((one) => table.columns[at]?.type === full(one));
  const value = random.pick([...(type?.values ?? []), 'nothing']).replaceAll("'", "''");
  const values = [...Array<string>(at).fill('NULL'), `'${value}'`];
  return [`INSERT INTO ${called(state, random, table)} SELECT ${values.join(', ')} WHERE false`];
};

export const widerWriters: readonly Weighted[] = [
  [8, adopt],
  [4, release],
  [4, adoptAgain],
  [4, schemaWith],
  [3, insertUnlisted],
];
