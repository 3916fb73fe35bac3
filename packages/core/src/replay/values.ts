import { type ColumnDefinition, type DataType, type DefaultValue, dataType, type Failure } from '@refint/model';
import { isAssignable, shownType } from './casts.ts';
import type { World } from './world.ts';

/** Why a column cannot have a default, as far as its text says (cookDefault, src/backend/catalog/heap.c). */
export function defaultFailure(
  world: World,
  column: string,
  type: DataType | undefined,
  value: DefaultValue | undefined,
): Failure | undefined {
  if (!value || world.snapshot.dialect !== 'postgresql') return undefined;
  const { text } = value;
  // A history has thousands of defaults and few different ones; what a type of somebody's own takes may change.
  const key =
    type && type.schema === undefined ? `${type.name}(${type.modifiers})${type.dimensions} ${text}` : undefined;
  if (key !== undefined && fine.has(key)) return undefined;
  const refused = refusalOf(world, column, type, text);
  if (key !== undefined && !refused && fine.size < mostFine) fine.add(key);
  return refused;
}

const fine = new Set<string>();
const mostFine = 5_000;

function refusalOf(world: World, column: string, type: DataType | undefined, text: string): Failure | undefined {
  if (/\(\s*select\b/i.test(text)) return failure('0A000', 'cannot use subquery in DEFAULT expression');
  if (isName.test(text) && !constants.has(text.toLowerCase())) {
    return failure('0A000', 'cannot use column reference in DEFAULT expression');
  }
  const literal = textIn(text);
  if (!type) return undefined;
  if (literal !== undefined) return noValue(world, type, literal);
  const given = typeOf(text);
  if (!given || isAssignable(world, given, type) !== false) return undefined;
  const shown = `is of type ${shownType(type)} but default expression is of type ${shownType(given)}`;
  return failure('42804', `column "${column}" ${shown}`);
}

/** That a column can't be called like one that every table has. */
export const systemColumn = (name: string): Failure | undefined =>
  system.has(name) ? failure('42701', `column name "${name}" conflicts with a system column name`) : undefined;

/** What is wrong with a column before anything of it is made (transformColumnDefinition, parse_utilcmd.c). */
export function columnFailure(
  world: World,
  table: string,
  type: DataType | undefined,
  { name, identity, generated, default: value }: ColumnDefinition,
): Failure | undefined {
  if (world.snapshot.dialect !== 'postgresql') return undefined;
  const other = identity ? 'identity' : generated ? 'generation expression' : undefined;
  if (value && other !== undefined) {
    return failure('42601', `both default and ${other} specified for column "${name.name}" of table "${table}"`);
  }
  const reserved = systemColumn(name.name);
  if (reserved) return reserved;
  if (identity && type && (!['smallint', 'integer', 'bigint'].includes(type.name) || type.dimensions > 0)) {
    const isDomain = type.schema !== undefined;
    return isDomain ? undefined : failure('22023', 'identity column type must be smallint, integer, or bigint');
  }
  return defaultFailure(world, name.name, type, value?.value);
}

const system = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid']);

const isName = /^(?:"(?:[^"]|"")+"|[a-z_][\w$]*)$/i;

const constants = new Set(
  `current_date current_time current_timestamp localtime localtimestamp current_user session_user user current_role
  current_catalog current_schema system_user true false null`.split(/\s+/),
);

/** The value of a text that stands alone. */
const textIn = (text: string): string | undefined =>
  /^'(?:[^']|'')*'$/.test(text) ? text.slice(1, -1).replaceAll("''", "'") : undefined;

/** The type of a number, of a truth value, and of what a few functions give. */
function typeOf(text: string): DataType | undefined {
  const bare = text.toLowerCase().replace(/\s+/g, '');
  if (/^-?\d+$/.test(bare)) return dataType(Math.abs(Number(bare)) <= 2_147_483_647 ? 'integer' : 'bigint');
  if (/^-?\d*\.\d+$/.test(bare)) return dataType('numeric');
  const name = givers[bare];
  return name === undefined ? undefined : dataType(name);
}

const givers: Readonly<Record<string, string>> = {
  true: 'boolean',
  false: 'boolean',
  'now()': 'timestamp with time zone',
  current_timestamp: 'timestamp with time zone',
  current_date: 'date',
  'gen_random_uuid()': 'uuid',
};

/** Why a text in quotes is no value of a type; nothing where it is one, or where that is not known. */
function noValue(world: World, { schema, name, dimensions }: DataType, text: string): Failure | undefined {
  if (dimensions > 0) return undefined;
  if (schema !== undefined) {
    const type = world.snapshot.typeNamed(schema, name);
    if (type?.kind !== 'enum' || type.values.includes(text)) return undefined;
    return failure('22P02', `invalid input value for enum ${name}: "${text}"`);
  }
  return writtenLike[name]?.test(text) === false
    ? failure('22P02', `invalid input syntax for type ${name}: "${text}"`)
    : undefined;
}

const wholeNumber = /^\s*[+-]?(?:\d[\d_]*|0x[\da-f_]+|0o[0-7_]+|0b[01_]+)\s*$/i;

/** How values are written, or more widely than that: other bases and underscores came with version 16. */
const writtenLike: Readonly<Record<string, RegExp>> = {
  smallint: wholeNumber,
  integer: wholeNumber,
  bigint: wholeNumber,
  boolean: /^\s*(?:t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|0|1)\s*$/i,
  uuid: /^\{?(?:[\da-f]{4}-?){8}\}?$/i,
};

const failure = (code: string, text: string): Failure => ({ code, text, missing: undefined });
