import { referencingColumn } from './foreign-keys.ts';
import { called, ident, newName } from './names.ts';
import type { Random } from './random.ts';
import type { State, StateColumn, StateTable } from './state.ts';
import { anyType, condition, defaultFor, isNumber, serial } from './types.ts';
import { alter, free, type Weighted, type Writer } from './writer.ts';

/** A column of a new table or of ADD COLUMN. */
export function columnDefinition(state: State, random: Random, name: string): string {
  const own = ident(name);
  if (random.chance(0.08)) return `${own} ${serial(random)}`;
  if (random.chance(0.06)) return `${own} int GENERATED ${random.pick(['ALWAYS', 'BY DEFAULT'])} AS IDENTITY`;
  const type = anyType(state, random);
  const value = random.chance(0.4) ? defaultFor(random, type) : undefined;
  return [
    own,
    type,
    random.chance(0.3) ? random.pick(['NOT NULL', 'NOT NULL', 'NULL']) : '',
    value === undefined ? '' : `DEFAULT ${value}`,
    random.chance(0.12) && !/json/.test(type) ? 'UNIQUE' : '',
    random.chance(0.1) ? `CHECK (${condition(random, own)})` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const addColumn: Writer = (state, random) => {
  const table = random.maybe(free(state));
  if (!table) return undefined;
  const taken = table.columns.map(({ name }) => name);
  const actions = [];
  const names = [...new Set([newName(random, 'column'), ...(random.chance(0.2) ? [newName(random, 'column')] : [])])];
  for (const name of names.filter((one) => names.length === 1 || !taken.includes(one))) {
    const referencing =
      names.length === 1 && random.chance(0.25)
        ? referencingColumn(state, random, taken, table.partitioned)
        : undefined;
    const exists = random.chance(0.2) ? 'IF NOT EXISTS ' : '';
    actions.push(
      `ADD ${random.chance(0.8) ? 'COLUMN ' : ''}${exists}${referencing ?? columnDefinition(state, random, name)}`,
    );
  }
  return actions.length === 0 ? undefined : [alter(state, random, table, actions)];
};

const addGenerated: Writer = (state, random) => {
  const table = random.maybe(free(state));
  const from = table && random.maybe(table.columns.filter((column) => isNumber(column) && !column.generated));
  return (
    from && [
      alter(state, random, table, [
        `ADD ${ident(newName(random, 'column'))} bigint GENERATED ALWAYS AS (${ident(from.name)} + 1) STORED`,
      ]),
    ]
  );
};

const dropColumn: Writer = (state, random) => {
  const [table, column] = anyColumn(state, random) ?? [];
  if (!table || !column) return undefined;
  const exists = random.chance(0.2) ? 'IF EXISTS ' : '';
  return [alter(state, random, table, [`DROP COLUMN ${exists}${ident(column.name)}${random.pick(['', ' CASCADE'])}`])];
};

const renameColumn: Writer = (state, random) => {
  const [table, column] = anyColumn(state, random) ?? [];
  return (
    table &&
    column && [
      `ALTER TABLE ${called(state, random, table)} RENAME ${random.pick(['', 'COLUMN '])}${ident(column.name)} TO ${ident(newName(random, 'column'))}`,
    ]
  );
};

const notNull: Writer = (state, random) => {
  const [table, column] = anyColumn(state, random) ?? [];
  return (
    table &&
    column && [
      alter(state, random, table, [`ALTER COLUMN ${ident(column.name)} ${random.pick(['SET', 'DROP'])} NOT NULL`]),
    ]
  );
};

const changeDefault: Writer = (state, random) => {
  const [table, column] = anyColumn(state, random) ?? [];
  if (!table || !column || column.generated || column.identity) return undefined;
  const value = defaultFor(random, column.type);
  const action = value !== undefined && random.chance(0.7) ? `SET DEFAULT ${value}` : 'DROP DEFAULT';
  return [alter(state, random, table, [`ALTER ${ident(column.name)} ${action}`])];
};

/** Another type, with an expression, since no cast may lead there by itself; a default may have to go first. */
const changeType: Writer = (state, random) => {
  const [table, column] = anyColumn(state, random) ?? [];
  if (!table || !column || column.generated || column.identity) return undefined;
  // A check or an expression is read again with the new type, and may then be nonsense.
  if (table.constraints.some(({ type, columns }) => type === 'c' && columns.includes(column.name))) return undefined;
  if (table.indexes.some(({ plain }) => !plain)) return undefined;
  const name = ident(column.name);
  const type = anyType(state, random);
  const to = `ALTER COLUMN ${name} ${random.pick(['TYPE', 'SET DATA TYPE'])} ${type} USING (${name}::text::${type})`;
  if (!column.hasDefault && !table.hasHeirs) return [alter(state, random, table, [to])];
  return [alter(state, random, table, [`ALTER COLUMN ${name} DROP DEFAULT`, to])];
};

const changeIdentity: Writer = (state, random) => {
  const [table, column] = anyColumn(state, random) ?? [];
  if (!table || !column) return undefined;
  const name = ident(column.name);
  if (column.identity) {
    return [
      alter(state, random, table, [
        `ALTER ${name} ${random.pick(['DROP IDENTITY', 'DROP IDENTITY IF EXISTS', 'SET GENERATED BY DEFAULT'])}`,
      ]),
    ];
  }
  if (column.generated) return [alter(state, random, table, [`ALTER ${name} DROP EXPRESSION`])];
  if (!isNumber(column) || column.hasDefault || !column.notNull) return undefined;
  return [
    alter(state, random, table, [`ALTER ${name} ADD GENERATED ${random.pick(['ALWAYS', 'BY DEFAULT'])} AS IDENTITY`]),
  ];
};

/** Several actions in one statement, whose order PostgreSQL chooses. */
const several: Writer = (state, random) => {
  const table = random.maybe(free(state).filter(({ columns }) => columns.length > 2));
  if (!table) return undefined;
  const [gone, kept] = random.some(table.columns, 2);
  const added = newName(random, 'column');
  if (!gone || !kept || table.columns.some(({ name }) => name === added)) return undefined;
  const actions = [
    `DROP COLUMN ${ident(gone.name)}`,
    `ALTER COLUMN ${ident(kept.name)} SET NOT NULL`,
    `ADD COLUMN ${columnDefinition(state, random, added)}`,
    `ADD UNIQUE (${ident(added)})`,
  ];
  return [alter(state, random, table, random.some(actions, 2 + random.below(3)))];
};

function anyColumn(state: State, random: Random): readonly [StateTable, StateColumn] | undefined {
  const table = random.maybe(state.tables.filter(({ columns }) => columns.length > 1));
  return table && [table, random.pick(table.columns)];
}

export const columnWriters: readonly Weighted[] = [
  [14, addColumn],
  [2, addGenerated],
  [5, dropColumn],
  [6, renameColumn],
  [5, notNull],
  [4, changeDefault],
  [6, changeType],
  [3, changeIdentity],
  [3, several],
];
