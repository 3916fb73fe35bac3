import type { Column, Default } from '../table.ts';
import { type Constant, constantIn, isCastOf, loosely } from './constants.ts';
import { familyOf, isSameValue } from './values.ts';

/**
 * Whether a column has another default than the schema declares, by the measure of Prisma, which reads the words that
 * PostgreSQL prints: what it takes for a value is never the same as words given with `dbgenerated`, and values of moments
 * it does not compare at all. Asked of its engine in packages/house/src/truth/drift-defaults.test.ts.
 */
export function hasOtherDefault(declared: Column, made: Column): boolean {
  const { default: asked } = declared;
  if (asked && made.default && isWrittenAlike(asked, made.default) && familyOf(made.type) !== 'unread') return false;
  const counts = asked?.kind === 'sequence';
  if (counts !== (made.identity !== undefined || made.default?.kind === 'sequence')) return true;
  if (counts) return false;
  const text = made.generated ?? made.default?.text;
  if (asked === undefined) return text !== undefined && !isNull(text);
  const family = familyOf(made.type);
  const isNone = text === undefined || isNull(text);
  // Prisma leaves alone what is said with `dbgenerated()`, all but the values of enums.
  if (asked.verbatim && asked.text === '') return family === 'enum' && !isNone && isReadAsValue(text, made);
  if (isNone) return true;
  if (asked.verbatim) {
    return isReadAsValue(text, made) || loosely(asked.text) !== loosely(text);
  }
  if (asked.kind === 'expression') return !(family === 'moment' && isNow(text));
  if (familyOf(declared.type) === 'moment' && declared.type?.dimensions === 0) return false;
  const [one, other] = [constantIn(asked.text), constantIn(text)];
  return !one || !other || !isSame(one, other, made);
}

/** Texts that are the same are the same value, but where Prisma reads no values at all. */
export function isWrittenAlike(asked: Default, given: Default): boolean {
  if (asked.verbatim || asked.kind === 'sequence' || given.kind === 'sequence') return false;
  if (asked.kind !== 'constant') return asked.text === given.text;
  return asked.text === given.text || isCastOf(asked.text, given.text);
}

/**
 * Whether Prisma asks for a default that is there already, and will ask again with every migration: it is given with
 * `dbgenerated`, and Prisma reads what it finds as a value.
 */
export const isAskedAgain = ({ default: asked }: Column, made: Column): boolean =>
  asked?.verbatim === true &&
  made.default !== undefined &&
  isReadAsValue(made.default.text, made) &&
  loosely(asked.text) === loosely(made.default.text);

const isNull = (text: string): boolean => /^\(?\s*null\b/i.test(text);
const isNow = (text: string): boolean =>
  /^\(*\s*(?:now\s*\(\s*\)|current_timestamp)\s*\)*(?:\s*::\s*(?:timestamptz|timestamp with time zone))?$/i.test(text);

/** Whether Prisma takes the words of a default for a value, or for the moment of the insert, and not for words. */
function isReadAsValue(text: string, { type }: Column): boolean {
  const family = familyOf(type);
  if (family === 'moment') return isNow(text);
  const constant = constantIn(text);
  if (!constant) return false;
  const isList = type !== undefined && type.dimensions > 0;
  return isList ? constant.items !== undefined || constant.quoted : family !== 'unread';
}

function isSame(one: Constant, other: Constant, { type }: Column): boolean {
  const family = familyOf(type);
  if (type === undefined || type.dimensions === 0) return family !== 'unread' && isSameValue(one, other, family);
  const [items, others] = [one.items, itemsOf(other)];
  if (!items || !others) return false;
  // Moments are not read, so of a list of them only that it is empty is known.
  if (family === 'moment') return others.length > 0 || items.length === 0;
  return items.length === others.length && items.every((item, at) => isSameValue(item, others[at]!, family));
}

const itemsOf = ({ items, text, quoted }: Constant): readonly Constant[] | undefined =>
  items ?? (quoted ? listed(text) : undefined);

/** The items of an array as PostgreSQL writes it in one text: `{a,"b c"}`. Arrays of arrays are not read. */
function listed(text: string): readonly Constant[] | undefined {
  const [, inside] = /^\s*\{([^{}]*)\}\s*$/.exec(text) ?? [];
  if (inside === undefined) return undefined;
  if (inside.trim() === '') return [];
  const items: Constant[] = [];
  for (const [, quoted, bare] of inside.matchAll(/\s*(?:"((?:[^"\\]|\\.)*)"|([^",]*))\s*(?:,|$)/g)) {
    if (quoted === undefined && bare === '') break;
    items.push({ text: quoted?.replace(/\\(.)/g, '$1') ?? bare!.trim(), quoted: true, items: undefined });
  }
  return items;
}
