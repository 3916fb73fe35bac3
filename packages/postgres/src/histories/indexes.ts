import { called, full, ident, idents, newName } from './names.ts';
import type { Random } from './random.ts';
import type { StateColumn } from './state.ts';
import { isSorted, isText } from './types.ts';
import type { Weighted, Writer } from './writer.ts';

const createIndex: Writer = (state, random) => {
  const table = random.maybe(state.tables.filter(({ columns }) => columns.some(isSorted)));
  if (!table) return undefined;
  const columns = random.some(table.columns.filter(isSorted), 1 + random.below(3));
  const names = columns.map(({ name }) => ident(name));
  const unique = random.chance(0.35) ? 'UNIQUE ' : '';
  const parts = columns.map((column) => indexPart(random, column, unique !== '' && table.key !== null));
  if (unique && table.key !== null && !names.includes(ident(table.key))) parts.push(ident(table.key));
  const include = random.chance(0.15)
    ? ` INCLUDE (${idents(random.some(table.columns, 1).map(({ name }) => name))})`
    : '';
  const nulls = unique && random.chance(0.2) ? ' NULLS NOT DISTINCT' : '';
  const where = random.chance(0.2) ? ` WHERE ${ident(random.pick(table.columns).name)} IS NOT NULL` : '';
  const method =
    !unique && parts.length === 1 && include === '' ? random.pick(['', '', '', ' USING hash', ' USING btree']) : '';
  const hashed = method === ' USING hash' ? [names[0] ?? ''] : parts;
  const name = random.chance(0.5)
    ? `${random.chance(0.2) ? 'IF NOT EXISTS ' : ''}${ident(newName(random, 'index'))} `
    : '';
  return [
    `CREATE ${unique}INDEX ${name}ON ${called(state, random, table)}${method} (${hashed.join(', ')})${include}${nulls}${where}`,
  ];
};

/** A column, in an order of its own now and then, or an expression over it. */
function indexPart(random: Random, column: StateColumn, isKey: boolean): string {
  const name = ident(column.name);
  const expressions = isText(column) && !isKey ? [`lower(${name}::text)`, `(${name}::text || 'x')`] : [];
  return random.pick([
    name,
    name,
    name,
    `${name} DESC NULLS LAST`,
    ...(isKey ? [] : [`(${name} IS NULL)`]),
    ...expressions,
  ]);
}

const dropIndex: Writer = (state, random) => {
  const table = random.maybe(state.tables.filter(({ indexes }) => indexes.length > 0));
  if (!table) return undefined;
  const { name } = random.pick(table.indexes);
  return [
    `DROP INDEX ${random.chance(0.3) ? 'IF EXISTS ' : ''}${full({ schema: table.schema, name })}${random.pick(['', ' CASCADE'])}`,
  ];
};

const renameIndex: Writer = (state, random) => {
  const table = random.maybe(state.tables.filter(({ indexes }) => indexes.length > 0));
  if (!table) return undefined;
  const { name } = random.pick(table.indexes);
  const exists = random.chance(0.2) ? 'IF EXISTS ' : '';
  return [`ALTER INDEX ${exists}${full({ schema: table.schema, name })} RENAME TO ${ident(newName(random, 'index'))}`];
};

export const indexWriters: readonly Weighted[] = [
  [12, createIndex],
  [4, dropIndex],
  [3, renameIndex],
];
