import { full } from './names.ts';
import type { Random } from './random.ts';
import type { State, StateColumn } from './state.ts';

const plain =
  `int int int bigint smallint text text varchar(20) varchar(255) numeric(10,2) numeric timestamp(3) timestamptz date uuid
  boolean jsonb text[] int[] char(3) varchar real bytea time interval`.split(/\s+/);

/** A type for a column: one of PostgreSQL's own, or one that the history made. */
export function anyType(state: State, random: Random): string {
  const made = random.chance(0.25) ? random.maybe(state.types) : undefined;
  if (!made) return random.pick(plain);
  return full(made) + (made.kind === 'e' && random.chance(0.3) ? '[]' : '');
}

export const serial = (random: Random): string => random.pick(['serial', 'bigserial', 'smallserial']);

const defaults: Readonly<Record<string, readonly string[]>> = {
  integer: ['1', '-1', '(1 + 1)', 'NULL'],
  bigint: ['1', '0'],
  smallint: ['3'],
  text: [`'x'`, `'it''s'`, `lower('A')`, `'a' || 'b'`, `CAST('y' AS text)`],
  numeric: ['1.5', '0'],
  uuid: ['gen_random_uuid()'],
  boolean: ['true', 'FALSE', '(NOT true)'],
  date: ['CURRENT_DATE', `'2020-01-01'`],
  jsonb: [`'{}'`, `'[]'::jsonb`],
  'text[]': [`'{}'`, 'ARRAY[]::text[]'],
  'integer[]': [`'{1,2}'`],
};

/** A default that fits a type as `format_type` prints it or as it is written; nothing when none is known. */
export function defaultFor(random: Random, type: string): string | undefined {
  const bare = type.replace(/\(.*\)/, '').trim();
  if (/^timestamp/.test(bare)) return random.pick(['now()', 'CURRENT_TIMESTAMP']);
  if (/^(?:character varying|varchar)$/.test(bare)) return random.pick([`'x'`, `'y'::varchar`]);
  const known = defaults[bare === 'int' ? 'integer' : bare === 'int[]' ? 'integer[]' : bare];
  return known && random.pick(known);
}

/** A condition about a column that any type has an answer to. */
export const condition = (random: Random, column: string): string =>
  random.pick([
    `${column} IS NOT NULL`,
    `${column}::text <> ''`,
    `length(${column}::text) < 100`,
    `NOT (${column} IS NULL)`,
  ]);

export const isNumber = ({ type }: StateColumn): boolean => /^(?:integer|bigint|smallint)$/.test(type);

/** Whether what it is as text is the same in every session, so that an index may hold it. */
export const isText = ({ type }: StateColumn): boolean =>
  /^(?:text|character varying(?:\(\d+\))?|integer|bigint|smallint|uuid)$/.test(type);

/** Whether a btree can hold it. */
export const isSorted = ({ type }: StateColumn): boolean => !/^(?:json|xml|point)\b/.test(type);
