import { begins } from './calendar.ts';

/** A moment of some kind, as milliseconds since 1970 in UTC; of an interval its length, of a time the part of the day. */
export interface Moment {
  readonly kind: 'moment';
  readonly at: number;
}

/** What is known of a value: all of it, or only that there is one (`opaque`). `now` is the time of the statement. */
export type Known =
  | null
  | boolean
  | number
  | string
  | Moment
  | { readonly kind: 'list'; readonly items: readonly Known[] }
  | { readonly kind: 'range'; readonly lower: Known; readonly upper: Known }
  | { readonly kind: 'json'; readonly type: 'object' | 'array' }
  | { readonly kind: 'now' }
  | { readonly kind: 'opaque' };

/** Something that is not NULL, and of which nothing else is known. */
export const opaque: Known = { kind: 'opaque' };

export const moment = (at: number): Moment => ({ kind: 'moment', at });

/** When a sample is used is not known, but surely between these years. */
const [earliest, latest] = [begins(2024, 12, 31), begins(2200)];

/**
 * How one value compares with another: negative, 0 or positive, `'different'` where they are not equal and their order is
 * a matter of a collation, and nothing where that can't be told. Neither is NULL.
 */
export function compared(a: Known, b: Known): number | 'different' | undefined {
  if (typeof a === 'string' && typeof b !== 'string') return opposite(compared(b, a));
  if (typeof a === 'number') {
    const other = typeof b === 'string' ? numberIn(b) : b;
    return typeof other === 'number' ? a - other : undefined;
  }
  if (typeof a === 'boolean') {
    const other = typeof b === 'string' ? booleanIn(b) : b;
    return typeof other === 'boolean' ? Number(a) - Number(other) : undefined;
  }
  if (typeof a === 'string') return typeof b === 'string' ? (a === b ? 0 : differing(a, b)) : undefined;
  if (a === null || b === null) return undefined;
  if (a.kind === 'moment') return comparedMoment(a, typeof b === 'string' ? momentIn(b) : b);
  if (a.kind === 'now' && typeof b === 'object' && b.kind === 'moment') return opposite(comparedMoment(b, a));
  if (a.kind === 'list' && typeof b === 'object' && b.kind === 'list') return comparedLists(a.items, b.items);
  return undefined;
}

/** A collation, or a type such as citext, may hold texts for equal that differ only in case. */
const differing = (a: string, b: string): 'different' | undefined =>
  a.toLowerCase() === b.toLowerCase() ? undefined : 'different';

function opposite(result: ReturnType<typeof compared>): ReturnType<typeof compared> {
  return typeof result === 'number' ? -result : result;
}

function comparedMoment(a: Moment, b: Known | undefined): number | undefined {
  if (b === null || typeof b !== 'object') return undefined;
  if (b.kind === 'moment') return a.at - b.at;
  if (b.kind !== 'now') return undefined;
  return a.at < earliest ? -1 : a.at > latest ? 1 : undefined;
}

function comparedLists(a: readonly Known[], b: readonly Known[]): number | 'different' | undefined {
  if (a.length !== b.length) return 'different';
  const each = a.map((one, at) => compared(one, b[at] ?? null));
  if (each.includes('different')) return 'different';
  return each.every((one) => one === 0) ? 0 : each.includes(undefined) ? undefined : 'different';
}

/** The number that a text is, as PostgreSQL would read it for a column of numbers. */
export function numberIn(text: string): number | undefined {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : undefined;
}

export function booleanIn(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (['t', 'true', 'yes', 'on', '1'].includes(word)) return true;
  return ['f', 'false', 'no', 'off', '0'].includes(word) ? false : undefined;
}

/** The moment in a text such as `2024-01-31` or `2024-01-31 10:00:00Z`. A zone other than UTC is not read. */
export function momentIn(text: string): Moment | undefined {
  const found = /^\s*(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(?:Z|\+00(?::?00)?)?)?\s*$/.exec(
    text,
  );
  if (!found) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0, part = 0] = found.map((one) => Number(one ?? 0));
  return moment(begins(year ?? 0, month, day) + ((hour * 60 + minute) * 60 + second + part) * 1000);
}
