import { type Column, type Index, quoted, quotedTable, type Snapshot, type Table } from '@refint/model';
import type { Roll } from './untouched-invented.ts';

/**
 * Statements that people might write past Prisma: at most one for each table of a state, so that none of them changes what
 * another one names. Some cannot run, where something else needs what they drop.
 */
export const mutationsOf = (state: Snapshot, roll: Roll): readonly string[] => [
  ...state.tables.flatMap((table) => (roll(3) === 0 ? [] : [mutationOf(table, roll)])),
  ...state.types.flatMap(({ kind, schema, name }) =>
    kind === 'enum' && roll(2) ? [`ALTER TYPE ${quotedTable({ schema, name })} ADD VALUE 'more ${roll(9)}'`] : [],
  ),
  `CREATE TYPE mood AS ENUM ('good')`,
];

type Mutation = (table: Table, roll: Roll) => string | undefined;

function mutationOf(table: Table, roll: Roll): string {
  for (let tries = 0; tries < 20; tries++) {
    const made = mutations[roll(mutations.length)]?.(table, roll);
    if (made !== undefined) return made;
  }
  return `CREATE TABLE extra_${roll(1000)} (id integer)`;
}

const one = <T>(list: readonly T[], roll: Roll): T | undefined => list[roll(Math.max(1, list.length))];
const alter = (table: Table, action: string): string => `ALTER TABLE ${quotedTable(table)} ${action}`;

const ofColumn =
  (action: (column: Column, roll: Roll) => string): Mutation =>
  (table, roll) => {
    const column = one(table.columns, roll);
    return column && alter(table, action(column, roll));
  };
const ofIndex =
  (statement: (index: Index, table: Table) => string): Mutation =>
  (table, roll) => {
    const index = one(
      table.indexes.filter(({ constraint }) => !constraint),
      roll,
    );
    return index && statement(index, table);
  };
const named = (table: Table, name: string): string => quotedTable({ schema: table.schema, name });

/** A list of one or two columns, each in one of both orders. */
function parts({ columns }: Table, roll: Roll): string {
  const picked = new Set([one(columns, roll), one(columns, roll)]);
  return [...picked].flatMap((column) => (column ? [quoted(column.name) + (roll(3) ? '' : ' DESC')] : [])).join(', ');
}

const mutations: readonly Mutation[] = [
  ofColumn((_, roll) => `ADD COLUMN extra integer${roll(2) ? ' NOT NULL DEFAULT 0' : ''}`),
  ofColumn(({ name }) => `DROP COLUMN ${quoted(name)} CASCADE`),
  ofColumn(({ name }) => `RENAME COLUMN ${quoted(name)} TO renamed`),
  ofColumn(({ name }, roll) => `ALTER COLUMN ${quoted(name)} ${roll(2) ? 'SET' : 'DROP'} NOT NULL`),
  ofColumn(({ name }) => `ALTER COLUMN ${quoted(name)} DROP DEFAULT`),
  ofColumn(({ name }, roll) => `ALTER COLUMN ${quoted(name)} SET DEFAULT ${one(["'1'", '0', 'now()', "'x'"], roll)}`),
  ofColumn(({ name }) => `ALTER COLUMN ${quoted(name)} TYPE text USING ${quoted(name)}::text`),
  ofColumn(({ name }) => `ALTER COLUMN ${quoted(name)} TYPE bigint USING ${quoted(name)}::text::bigint`),
  ofIndex((index, table) => `DROP INDEX ${named(table, index.name)}`),
  ofIndex((index, table) => `ALTER INDEX ${named(table, index.name)} RENAME TO "renamed index ${table.name}"`),
  (table, roll) => `CREATE INDEX "by hand ${table.name}" ON ${quotedTable(table)} (${parts(table, roll)})`,
  (table, roll) => `CREATE UNIQUE INDEX "by hand ${table.name}" ON ${quotedTable(table)} (${parts(table, roll)})`,
  (table, roll) => {
    const column = one(table.columns, roll)?.name ?? '';
    const condition = roll(2) ? `WHERE ${quoted(column)} IS NOT NULL` : `INCLUDE (${quoted(column)})`;
    return `CREATE INDEX "by hand ${table.name}" ON ${quotedTable(table)} (${parts(table, roll)}) ${condition}`;
  },
  (table, roll) => {
    const key = one(table.foreignKeys, roll);
    if (!key) return undefined;
    const name = quoted(key.name);
    return alter(table, roll(2) ? `DROP CONSTRAINT ${name}` : `RENAME CONSTRAINT ${name} TO "renamed key"`);
  },
  (table, roll) => {
    const key = one(table.foreignKeys, roll);
    const to = key?.columns.map(quoted).join(', ');
    return (
      key &&
      alter(
        table,
        `ADD CONSTRAINT "${roll(2) ? 'a' : 'zz'} second" FOREIGN KEY (${to}) REFERENCES ${key.referencedTable
          .split('.')
          .map(quoted)
          .join(
            '.',
          )} (${key.referencedColumns.map(quoted).join(', ')}) ON DELETE ${one(['CASCADE', 'RESTRICT'], roll)}`,
      )
    );
  },
  (table) => table.primaryKey && alter(table, `DROP CONSTRAINT ${quoted(table.primaryKey.name)} CASCADE`),
  (table) => table.primaryKey && alter(table, `RENAME CONSTRAINT ${quoted(table.primaryKey.name)} TO "renamed pk"`),
  (table) => alter(table, `RENAME TO "renamed ${table.name}"`),
  (table) => `DROP TABLE ${quotedTable(table)} CASCADE`,
];
