import { type DataType, dataType } from '@refint/model';
import { plain, precise, type TypeTable } from './type-table.ts';

/** `Max` is written in lower case, as SQL Server prints it. */
const sized =
  (name: string) =>
  (args: readonly string[]): DataType =>
    dataType(
      name,
      args.map((each) => each.toLowerCase()),
    );

export const sqlserver: TypeTable = {
  scalars: {
    String: dataType('nvarchar', ['1000']),
    Boolean: dataType('bit'),
    Int: dataType('int'),
    BigInt: dataType('bigint'),
    Float: dataType('float', ['53']),
    Decimal: dataType('decimal', ['32', '16']),
    DateTime: dataType('datetime2'),
    Json: dataType('nvarchar', ['1000']),
    Bytes: dataType('varbinary', ['max']),
  },
  natives: {
    TinyInt: plain('tinyint'),
    SmallInt: plain('smallint'),
    Int: plain('int'),
    BigInt: plain('bigint'),
    Decimal: precise('decimal'),
    Money: plain('money'),
    SmallMoney: plain('smallmoney'),
    Bit: plain('bit'),
    Float: precise('float'),
    Real: plain('real'),
    Date: plain('date'),
    Time: plain('time'),
    DateTime: plain('datetime'),
    DateTime2: plain('datetime2'),
    DateTimeOffset: plain('datetimeoffset'),
    SmallDateTime: plain('smalldatetime'),
    Char: sized('char'),
    NChar: sized('nchar'),
    VarChar: sized('varchar'),
    Text: plain('text'),
    NVarChar: sized('nvarchar'),
    NText: plain('ntext'),
    Binary: sized('binary'),
    VarBinary: sized('varbinary'),
    Image: plain('image'),
    Xml: plain('xml'),
    UniqueIdentifier: plain('uniqueidentifier'),
  },
  synonyms: { integer: 'int', numeric: 'decimal' },
};
