import type { DataType } from '../data-type.ts';
import type { Constant } from './constants.ts';

/** How Prisma reads the default of a column. `unread`: types of which it reads no value, such as uuid. */
export type Family = 'text' | 'integer' | 'decimal' | 'truth' | 'moment' | 'json' | 'bytes' | 'enum' | 'unread';

export function familyOf(type: DataType | undefined): Family {
  if (!type) return 'unread';
  if (type.schema !== undefined) return type.name === 'citext' ? 'text' : 'enum';
  return type.name.startsWith('time') ? 'moment' : (families[type.name] ?? 'unread');
}

const families: Readonly<Record<string, Family>> = {
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  oid: 'integer',
  real: 'decimal',
  'double precision': 'decimal',
  numeric: 'decimal',
  money: 'decimal',
  boolean: 'truth',
  date: 'moment',
  json: 'json',
  jsonb: 'json',
  bytea: 'bytes',
  text: 'text',
  'character varying': 'text',
  character: 'text',
  '"char"': 'text',
  citext: 'text',
  inet: 'text',
  bit: 'text',
  'bit varying': 'text',
  xml: 'text',
};

/** Whether a declared value is the value that migrations give to a column of that family. */
export function isSameValue(declared: Constant, made: Constant, family: Family): boolean {
  switch (family) {
    case 'integer':
      return integer.test(made.text) && integer.test(declared.text) && BigInt(made.text) === BigInt(declared.text);
    case 'decimal':
      return decimal(made.text) === decimal(declared.text);
    case 'truth':
      return truth(made.text) === truth(declared.text);
    case 'json':
      return declared.quoted && made.quoted && isSameJson(declared.text, made.text);
    case 'bytes':
      return declared.quoted && made.quoted && hexOf(made.text) === hexOfBase64(declared.text);
    default:
      return declared.quoted && made.quoted && declared.text === made.text;
  }
}

const integer = /^-?\d+$/;

/** A number without what does not matter: `-1.50` is `-1.5`. */
function decimal(text: string): string {
  const plain = /e/i.test(text) ? String(Number(text)) : text.trim();
  const [, sign = '', whole = '', rest = ''] = /^([+-]?)0*(\d*)\.?(\d*?)0*$/.exec(plain) ?? [];
  const shown = `${whole || '0'}.${rest}`;
  return (sign === '-' && shown !== '0.' ? '-' : '') + shown;
}

const truth = (text: string): boolean => /^(?:t|true|y|yes|on|1)$/i.test(text.trim());

function isSameJson(one: string, other: string): boolean {
  try {
    return canonical(JSON.parse(one)) === canonical(JSON.parse(other));
  } catch {
    return true;
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inside]) => `${JSON.stringify(key)}:${canonical(inside)}`).join()}}`;
}

/** Bytes in hex: `\\x6869`, or letters that stand for themselves. */
const hexOf = (text: string): string => (text.startsWith('\\x') ? text.slice(2).toLowerCase() : hex(text));

function hexOfBase64(text: string): string | undefined {
  try {
    return hex(atob(text));
  } catch {
    return undefined;
  }
}

const hex = (letters: string): string =>
  Array.from(letters, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
