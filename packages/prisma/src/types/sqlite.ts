import { dataType } from '@refint/model';
import type { TypeTable } from './type-table.ts';

/** SQLite keeps the type's name as it was declared; these are the ones that Prisma declares. */
export const sqlite: TypeTable = {
  scalars: {
    String: dataType('TEXT'),
    Boolean: dataType('BOOLEAN'),
    Int: dataType('INTEGER'),
    BigInt: dataType('BIGINT'),
    Float: dataType('REAL'),
    Decimal: dataType('DECIMAL'),
    DateTime: dataType('DATETIME'),
    Json: dataType('JSONB'),
    Bytes: dataType('BLOB'),
  },
  natives: {},
  synonyms: {},
};
