import { type DataType, formatType } from './data-type.ts';

/**
 * What is worth knowing about two built-in types that PostgreSQL compares; nothing when they hold the same values
 * (`text` and `character varying` do). Ranges and defaults are those of PostgreSQL's chapter on data types.
 */
export function differenceInPostgresql(key: DataType, column: DataType): string | undefined {
  const family = families.find(({ holds }) => holds(key.name));
  if (family) return family.difference(key, column);
  return key.name === column.name ? undefined : converted(key, column);
}

interface Extent {
  /** Digits before the decimal point, or letters of a text. */
  readonly length: number;
  /** Digits after the decimal point, or of the seconds. */
  readonly scale: number;
}

/** In words, what the one type holds and the other does not. */
function compared(key: DataType, column: DataType, keyExtent: Extent, columnExtent: Extent): string | undefined {
  const lacks = columnExtent.length < keyExtent.length || columnExtent.scale < keyExtent.scale;
  const exceeds = columnExtent.length > keyExtent.length || columnExtent.scale > keyExtent.scale;
  const k = formatType(key);
  const c = formatType(column);
  if (lacks && exceeds) return `${c} and ${k} each hold values that the other cannot`;
  if (lacks) return `${c} cannot hold every ${k}`;
  return exceeds ? `${c} holds values that no ${k} can have` : undefined;
}

/** 32767, 2147483647 and 9223372036854775807 have this many digits; the fraction keeps their order against numeric. */
const digits: Readonly<Record<string, number>> = { smallint: 4.5, integer: 9.5, bigint: 18.5 };

function extentOfNumber({ name, modifiers }: DataType): Extent | undefined {
  if (name in digits) return { length: digits[name] ?? 0, scale: 0 };
  if (name !== 'numeric') return undefined;
  const [precision, scale = '0'] = modifiers;
  if (precision === undefined) return { length: Infinity, scale: Infinity };
  return { length: Number(precision) - Number(scale), scale: Number(scale) };
}

function integersAndDecimals(key: DataType, column: DataType): string | undefined {
  const extent = extentOfNumber(column);
  return extent && compared(key, column, extentOfNumber(key) ?? extent, extent);
}

const floats = (key: DataType, column: DataType): string | undefined =>
  key.name === column.name ? undefined : `${formatType(column)} is compared with ${key.name} after rounding`;

function strings(key: DataType, column: DataType): string | undefined {
  const a = lengthOfText(key);
  const b = lengthOfText(column);
  if (a === undefined || b === undefined) {
    return column.name === 'citext'
      ? `citext is compared with ${key.name} with its case, unlike citext`
      : converted(key, column);
  }
  if ((key.name === 'character') !== (column.name === 'character')) {
    return `${formatType(column)} and ${formatType(key)} treat blanks at the end differently`;
  }
  return compared(key, column, { length: a, scale: 0 }, { length: b, scale: 0 });
}

function lengthOfText({ name, modifiers }: DataType): number | undefined {
  if (name === 'text' || name === 'character varying' || name === 'character') return Number(modifiers[0] ?? Infinity);
  return name === 'name' ? 63 : undefined;
}

const clocks = /^(?:date|time|timestamp|interval)\b/;

function times(key: DataType, column: DataType): string | undefined {
  if (key.name === column.name) {
    const scale = ({ modifiers }: DataType) => Number(modifiers[0] ?? 6);
    return compared(key, column, { length: 0, scale: scale(key) }, { length: 0, scale: scale(column) });
  }
  const isZoned = (name: string) => name.endsWith(' with time zone');
  if (isZoned(key.name) !== isZoned(column.name)) {
    return `whether ${formatType(column)} equals ${formatType(key)} depends on the time zone of the session`;
  }
  if (key.name === 'interval') return converted(key, column);
  if (column.name === 'date') return `date cannot hold every ${formatType(key)}`;
  return `${formatType(column)} holds values that no ${formatType(key)} can have`;
}

/** bit(3) pads or refuses other lengths, and strings of different lengths are never equal. */
function bits(key: DataType, column: DataType): string | undefined {
  if (key.name === 'bit' && column.name === 'bit') {
    return (key.modifiers[0] ?? '1') === (column.modifiers[0] ?? '1')
      ? undefined
      : `${formatType(column)} never equals ${formatType(key)}`;
  }
  const length = ({ name, modifiers }: DataType) => Number(modifiers[0] ?? (name === 'bit' ? 1 : Infinity));
  if (key.name === column.name)
    return compared(key, column, { length: length(key), scale: 0 }, { length: length(column), scale: 0 });
  return `${formatType(column)} and ${formatType(key)} are equal only where their lengths are`;
}

const converted = (key: DataType, column: DataType): string =>
  `${formatType(column)} is turned into ${formatType(key)} before it is compared`;

const families = [
  { holds: (name: string) => name in digits || name === 'numeric', difference: integersAndDecimals },
  { holds: (name: string) => name === 'real' || name === 'double precision', difference: floats },
  { holds: (name: string) => lengthOfText({ name, modifiers: [], dimensions: 0 }) !== undefined, difference: strings },
  { holds: (name: string) => clocks.test(name), difference: times },
  { holds: (name: string) => name.startsWith('bit'), difference: bits },
];
