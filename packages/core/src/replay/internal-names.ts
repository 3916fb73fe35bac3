import type { DataType } from '@refint/model';

const internal: Readonly<Record<string, string>> = {
  integer: 'int4',
  bigint: 'int8',
  smallint: 'int2',
  boolean: 'bool',
  'character varying': 'varchar',
  character: 'bpchar',
  'double precision': 'float8',
  real: 'float4',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
  'time with time zone': 'timetz',
  'bit varying': 'varbit',
  '"char"': 'char',
};

/** The name of a type in pg_type, which is not the one that is printed: `int4` for integer, `_text` for an array of text. */
export function internalName({ name, dimensions }: DataType): string {
  const base = internal[name] ?? name;
  return dimensions > 0 ? `_${base}` : base;
}

const printed: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(internal).map(([name, short]) => [short, name])),
  int: 'integer',
  decimal: 'numeric',
  dec: 'numeric',
  float: 'double precision',
  char: 'character',
  bpchar: 'character',
};

/** The name under which a type is printed, of any of its names of one word. */
export const printedName = (name: string): string => printed[name] ?? name;
