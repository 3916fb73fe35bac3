import type { DataType } from '../data-type.ts';

/** Whether Prisma casts what is in a column to another type that it knows, which is not the same as whether PostgreSQL could. */
export function isCast(from: DataType, to: DataType): boolean {
  if (from.name === 'money' || from.name === 'citext') return true;
  switch (to.name) {
    case 'text':
      return true;
    case 'character varying':
      return lengthOf(to) >= lettersOf(from);
    case 'character':
      return !notPadded.has(from.name) && lengthOf(to) >= (from.name === 'boolean' ? 4 : lettersOf(from));
    case 'bit':
      return from.name === 'bit varying' && lengthOf(to) <= lengthOf(from);
    case 'bit varying':
      return isBits(from, to);
    default:
      return others[from.name]?.includes(to.name) ?? false;
  }
}

/** How many letters Prisma wants for a value. Of texts it does not ask: PostgreSQL says when one is too long. */
const lettersOf = (type: DataType): number => (type.name === 'bit' ? lengthOf(type) : (letters[type.name] ?? 0));

const letters: Readonly<Record<string, number>> = {
  bytea: 3,
  uuid: 32,
  'timestamp without time zone': 23,
  'timestamp with time zone': 28,
  date: 28,
  'time without time zone': 14,
  'time with time zone': 19,
};

const notPadded: ReadonlySet<string> = new Set(['inet', 'oid']);

const lengthOf = ({ name, modifiers: [length] }: DataType): number =>
  length === undefined ? (name === 'character' || name === 'bit' ? 1 : Number.POSITIVE_INFINITY) : Number(length);

function isBits(from: DataType, to: DataType): boolean {
  if (from.name === 'bit') return lengthOf(to) >= lengthOf(from);
  return from.name === 'bit varying' && lengthOf(to) > lengthOf(from);
}

const numbers = ['smallint', 'integer', 'bigint', 'real', 'double precision', 'numeric'];
const [timestamp, timestamptz] = ['timestamp without time zone', 'timestamp with time zone'];
const [time, timetz] = ['time without time zone', 'time with time zone'];
const moments = [timestamp, timestamptz, 'date', time, timetz];

/** The types besides text and bits to which values of a type are cast. */
const others: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(numbers.map((name) => [name, numbers])),
  oid: ['integer', 'bigint'],
  text: ['citext'],
  inet: ['citext'],
  [timestamp]: moments,
  [timestamptz]: moments,
  date: [timestamp, timestamptz],
  [time]: [timetz],
  [timetz]: [time, timetz],
  json: ['jsonb'],
  jsonb: ['json'],
};
