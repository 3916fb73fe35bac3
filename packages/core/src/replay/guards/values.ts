/**
 * What is not known. It is neither true nor false, and unlike NULL it may turn out to be anything. It is `undefined`, so
 * that a column which nobody modelled is unknown by itself.
 */
export const unknown = undefined;

/** The identity of a thing in the catalog: PostgreSQL's oid, of which only sameness matters. */
export interface Oid {
  /** `class public.users`, `type public.role`, `namespace public`, `database`. */
  readonly oid: string;
  /** How a cast to text shows it. */
  readonly text: string;
  /** The thing itself: a relation, or a part of one. */
  readonly of?: { readonly table: string; readonly schema: string; readonly name: string } | undefined;
}

/** One row: values by the name of their column. */
export interface Row {
  readonly fields: Readonly<Record<string, Value>>;
}

/** A number of which only the bounds are known: how many rows a query counts when some of them may not be there. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** Something that is not NULL, of which nothing else is known: the text of a default, which PostgreSQL writes in its own way. */
export interface Something {
  readonly something: true;
}

export const something: Something = { something: true };

export type Known = string | number | boolean | null | Oid | Row | Range | Something | readonly Value[];

export type Value = Known | undefined;

export const isOid = (value: Value): value is Oid => typeof value === 'object' && value !== null && 'oid' in value;

export const isRow = (value: Value): value is Row => typeof value === 'object' && value !== null && 'fields' in value;

export const isSomething = (value: Value): value is Something =>
  typeof value === 'object' && value !== null && 'something' in value;

export const isRange = (value: Value): value is Range =>
  typeof value === 'object' && value !== null && 'least' in value;

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** A row of one column stands for its value, as the variable of a loop over such rows does. */
export function plain(value: Value): Value {
  if (!isRow(value)) return value;
  const fields = Object.values(value.fields);
  return fields.length === 1 ? fields[0] : unknown;
}

/** A value as text, the way a cast to text or `||` would have it; NULL stays NULL. */
export function textOf(value: Value): string | null | undefined {
  const one = plain(value);
  if (one === unknown || one === null) return one;
  if (typeof one === 'boolean') return one ? 'true' : 'false';
  if (isOid(one)) return one.text;
  return isList(one) || isRow(one) || isRange(one) || isSomething(one) ? unknown : String(one);
}

/** Whether two values are equal: NULL when either is NULL. */
export function equal(a: Value, b: Value): boolean | null | undefined {
  const [x, y] = [plain(a), plain(b)];
  if (x === null || y === null) return null;
  if (x === unknown || y === unknown || isRow(x) || isRow(y) || isSomething(x) || isSomething(y)) return unknown;
  if (isRange(x) || isRange(y)) {
    const [a, b] = [boundsOf(x), boundsOf(y)];
    return a && b && (a.most < b.least || b.most < a.least) ? false : unknown;
  }
  if (isList(x) || isList(y)) {
    const [a, b] = [itemsIn(x), itemsIn(y)];
    return a && b ? equalLists(a, b) : unknown;
  }
  if (isOid(x) || isOid(y)) {
    if (isOid(x) && isOid(y)) return x.oid === y.oid;
    // The number of an oid says nothing here, but 0 means that there is none.
    return x === 0 || y === 0 ? false : unknown;
  }
  if (typeof x === 'boolean' || typeof y === 'boolean') return asBoolean(x) === asBoolean(y);
  if (typeof x === 'number' || typeof y === 'number') return Number(x) === Number(y);
  return x === y;
}

/** The items of an array, or of a text that is one with plain items: `{a,b}`. */
export function itemsIn(value: Value): readonly Value[] | undefined {
  if (isList(value)) return value;
  const inside = typeof value === 'string' ? /^\s*\{([^"{}\\]*)\}\s*$/.exec(value)?.[1] : undefined;
  if (inside === undefined) return undefined;
  if (inside.trim() === '') return [];
  return inside.split(',').map((item) => (/^\s*null\s*$/i.test(item) ? null : item.trim()));
}

/** A number as the range that it is. */
export const boundsOf = (value: Value): Range | undefined =>
  isRange(value) ? value : typeof value === 'number' ? { least: value, most: value } : undefined;

function equalLists(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  if (a.length !== b.length) return false;
  const parts = a.map((value, at) => equal(value, b[at]));
  if (parts.some((part) => part === false || part === null)) return false;
  return parts.includes(unknown) ? unknown : true;
}

const asBoolean = (value: string | number | boolean): boolean =>
  typeof value === 'boolean' ? value : ['t', 'true', 'yes', 'on', '1', 'y'].includes(String(value).toLowerCase());

/** A value in a condition: NULL counts as false there, but not yet, since NOT NULL is NULL. */
export function truth(value: Value): boolean | null | undefined {
  const one = plain(value);
  if (one === null || one === unknown || typeof one === 'boolean') return one;
  if (typeof one === 'string' || typeof one === 'number') return asBoolean(one);
  return unknown;
}

/** Longer texts and lists than these are no part of a command that people put together; they are taken for unknown. */
const longestText = 1_000_000;
const longestList = 100_000;

/** Texts put together, with something between them. */
export function boundedText(texts: readonly string[], between = ''): string | undefined {
  const length = texts.reduce((sum, text) => sum + text.length + between.length, 0);
  return length > longestText ? unknown : texts.join(between);
}

export const boundedList = (list: readonly Value[]): readonly Value[] | undefined =>
  list.length > longestList ? unknown : list;
