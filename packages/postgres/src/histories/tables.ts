import { columnDefinition } from './columns.ts';
import { referencingColumn } from './foreign-keys.ts';
import { called, ident, idents, newName, placed } from './names.ts';
import type { Random } from './random.ts';
import type { State } from './state.ts';
import { condition } from './types.ts';
import type { Weighted, Writer } from './writer.ts';

const createTable: Writer = (state, random) => {
  const name = newName(random, 'table');
  const parts = tableParts(state, random);
  const kind = random.pick(['TABLE', 'TABLE', 'TABLE', 'TABLE IF NOT EXISTS']);
  return [`CREATE ${kind} ${placed(state, random, name)} (${parts.join(', ')})`];
};

/** Columns and constraints of a new table. */
function tableParts(state: State, random: Random): string[] {
  const names = random.some(['id', 'id', 'uuid', 'key'], 1);
  const parts = [
    `${names[0]} ${random.pick(['int', 'serial', 'bigint GENERATED ALWAYS AS IDENTITY', 'uuid', 'text'])}${random.pick([' PRIMARY KEY', ' PRIMARY KEY', ' NOT NULL', ' UNIQUE', ''])}`,
  ];
  const hasKey = /PRIMARY KEY/.test(parts[0] ?? '');
  for (let count = random.below(5); count > 0; count--) {
    const name = newName(random, 'column');
    if (names.includes(name)) continue;
    names.push(name);
    parts.push(columnDefinition(state, random, name));
  }
  const referencing = random.chance(0.4) ? referencingColumn(state, random, names) : undefined;
  if (referencing) parts.push(referencing);
  if (!hasKey && random.chance(0.6))
    parts.push(`${constraintName(random)}PRIMARY KEY (${idents(random.some(names, 1 + random.below(2)))})`);
  if (random.chance(0.3)) {
    const include = random.chance(0.2) ? ` INCLUDE (${ident(random.pick(names))})` : '';
    const nulls = random.chance(0.2) ? ' NULLS NOT DISTINCT' : '';
    parts.push(
      `${constraintName(random)}UNIQUE${nulls} (${idents(random.some(names, 1 + random.below(2)))})${include}${random.chance(0.1) ? ' DEFERRABLE' : ''}`,
    );
  }
  if (random.chance(0.3))
    parts.push(`${constraintName(random)}CHECK (${condition(random, ident(random.pick(names)))})`);
  return parts;
}

const constraintName = (random: Random): string =>
  random.chance(0.4) ? `CONSTRAINT ${ident(newName(random, 'constraint'))} ` : '';

const like: Writer = (state, random) => {
  const model = random.maybe(state.tables);
  if (!model) return undefined;
  const what = ['ALL', 'CONSTRAINTS', 'INDEXES', 'DEFAULTS', 'IDENTITY', 'GENERATED', 'COMMENTS'];
  const including = random
    .some(what, random.below(3))
    .map((word) => ` INCLUDING ${word}`)
    .join('');
  const more = random.chance(0.3) ? `, ${columnDefinition(state, random, newName(random, 'column'))}` : '';
  return [
    `CREATE TABLE ${placed(state, random, newName(random, 'table'))} (LIKE ${called(state, random, model)}${including}${more})`,
  ];
};

const dropTable: Writer = (state, random) => {
  const tables = random.some(state.tables, random.chance(0.2) ? 2 : 1);
  if (tables.length === 0) return undefined;
  const cascade = random.pick(['', ' CASCADE', ' RESTRICT']);
  return [
    `DROP TABLE ${random.chance(0.3) ? 'IF EXISTS ' : ''}${tables.map((table) => called(state, random, table)).join(', ')}${cascade}`,
  ];
};

const renameTable: Writer = (state, random) => {
  const table = random.maybe(state.tables);
  return table && [`ALTER TABLE ${called(state, random, table)} RENAME TO ${ident(newName(random, 'table'))}`];
};

const moveTable: Writer = (state, random) => {
  const table = random.maybe(state.tables);
  return table && [`ALTER TABLE ${called(state, random, table)} SET SCHEMA ${ident(random.pick(state.schemas))}`];
};

/** A new table takes the place of an old one, as Prisma and people do it where ALTER does not go. */
const swap: Writer = (state, random) => {
  const old = random.maybe(state.tables.filter(({ partition, partitioned }) => !partition && !partitioned));
  if (!old) return undefined;
  const own = called(state, random, old);
  const made = `${ident(old.schema)}.${ident('new_one')}`;
  return [
    `CREATE TABLE ${made} (LIKE ${own}${random.chance(0.6) ? ' INCLUDING ALL' : ''})`,
    `DROP TABLE ${own} CASCADE`,
    `ALTER TABLE ${made} RENAME TO ${ident(old.name)}`,
  ];
};

export const tableWriters: readonly Weighted[] = [
  [14, createTable],
  [3, like],
  [3, dropTable],
  [4, renameTable],
  [2, moveTable],
  [1, swap],
];
