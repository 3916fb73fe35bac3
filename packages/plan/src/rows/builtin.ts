import { type DataType, formatType } from '@refint/model';
import { quoteText } from '../sql/quote.ts';
import { begins, dayLength, timeText } from './calendar.ts';
import { constant, counting, type Family, inTurn } from './family.ts';
import { type Known, moment, opaque } from './known.ts';
import { momentText } from './moments.ts';
import { seededTexts } from './texts.ts';

const begin = begins(2024);

/** A type's values, the plain ones or those far away from what anybody has (`far`), which are for keys. */
type Make = (type: DataType, far: boolean, seed: number) => Family;

const whole =
  (first: number, most: number): Make =>
  ({ name }, far, seed) =>
    counting(far ? first + (seed % 100) * most : 0, most, name);

/** One value that stands for all: types that are no keys. */
const only =
  (text: string, known: Known = opaque): Make =>
  (type) =>
    constant({ sql: `${quoteText(text)}::${formatType(type)}`, known });

/** Values that a text spells, written out here and put together there. */
const spelled =
  (
    most: number,
    spell: (number: number) => string,
    sql: (number: string) => string,
    known: (text: string) => Known,
  ): Make =>
  (type) => ({
    most,
    at(number) {
      const text = spell(number);
      return { sql: `${quoteText(text)}::${formatType(type)}`, known: known(text) };
    },
    sql: (number) => `(${sql(number)})::${formatType(type)}`,
  });

const hex = (digits: number) => (number: number) => number.toString(16).padStart(digits, '0');
const hexSql = (digits: number) => (number: string) => `lpad(to_hex(${number}), ${digits}, '0')`;

const numeric: Make = (type, far, seed) => {
  const [precision, scale] = type.modifiers.map(Number);
  if (precision === undefined) return whole(1_900_000_000, 900_000)({ ...type, name: 'numeric' }, far, seed);
  const room = precision - (scale ?? 0);
  if (room >= 7) return counting(0, 10 ** Math.min(room, 15) - 1, 'numeric');
  if ((scale ?? 0) < 0) return constant({ sql: '0', known: 0 });
  const part = 10 ** (scale ?? 0);
  return {
    most: 10 ** Math.min(precision, 15) - 1,
    at: (number) => ({ sql: (number / part).toFixed(scale ?? 0), known: number / part }),
    sql: (number) => `(${number})::numeric / ${part}`,
  };
};

const moments =
  (step: number, unit: string, most: number): Make =>
  (type) => {
    const base = type.name === 'date' ? "DATE '2024-01-01'" : "TIMESTAMP '2024-01-01 00:00:00'";
    return {
      most,
      at(number) {
        const at = begin + number * step;
        return { sql: quoteText(momentText(at, type)), known: moment(at) };
      },
      sql(number) {
        const zone = type.name.endsWith('with time zone') ? " AT TIME ZONE 'UTC'" : '';
        return `((${base} + (${number}) * INTERVAL '1 ${unit}')${zone})::${formatType(type)}`;
      },
    };
  };

const times: Make = spelled(
  86_399,
  (number) => timeText(number * 1000),
  (number) => `TIME '00:00:00' + (${number}) * INTERVAL '1 second'`,
  () => opaque,
);

const bits: Make = (type) => {
  const width = Math.min(Number(type.modifiers[0] ?? (type.name === 'bit' ? 1 : 8)), 31);
  const spell = (number: number) => number.toString(2).padStart(width, '0').slice(-width);
  // A longer bit string is padded on the right, in both ways of writing.
  return {
    most: 2 ** width - 1,
    at: (number) => ({ sql: `B'${spell(number)}'::${formatType(type)}`, known: opaque }),
    sql: (number) => `(${number})::int::bit(${width})::${formatType(type)}`,
  };
};

const ranges =
  (element: string, of: Make): Make =>
  (type, far, seed) => {
    const family = of({ name: element, modifiers: [], dimensions: 0 }, far, seed);
    const from = (number: number) => family.at(number * 2);
    const to = (number: number) => family.at(number * 2 + 1);
    return {
      most: Math.floor(family.most / 2) - 1,
      at: (number) => ({
        sql: `${type.name}(${from(number).sql}, ${to(number).sql})`,
        known: { kind: 'range', lower: from(number).known, upper: to(number).known },
      }),
      sql: (number) => `${type.name}(${family.sql(`(${number} * 2)`)}, ${family.sql(`(${number} * 2 + 1)`)})`,
    };
  };

const text: Make = ({ name, modifiers }, _, seed) => {
  // `character` alone is character(1).
  const width = modifiers[0] ? Number(modifiers[0]) : name === 'character' ? 1 : name === 'name' ? 63 : undefined;
  return seededTexts(width, seed);
};

