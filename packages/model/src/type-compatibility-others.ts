import type { DataType } from './data-type.ts';
import { differs, refused, same, type TypeVerdict, unknown } from './type-compatibility-verdict.ts';

const mysqlIntegers = new Set(['tinyint', 'smallint', 'mediumint', 'int', 'bigint']);
const mysqlAliases: Readonly<Record<string, string>> = {
  integer: 'int',
  int4: 'int',
  dec: 'decimal',
  numeric: 'decimal',
  fixed: 'decimal',
};

/**
 * MySQL 8.4 Reference Manual, "FOREIGN KEY Constraints": size and sign of fixed precision types such as INTEGER and
 * DECIMAL must be the same; the length of string types need not be (their character set and collation must, which a type
 * does not tell). What the manual does not say is `unknown`.
 */
export function typesInMysql(referenced: DataType, referencing: DataType): TypeVerdict {
  const key = mysqlType(referenced);
  const column = mysqlType(referencing);
  const isInteger = (type: MysqlType) => mysqlIntegers.has(type.name);
  if (key.name !== column.name) {
    if (!(isInteger(key) && isInteger(column))) return unknown;
    return refused(`MySQL needs integers of the same size: ${column.shown} is not ${key.shown}`);
  }
  if (key.unsigned !== column.unsigned)
    return refused(`MySQL needs numbers of the same sign: ${column.shown} is not ${key.shown}`);
  if (isInteger(key) || key.length === column.length) return same;
  if (key.name === 'decimal')
    return refused(`MySQL needs decimals of the same size: ${column.shown} is not ${key.shown}`);
  if (/^(?:var)?(?:char|binary)$/.test(key.name)) return differs(lengthReason(key, column));
  return unknown;
}

interface MysqlType {
  readonly name: string;
  readonly unsigned: boolean;
  readonly length: string;
  readonly shown: string;
}

/** `INT(11) UNSIGNED ZEROFILL` is `int`, unsigned; the number in an integer's parentheses is a width of display only. */
function mysqlType({ name, modifiers }: DataType): MysqlType {
  const [word = '', ...attributes] = name.toLowerCase().split(/\s+/);
  const plain = mysqlAliases[word] ?? word;
  const unsigned = attributes.includes('unsigned') || attributes.includes('zerofill');
  const whole = plain === 'decimal' ? [modifiers[0] ?? '10', modifiers[1] ?? '0'] : modifiers;
  const shown = (modifiers.length > 0 ? `${word}(${modifiers.join(',')})` : word) + (unsigned ? ' unsigned' : '');
  return { name: plain, unsigned, length: whole.join(), shown };
}

function lengthReason(key: MysqlType, column: MysqlType): string {
  return Number(column.length || 1) < Number(key.length || 1)
    ? `${column.shown} cannot hold every ${key.shown}`
    : `${column.shown} holds values that no ${key.shown} can have`;
}

const sqlserverAliases: Readonly<Record<string, string>> = {
  numeric: 'decimal',
  dec: 'decimal',
  integer: 'int',
  timestamp: 'rowversion',
  character: 'char',
};
const sqlserverDefaults: Readonly<Record<string, string>> = {
  decimal: '18,0',
  datetime2: '7',
  datetimeoffset: '7',
  time: '7',
};
const sqlserverTypes = new Set(
  (
    'bit tinyint smallint int bigint decimal money smallmoney float real date time datetime smalldatetime datetime2 datetimeoffset ' +
    'char varchar nchar nvarchar binary varbinary uniqueidentifier rowversion'
  ).split(' '),
);

/**
 * SQL Server wants the same type (error 1778) of the same length and scale (error 1753) on both sides: Transact-SQL
 * reference, "CREATE TABLE", FOREIGN KEY REFERENCES, and "Database engine errors". User-defined types are `unknown`.
 */
export function typesInSqlserver(referenced: DataType, referencing: DataType): TypeVerdict {
  const key = sqlserverType(referenced);
  const column = sqlserverType(referencing);
  if (!sqlserverTypes.has(key.name) || !sqlserverTypes.has(column.name)) return unknown;
  if (key.name !== column.name)
    return refused(`SQL Server needs the same type: ${column.name} is not ${key.name} (error 1778)`);
  if (key.size === column.size) return same;
  if (key.size === '' || column.size === '') return unknown;
  return refused(
    `SQL Server needs the same length and scale: ${column.name}(${column.size}) is not ${key.name}(${key.size}) (error 1753)`,
  );
}

function sqlserverType({ name, modifiers }: DataType): { readonly name: string; readonly size: string } {
  const word = name.toLowerCase();
  const plain = sqlserverAliases[word] ?? word;
  const written = modifiers.map((modifier) => modifier.toLowerCase());
  const size = plain === 'decimal' && written.length === 1 ? `${written[0]},0` : written.join();
  return { name: plain, size: size || (sqlserverDefaults[plain] ?? '') };
}

/**
 * SQLite takes every type and gives the referencing value the affinity of the referenced column before it compares
 * ("SQLite Foreign Key Support", section 3; affinities as in "Datatypes In SQLite", section 3.1).
 */
export function typesInSqlite(referenced: DataType, referencing: DataType): TypeVerdict {
  const key = affinity(referenced);
  const column = affinity(referencing);
  if (key === column) return same;
  return differs(`SQLite stores ${referencing.name} as ${column} and compares it as ${key}, like ${referenced.name}`);
}

function affinity({ name }: DataType): 'INTEGER' | 'TEXT' | 'BLOB' | 'REAL' | 'NUMERIC' {
  const word = name.toUpperCase();
  if (word.includes('INT')) return 'INTEGER';
  if (/CHAR|CLOB|TEXT/.test(word)) return 'TEXT';
  if (word === '' || word.includes('BLOB')) return 'BLOB';
  return /REAL|FLOA|DOUB/.test(word) ? 'REAL' : 'NUMERIC';
}
