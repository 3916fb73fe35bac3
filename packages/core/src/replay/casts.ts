import { type DataType, formatType } from '@refint/model';
import type { World } from './world.ts';

/** A type as it stands in messages of PostgreSQL: without length and precision. */
export const shownType = (type: DataType): string => formatType({ ...type, modifiers: [] });

/** Types of texts: into them everything may be assigned, through its written form. */
const texts = new Set(['text', 'character varying', 'character']);

const numbers = 'smallint integer bigint numeric real double precision'.split(/ (?!precision)/);

/**
 * What values become by themselves where they are assigned: pg_cast with castcontext `a` or `i`. A test asks the server
 * about every pair of the types that stand here.
 */
const assigned: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(numbers.map((number) => [number, numbers])),
  integer: [...numbers, 'money'],
  bigint: [...numbers, 'money'],
  numeric: [...numbers, 'money'],
  money: ['numeric'],
  'timestamp without time zone': ['date', 'timestamp with time zone', 'time without time zone'],
  'timestamp with time zone': ['date', 'timestamp without time zone', 'time without time zone', 'time with time zone'],
  date: ['timestamp without time zone', 'timestamp with time zone'],
  'time without time zone': ['interval', 'time with time zone'],
  'time with time zone': ['time without time zone'],
  interval: ['time without time zone'],
  cidr: ['inet'],
  inet: ['cidr'],
  json: ['jsonb'],
  jsonb: ['json'],
  ...Object.fromEntries(['boolean', 'uuid', 'bytea', 'xml', 'tsvector', ...texts].map((name) => [name, []])),
};

/** The types that are looked at here; of all others nothing is said. */
export const castTypes: readonly string[] = Object.keys(assigned);

/**
 * Whether values of a type become those of another where they are assigned, as in ALTER COLUMN … TYPE without USING.
 * Nothing where it depends on what extensions bring, or on what domains are made of.
 */
export function isAssignable(world: World, from: DataType, to: DataType): boolean | undefined {
  if (!isKnown(world, from) || !isKnown(world, to)) return undefined;
  const isList = to.dimensions > 0;
  if (from.name === to.name && from.schema === to.schema && from.dimensions > 0 === isList) return true;
  if (!isList && to.schema === undefined && texts.has(to.name)) return true;
  if (from.dimensions > 0 !== isList) return false;
  if (from.schema !== undefined || to.schema !== undefined) return to.schema === undefined && texts.has(to.name);
  return texts.has(to.name) || assigned[from.name]?.includes(to.name) === true;
}

function isKnown(world: World, { schema, name }: DataType): boolean {
  if (schema === undefined) return name in assigned;
  return world.snapshot.typeNamed(schema, name)?.kind === 'enum';
}
