import { called, ident, idents, newName } from './names.ts';
import type { Random } from './random.ts';
import type { StateTable } from './state.ts';
import { condition, isSorted } from './types.ts';
import { alter, type Weighted, type Writer } from './writer.ts';

const constraintName = (random: Random): string =>
  random.chance(0.5) ? `CONSTRAINT ${ident(newName(random, 'constraint'))} ` : '';

/** Columns for a key: those of a partitioned table must have its partition key among them. */
function keyColumns(random: Random, table: StateTable): readonly string[] {
  const names = random.some(
    table.columns.filter(isSorted).map(({ name }) => name),
    1 + random.below(2),
  );
  return table.key !== null && !names.includes(table.key) ? [...names, table.key] : names;
}

const addKey: Writer = (state, random) => {
  const table = random.maybe(state.tables);
  if (!table) return undefined;
  const columns = keyColumns(random, table);
  if (columns.length === 0) return undefined;
  const hasKey = table.constraints.some(({ type }) => type === 'p');
  const kind =
    hasKey || random.chance(0.5) ? `UNIQUE${random.chance(0.15) ? ' NULLS NOT DISTINCT' : ''}` : 'PRIMARY KEY';
  const include = random.chance(0.15) ? ` INCLUDE (${ident(random.pick(table.columns).name)})` : '';
  const more = random.pick(['', '', '', '', '', ' DEFERRABLE', ' DEFERRABLE INITIALLY DEFERRED']);
  return [alter(state, random, table, [`ADD ${constraintName(random)}${kind} (${idents(columns)})${include}${more}`])];
};

const usingIndex: Writer = (state, random) => {
  const fit = ({ unique, plain, constraint }: StateTable['indexes'][number]) => unique && plain && !constraint;
  const table = random.maybe(state.tables.filter(({ indexes, partitioned }) => !partitioned && indexes.some(fit)));
  if (!table) return undefined;
  const { name } = random.pick(table.indexes.filter(fit));
  const kind = table.constraints.some(({ type }) => type === 'p') || random.chance(0.5) ? 'UNIQUE' : 'PRIMARY KEY';
  return [alter(state, random, table, [`ADD ${constraintName(random)}${kind} USING INDEX ${ident(name)}`])];
};

const addCheck: Writer = (state, random) => {
  const table = random.maybe(state.tables);
  const columns = table && random.some(table.columns, 1 + random.below(2));
  if (!columns || columns.length === 0) return undefined;
  const conditions = columns.map(({ name }) => condition(random, ident(name)));
  const notValid = random.chance(0.25) ? ' NOT VALID' : '';
  return [alter(state, random, table, [`ADD ${constraintName(random)}CHECK (${conditions.join(' OR ')})${notValid}`])];
};

const exclude: Writer = (state, random) => {
  const table = random.maybe(state.tables.filter(({ partitioned }) => !partitioned));
  const column = table && random.maybe(table.columns.filter(isSorted));
  return (
    column && [
      alter(state, random, table, [`ADD ${constraintName(random)}EXCLUDE USING btree (${ident(column.name)} WITH =)`]),
    ]
  );
};

const dropConstraint: Writer = (state, random) => {
  const table = random.maybe(state.tables.filter(({ constraints }) => constraints.length > 0));
  const found = table && random.pick(table.constraints);
  const exists = random.chance(0.3) ? 'IF EXISTS ' : '';
  return (
    found && [
      alter(state, random, table, [`DROP CONSTRAINT ${exists}${ident(found.name)}${random.pick(['', ' CASCADE'])}`]),
    ]
  );
};

const renameConstraint: Writer = (state, random) => {
  const table = random.maybe(state.tables.filter(({ constraints }) => constraints.length > 0));
  const found = table && random.pick(table.constraints);
  return (
    found && [
      `ALTER TABLE ${called(state, random, table)} RENAME CONSTRAINT ${ident(found.name)} TO ${ident(newName(random, 'constraint'))}`,
    ]
  );
};

export const constraintWriters: readonly Weighted[] = [
  [7, addKey],
  [3, usingIndex],
  [5, addCheck],
  [1, exclude],
  [6, dropConstraint],
  [4, renameConstraint],
];
