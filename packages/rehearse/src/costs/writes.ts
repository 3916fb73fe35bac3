import type { ForeignKey, Table } from '@refint/model';
import { quote, quoteAll, quoteTable } from '@refint/plan';
import type { Session } from '../servers/session.ts';
import type { Operation } from './operations.ts';

/** So many rows are written one by one for each kind of write. */
const operations = 50;

/** Rows are found again by where they are: nothing moves them meanwhile. */
const isOneOf = (places: readonly string[]): string =>
  `ctid = ANY ('{${places.map((at) => `"${at}"`).join(',')}}'::tid[])`;

/** Takes rows out of the referencing table and puts them in again. */
export async function inserts(session: Session, key: ForeignKey, table: Table): Promise<Operation> {
  const name = quoteTable(key.table);
  const columns = quoteAll(
    table.columns.filter(({ generated }) => generated === undefined).map((column) => column.name),
  );
  const places = await placesIn(session, name, heldIn(key));
  return {
    before: [
      `CREATE TEMP TABLE refint_sample AS SELECT row_number() OVER () AS refint_number, * FROM ${name} WHERE ${isOneOf(places)}`,
      `DELETE FROM ${name} WHERE ${isOneOf(places)}`,
    ],
    timed: places.map(
      (_, at) =>
        `INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM pg_temp.refint_sample WHERE refint_number = ${at + 1}`,
    ),
  };
}

/** Lets rows reference another row than before. */
export async function updates(session: Session, key: ForeignKey): Promise<Operation> {
  const name = quoteTable(key.table);
  const held = key.referencedColumns.map((column) => `p.${quote(column)}`);
  const written = held.map((column) => `quote_literal(${column}::text) || '::' || pg_typeof(${column})`);
  const isHeld = held.map((column) => `${column} IS NOT NULL`).join(' AND ');
  const { rows: keys } = await session.query<{ key: readonly string[] }>(
    `SELECT json_build_array(${written.join(', ')}) AS key FROM ${quoteTable(key.referencedTable)} p WHERE ${isHeld} LIMIT 2`,
  );
  const [one, other] = keys.map(({ key: values }) => values);
  if (!one || !other) return { before: [], timed: [] };
  const isFirst = key.columns.map((column, at) => `${quote(column)} = ${one[at]}`).join(' AND ');
  const places = await placesIn(session, name, heldIn(key), `${isFirst}`);
  const set = (values: readonly string[]): string =>
    key.columns.map((column, at) => `${quote(column)} = ${values[at]}`).join(', ');
  return {
    before: [],
    timed: places.map(
      (at, index) => `UPDATE ${name} SET ${set(places.flags[index] ? other : one)} WHERE ctid = '${at}'`,
    ),
  };
}

/** Deletes rows of the referenced table that nothing references any more. */
export async function deletes(session: Session, key: ForeignKey): Promise<Operation> {
  const name = quoteTable(key.referencedTable);
  const places = await placesIn(
    session,
    name,
    key.referencedColumns.map((column) => `${quote(column)} IS NOT NULL`).join(' AND '),
  );
  const equal = key.columns.map((column, at) => `p.${quote(key.referencedColumns[at] ?? '')} = f.${quote(column)}`);
  return {
    before: [
      `DELETE FROM ${quoteTable(key.table)} f USING ${name} p WHERE ${equal.join(' AND ')} AND p.${isOneOf(places)}`,
    ],
    timed: places.map((at) => `DELETE FROM ${name} WHERE ctid = '${at}'`),
  };
}

const heldIn = ({ columns }: ForeignKey): string =>
  columns.map((column) => `${quote(column)} IS NOT NULL`).join(' AND ');

/** Where some rows are, each with whether something is so of it. */
async function placesIn(
  session: Session,
  name: string,
  where: string,
  flag = 'true',
): Promise<readonly string[] & { readonly flags: readonly boolean[] }> {
  const { rows } = await session.query<{ at: string; flag: boolean }>(
    `SELECT ctid::text AS at, ${flag} AS flag FROM ONLY ${name} WHERE ${where} LIMIT ${operations}`,
  );
  return Object.assign(
    rows.map(({ at }) => at),
    { flags: rows.map((row) => row.flag) },
  );
}
