import type { Column, ForeignKey, TableId } from '@refint/model';
import { quote, quoteTable } from '../sql/quote.ts';
import { numberOf, sqlIn } from './cell.ts';
import { inOrderOfNeed } from './circles.ts';
import type { Planner } from './planner.ts';
import { isUnfillable, type Special, type Template, type Unfillable } from './template.ts';

/** One row: what its columns hold, as SQL, and the rows that it references. */
export interface SampleRow {
  readonly table: TableId;
  readonly number: number;
  readonly template: Template;
  /** By column. A column that is not in it is not written: the server gives it its default. */
  readonly values: ReadonlyMap<string, string>;
  readonly references: readonly { readonly key: ForeignKey; readonly row: SampleRow }[];
}

/** Rows of each statement, in an order in which they can be inserted. Rows that need each other share a statement. */
export interface SampleRows {
  readonly groups: readonly (readonly SampleRow[])[];
  readonly unfillable: readonly Unfillable[];
}

export interface Wanted {
  readonly table: TableId;
  readonly number: number;
  readonly special?: Special | undefined;
}

/** The rows that are wanted, with all that they need. */
export function rowsFor(planner: Planner, wanted: readonly Wanted[]): SampleRows {
  const rows = new Map<string, SampleRow>();
  const unfillable: Unfillable[] = [];
  const add = (made: Template, number: number, key: string): SampleRow => {
    const known = rows.get(key);
    if (known) return known;
    const references: { key: ForeignKey; row: SampleRow }[] = [];
    const row = { table: made.table.id, number, template: made, values: valuesOf(made, number), references };
    rows.set(key, row);
    for (const use of made.uses) {
      const to = planner.templateOf(use.key.referencedTable);
      // Else it would not be said to be fillable.
      if (isUnfillable(to)) continue;
      const theirs = numberOf(use.row, number);
      references.push({ key: use.key, row: add(to, theirs, `${theirs} ${to.table.id}`) });
    }
    return row;
  };
  for (const { table, number, special } of wanted) {
    const made = special ? planner.specialOf(table, special) : planner.templateOf(table);
    if (isUnfillable(made)) unfillable.push(made);
    else if (number > made.most && number > 1)
      unfillable.push({ table, check: undefined, because: made.limitedBy ?? `there are only ${made.most} rows` });
    else add(made, number, special ? `special ${number} ${table}` : `${number} ${table}`);
  }
  return { groups: inOrderOfNeed([...rows.values()], (row) => row.references.map((one) => one.row)), unfillable };
}

function valuesOf({ cells }: Template, number: number): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, cell] of cells) {
    const sql = sqlIn(cell, number);
    if (sql !== undefined) values.set(name, sql);
  }
  return values;
}

/** The statement that inserts rows which belong together: one INSERT, or several in one WITH, so that each finds the others. */
export function insertOf(group: readonly SampleRow[]): string {
  const inserts = group.map(({ template, values }) => {
    const written = new Map([...values].filter(([name, sql]) => isWritten(columnIn(template, name), sql)));
    if (written.size === 0) return `INSERT INTO ${quoteTable(template.table.id)} DEFAULT VALUES`;
    return `${intoOf(template, [...written.keys()])} VALUES (${[...written.values()].join(', ')})`;
  });
  return together(inserts);
}

/** Several statements as one: foreign keys are looked at when all of it is done (PostgreSQL manual, 7.8.4 and CREATE TABLE). */
export function together(inserts: readonly string[]): string {
  const last = inserts.at(-1) ?? '';
  const others = inserts.slice(0, -1).map((insert, at) => `refint_${at + 1} AS (${insert})`);
  return others.length > 0 ? `WITH ${others.join(',\n  ')}\n${last}` : last;
}

const columnIn = ({ table }: Template, name: string): Column | undefined =>
  table.columns.find((column) => column.name === name);

/** A NULL need not be written where it is what a column gets anyway. */
export const isWritten = (column: Column | undefined, sql: string): boolean =>
  sql !== 'NULL' || column?.default !== undefined || column?.identity !== undefined;

/** `INSERT INTO … (…)`; an identity column takes what is given only when that is said. */
export function intoOf(template: Template, columns: readonly string[]): string {
  const overrides = columns.some((name) => columnIn(template, name)?.identity === 'always');
  const into = `INSERT INTO ${quoteTable(template.table.id)} (${columns.map(quote).join(', ')})`;
  return overrides ? `${into} OVERRIDING SYSTEM VALUE` : into;
}