const second = moments(1000, 'second', 1_000_000_000);
const date = moments(dayLength, 'day', 2_000_000);
const int = whole(1_900_000_000, 900_000);
const float: Make = () => counting(0, 1_000_000, 'double precision');
const known = (value: string): Known => value;

const makes: Readonly<Record<string, Make>> = {
  __proto__: null as never,
  smallint: (type, far) => counting(far ? 20_000 : 0, 12_000, type.name),
  integer: int,
  bigint: int,
  oid: int,
  numeric,
  real: float,
  'double precision': float,
  money: spelled(
    1_000_000,
    (number) => `${number}.00`,
    (number) => `(${number})::numeric`,
    () => opaque,
  ),
  text,
  'character varying': text,
  character: text,
  citext: text,
  name: text,
  '"char"': only('a', 'a'),
  uuid: (type, _, seed) => {
    const start = `${hex(8)(seed)}-0000-4000-8000-`;
    return spelled(
      2 ** 40,
      (number) => start + hex(12)(number),
      (number) => `${quoteText(start)} || ${hexSql(12)(number)}`,
      known,
    )(type, false, seed);
  },
  boolean: () =>
    inTurn(
      [false, true].map((one) => ({ sql: String(one), known: one })),
      'boolean',
    ),
  date,
  'timestamp without time zone': second,
  'timestamp with time zone': second,
  'time without time zone': times,
  'time with time zone': times,
  interval: spelled(
    1e9,
    (number) => `${number} seconds`,
    (number) => `(${number}) * INTERVAL '1 second'`,
    () => opaque,
  ),
  json: only('{}', { kind: 'json', type: 'object' }),
  jsonb: only('{}', { kind: 'json', type: 'object' }),
  bytea: spelled(
    2 ** 40,
    (number) => `\\x${hex(16)(number)}`,
    (number) => `decode(${hexSql(16)(number)}, 'hex')`,
    () => opaque,
  ),
  inet: spelled(
    2 ** 24 - 1,
    address,
    (number) => `'10.0.0.0'::inet + (${number})::bigint`,
    () => opaque,
  ),
  cidr: spelled(
    2 ** 24 - 1,
    address,
    (number) => `'10.0.0.0'::inet + (${number})::bigint`,
    () => opaque,
  ),
  macaddr: spelled(2 ** 40, hex(12), hexSql(12), () => opaque),
  macaddr8: spelled(2 ** 40, hex(16), hexSql(16), () => opaque),
  bit: bits,
  'bit varying': bits,
  xml: only('<refint/>'),
  tsvector: only('refint'),
  tsquery: only('refint'),
  point: only('(0,0)'),
  line: only('{1,1,0}'),
  lseg: only('((0,0),(1,1))'),
  box: only('((1,1),(0,0))'),
  path: only('((0,0),(1,1))'),
  polygon: only('((0,0),(1,1),(1,0))'),
  circle: only('<(0,0),1>'),
  jsonpath: only('$'),
  pg_lsn: spelled(
    2 ** 31,
    (number) => `0/${hex(1)(number)}`,
    (number) => `'0/' || to_hex(${number})`,
    () => opaque,
  ),
  int4range: ranges('integer', int),
  int8range: ranges('bigint', int),
  numrange: ranges('numeric', numeric),
  daterange: ranges('date', date),
  tsrange: ranges('timestamp without time zone', second),
  tstzrange: ranges('timestamp with time zone', second),
  int4multirange: only('{}'),
  int8multirange: only('{}'),
  nummultirange: only('{}'),
  datemultirange: only('{}'),
  tsmultirange: only('{}'),
  tstzmultirange: only('{}'),
  regclass: only('pg_class'),
  regtype: only('integer'),
  hstore: only(''),
  ltree: spelled(
    1e9,
    (number) => `r${number}`,
    (number) => `'r' || (${number})::text`,
    known,
  ),
};

function address(number: number): string {
  return `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
}

/** Whether values are known of a type that an extension brings. */
export const isOfExtension = (name: string): boolean =>
  ['citext', 'hstore', 'ltree', 'vector', 'halfvec'].includes(name);

/** Values of a type that every PostgreSQL has, or that a well known extension brings; nothing for any other. */
export function builtinFamily(type: DataType, far: boolean, seed: number): Family | undefined {
  if (type.name === 'vector' || type.name === 'halfvec') return vectors(type);
  return makes[type.name]?.(type, far, seed);
}

function vectors(type: DataType): Family {
  const size = Number(type.modifiers[0] ?? 1);
  return constant({ sql: `${quoteText(`[${Array(size).fill('1').join(',')}]`)}::${formatType(type)}`, known: opaque });
}
