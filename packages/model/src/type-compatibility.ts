import type { DataType } from './data-type.ts';
import type { Snapshot } from './snapshot.ts';
import { typesInMysql, typesInSqlite, typesInSqlserver } from './type-compatibility-others.ts';
import { typesInPostgresql } from './type-compatibility-postgresql.ts';
import { same, type TypeVerdict, unknown } from './type-compatibility-verdict.ts';

/**
 * Whether a foreign key may go from a column of the type `referencing` to a column of the type `referenced`, as the
 * dialect of `types` judges. Names of user types are looked up in `types`, so both ends come from one state.
 */
export function foreignKeyTypes(
  referenced: DataType,
  referencing: DataType,
  types: Pick<Snapshot, 'typeNamed' | 'dialect'>,
): TypeVerdict {
  switch (types.dialect) {
    case 'postgresql':
      return typesInPostgresql(referenced, referencing, types);
    case 'mysql':
      return typesInMysql(referenced, referencing);
    case 'sqlserver':
      return typesInSqlserver(referenced, referencing);
    case 'sqlite':
      return typesInSqlite(referenced, referencing);
    case 'cockroachdb':
      return isIdentical(referenced, referencing) ? same : unknown;
    case 'mongodb':
      return unknown;
  }
}

const isIdentical = (a: DataType, b: DataType): boolean =>
  a.name === b.name &&
  a.schema === b.schema &&
  a.dimensions === b.dimensions &&
  a.modifiers.join() === b.modifiers.join();
