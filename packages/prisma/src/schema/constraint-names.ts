import { cutBytes, type Dialect } from '@refint/model';

/** The longest name that a database takes, in bytes of UTF-8, as Prisma has it for each. */
const limits: Readonly<Record<Dialect, number>> = {
  postgresql: 63,
  cockroachdb: 63,
  mysql: 64,
  sqlite: 10_000,
  sqlserver: 128,
  mongodb: 127,
};

/**
 * A name as the database keeps it. PostgreSQL cuts what is longer than 63 bytes wherever it stands (Identifiers and Key
 * Words), so tables, columns and enums live on under a shorter name; all others refuse such names.
 */
export const keptName = (dialect: Dialect, name: string): string =>
  dialect !== 'postgresql' || name.length * 3 <= limits.postgresql ? name : cutBytes(name, limits.postgresql);

/** MySQL calls every primary key so, and SQLite's have no names. */
export function primaryKeyName(dialect: Dialect, table: string): string {
  if (dialect === 'mysql') return 'PRIMARY';
  return dialect === 'sqlite' ? '' : withSuffix(dialect, table, '_pkey');
}

/** The name that Prisma gives to a constraint or index without `map`: all are made of database names. */
export const constraintName = (
  dialect: Dialect,
  table: string,
  columns: readonly string[],
  suffix: '_key' | '_idx' | '_fkey',
): string => withSuffix(dialect, `${table}_${columns.join('_')}`, suffix);

/** A relation's join table: its name starts with an underscore and is cut like any other. */
export const joinTableName = (dialect: Dialect, relation: string): string =>
  cutLetters(`_${relation}`, limits[dialect]);

/** Names of what belongs to a join table; PostgreSQL has a primary key there since Prisma 6, all others a unique index. */
export function joinTableNames(dialect: Dialect, table: string) {
  const limit = limits[dialect];
  const keyed = dialect === 'postgresql' || dialect === 'cockroachdb';
  const both = keyed ? '_AB_pkey' : '_AB_unique';
  const forKeys = cutBytes(table, limit - '_fkey'.length - 2);
  return {
    keyed,
    both: cutLetters(table, limit - both.length) + both,
    second: `${cutLetters(table, limit - '_B_index'.length)}_B_index`,
    foreignKeys: { A: `${forKeys}_A_fkey`, B: `${forKeys}_B_fkey` },
  };
}

/** What comes before the suffix is cut, so that the suffix survives; never inside a letter. */
const withSuffix = (dialect: Dialect, stem: string, suffix: string): string =>
  cutBytes(stem, limits[dialect] - suffix.length) + suffix;

const plain = /^[\0-\x7f]*$/;

const cutLetters = (name: string, letters: number): string =>
  plain.test(name) ? name.slice(0, letters) : [...name].slice(0, letters).join('');
