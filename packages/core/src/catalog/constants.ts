import type { DataType } from '@refint/model';
import { castName } from './identifiers.ts';

/**
 * How PostgreSQL prints a constant that was written in quotes, once it has the type of its column (get_const_expr of
 * src/backend/utils/adt/ruleutils.c). Nothing where the type has its own way to write the value.
 */
export function printedConstant(value: string, type: DataType): string | undefined {
  if (type.dimensions > 0) return labelled(printedList(value, type), type);
  if (type.schema !== undefined) return labelled(value, type);
  switch (type.name) {
    case 'boolean':
      return truth(value);
    case 'integer':
      return integer.test(value.trim()) ? printedNumber(value.trim().replace('+', '')) : undefined;
    case 'numeric':
      return /^\d+\.\d+$/.test(value) ? value : labelled(value, type);
    case 'jsonb':
      return printedJson(value, type);
    case 'date':
      // Any other way to write a day depends on what DateStyle was then.
      return /^\d{4}-\d\d-\d\d$/.test(value) ? labelled(value, type) : undefined;
    case 'interval':
    case 'money':
      return undefined;
    default:
      return /^time/.test(type.name) ? undefined : labelled(value, type);
  }
}

const integer = /^[+-]?\d+$/;

/** A number that was written without quotes. */
export function printedNumber(text: string): string | undefined {
  if (text.startsWith('+')) return `(+ ${text.slice(1).trim()})`;
  if (integer.test(text)) {
    const value = BigInt(text);
    const isSmall = value >= -2147483648n && value <= 2147483647n;
    if (isSmall && value >= 0n) return String(value);
    return isSmall ? `'${value}'::integer` : `'${value}'::bigint`;
  }
  if (/^\d+\.\d+$/.test(text)) return text;
  return /^-\d+\.\d+$/.test(text) ? `'${text}'::numeric` : undefined;
}

/** A string as PostgreSQL prints it: a backslash is a letter like any other. */
export const quotedText = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const labelled = (value: string, type: DataType): string => `${quotedText(value)}::${castName(type)}`;

function truth(value: string): string | undefined {
  const word = value.trim().toLowerCase();
  if (['true', 't', 'yes', 'y', 'on', '1'].includes(word)) return 'true';
  return ['false', 'f', 'no', 'n', 'off', '0'].includes(word) ? 'false' : undefined;
}

/**
 * A list in braces, with quotes only where PostgreSQL needs them (array_out); as it is written where lists are in it, and where each type
 * has its own way to write a value.
 */
function printedList(value: string, { name, schema }: DataType): string {
  const items = /^\s*\{((?:\s*(?:"(?:[^"\\]|\\.)*"|[^\s",{}\\](?:[^",{}\\]*[^\s",{}\\])?)\s*(?:,|(?=\})))*)\}\s*$/.exec(
    value,
  )?.[1];
  const isKept = schema !== undefined || ['text', 'character varying', 'integer', 'bigint', 'smallint'].includes(name);
  if (items === undefined || !isKept || items.trim().endsWith(',')) return value;
  const printed = [...items.matchAll(/"((?:[^"\\]|\\.)*)"|[^\s,][^,]*/g)].map(([bare, quoted]) => {
    if (quoted === undefined) return /^null$/i.test(bare.trim()) ? 'NULL' : bare.trim();
    const inside = quoted.replaceAll(/\\(.)/gs, '$1');
    const isPlain = inside !== '' && !/[\s"\\{},]/.test(inside) && !/^null$/i.test(inside);
    return isPlain ? inside : `"${inside.replaceAll(/["\\]/g, '\\$&')}"`;
  });
  return `{${printed.join(',')}}`;
}

/** jsonb keeps no blanks, and sorts its keys: shorter ones first, then by their bytes. */
function printedJson(value: string, type: DataType): string | undefined {
  // What JavaScript reads otherwise than it is written, such as 1.0 or 1e3, is left alone.
  if (/\d[.eE]|\d{16}/.test(value.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""'))) return labelled(value, type);
  try {
    return labelled(jsonText(JSON.parse(value)), type);
  } catch {
    return undefined;
  }
}

function jsonText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  return `{${entries.map(([key, inside]) => `${JSON.stringify(key)}: ${jsonText(inside)}`).join(', ')}}`;
}
