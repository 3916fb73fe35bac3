import type { Snapshot, Table } from '@refint/model';

/** How much of everything a state holds, counted as the catalogs of PostgreSQL do. */
export interface StateCounts {
  /** Tables, partitioned tables and partitions; views are none. */
  readonly tables: number;
  readonly columns: number;
  /** Columns that must have a value. `information_schema` lists each of them as a CHECK, `pg_constraint` does not. */
  readonly requiredColumns: number;
  readonly primaryKeys: number;
  /** `contype = 'f'`; of a schema the relations that ask for one. */
  readonly foreignKeys: number;
  /** Those of them that were never validated. */
  readonly notValid: number;
  /** `contype = 'c'`: the checks of tables. Nothing for a Prisma schema, which cannot declare any. */
  readonly checks: number | undefined;
  /** Unique constraints, and unique indexes over all rows that serve none. */
  readonly uniques: number;
  /** Unique indexes that hold for some of the rows only. */
  readonly partialUniqueIndexes: number;
  /** All indexes, those of primary keys and unique constraints too. */
  readonly indexes: number;
}

/** Counts what migrations made. */
export const madeCounts = ({ tables }: Snapshot): StateCounts => ({
  ...countsOf(tables),
  foreignKeys: sum(tables, ({ foreignKeys }) => foreignKeys.length),
  notValid: sum(tables, ({ foreignKeys }) => foreignKeys.filter(({ validated }) => !validated).length),
  checks: sum(tables, ({ checks }) => checks.length),
});

/** Counts what a schema declares, which knows no checks. */
export const declaredCounts = ({ tables }: Snapshot): StateCounts => ({
  ...countsOf(tables.filter(({ form }) => form !== 'view')),
  foreignKeys: sum(tables, ({ form, relations }) => (form === 'view' ? 0 : relations.length)),
  notValid: 0,
  checks: undefined,
});

const countsOf = (tables: readonly Table[]): Omit<StateCounts, 'foreignKeys' | 'notValid' | 'checks'> => ({
  tables: tables.length,
  columns: sum(tables, ({ columns }) => columns.length),
  requiredColumns: sum(tables, ({ columns }) => columns.filter(({ nullable }) => !nullable).length),
  primaryKeys: sum(tables, ({ primaryKey }) => (primaryKey ? 1 : 0)),
  uniques: sum(tables, ({ uniques, indexes }) => uniques.length + indexes.filter(isPlainUnique).length),
  partialUniqueIndexes: sum(tables, ({ indexes }) => indexes.filter(isPartialUnique).length),
  indexes: sum(tables, ({ indexes }) => indexes.length),
});

const isPlainUnique = (index: Table['indexes'][number]): boolean =>
  index.unique && index.constraint === undefined && index.predicate === undefined;

/** Whether an index forbids duplicates among some of the rows. */
export const isPartialUnique = ({ unique, predicate }: Table['indexes'][number]): boolean =>
  unique && predicate !== undefined;

const sum = (tables: readonly Table[], of: (table: Table) => number): number =>
  tables.reduce((total, table) => total + of(table), 0);
