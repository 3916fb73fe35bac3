import { dataType } from '@refint/model';
import { postgresql } from './postgresql.ts';
import { precise, type TypeTable } from './type-table.ts';

/** CockroachDB answers with PostgreSQL's names. */
export const cockroachdb: TypeTable = {
  scalars: postgresql.scalars,
  natives: {
    Bit: ([length = '1']) => dataType('bit', [length]),
    Bool: () => dataType('boolean'),
    Bytes: () => dataType('bytea'),
    Char: ([length = '1']) => dataType('character', [length]),
    CatalogSingleChar: () => dataType('"char"'),
    Date: () => dataType('date'),
    Decimal: precise('numeric'),
    Float4: () => dataType('real'),
    Float8: () => dataType('double precision'),
    Inet: () => dataType('inet'),
    Int2: () => dataType('smallint'),
    Int4: () => dataType('integer'),
    Int8: () => dataType('bigint'),
    JsonB: () => dataType('jsonb'),
    Oid: () => dataType('oid'),
    String: (args) => (args.length > 0 ? dataType('character varying', args) : dataType('text')),
    Time: precise('time without time zone'),
    Timetz: precise('time with time zone'),
    Timestamp: precise('timestamp without time zone'),
    Timestamptz: precise('timestamp with time zone'),
    Uuid: () => dataType('uuid'),
    VarBit: precise('bit varying'),
  },
  synonyms: { ...postgresql.synonyms, string: 'text', bytes: 'bytea' },
};
