/**
 * The line on which a key of a configuration is written, from 1. The text is looked at as text, whatever its language,
 * and an answer is given only when there is one place that it can be; a value that is a text may settle it.
 */
export function placeOfKey(text: string, keys: readonly (string | number)[], value: unknown): number | undefined {
  const name = [...keys].reverse().find((key) => typeof key === 'string');
  if (name === undefined) return undefined;
  const places = placesOf(text, name, value) ?? placesOf(text, name, undefined) ?? [];
  return places.length === 1 ? lineOf(text, places[0]!) : undefined;
}

/** Where a key is written, before a certain value or any; nothing when nowhere. */
function placesOf(text: string, key: string, value: unknown): number[] | undefined {
  const after = typeof value === 'string' ? `[^:,}\\n]*?["'\`\\s]${escaped(value)}(?![\\w-])` : '';
  const pattern = new RegExp(`(?<![\\w$"'\`])(["'\`]?)${escaped(key)}\\1\\s*:${after}`, 'g');
  const places = [...text.matchAll(pattern)].map(({ index }) => index);
  return places.length > 0 ? places : undefined;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
