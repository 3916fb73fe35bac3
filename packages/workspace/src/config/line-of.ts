import type { Keys, ReadConfig } from './check-config.ts';
import { offsetOfKey } from './offset-of-key.ts';

/**
 * The line on which a key of a configuration is written, from 1; for one that is missing, the line of what it is missing in.
 * What a program puts together is looked for as text, and an answer is given only when there is one place that it can be; a
 * value that is a text may settle it.
 */
export function lineOf(
  { shown, text }: Pick<ReadConfig, 'shown' | 'text'>,
  keys: Keys,
  value?: unknown,
): number | undefined {
  const whole = shown.endsWith('package.json') ? ['refint', ...keys] : keys;
  const exact = offsetOfKey(text, whole);
  if (exact !== undefined) return lineAt(text, exact);
  const guessed = onlyPlaceOf(text, keys, value);
  if (guessed !== undefined) return lineAt(text, guessed);
  const around = offsetOfKey(text, whole.slice(0, -1));
  return whole.length < 2 || around === undefined ? undefined : lineAt(text, around);
}

function onlyPlaceOf(text: string, keys: Keys, value: unknown): number | undefined {
  const name = [...keys].reverse().find((key) => typeof key === 'string');
  if (name === undefined) return undefined;
  const places = placesOf(text, name, value) ?? placesOf(text, name, undefined) ?? [];
  return places.length === 1 ? places[0] : undefined;
}

/** Where a key is written, before a certain value or any; nothing when nowhere. */
function placesOf(text: string, key: string, value: unknown): number[] | undefined {
  const after = typeof value === 'string' ? `[^:,}\\n]*?["'\`\\s]${escaped(value)}(?![\\w-])` : '';
  const pattern = new RegExp(`(?<![\\w$"'\`])(["'\`]?)${escaped(key)}\\1\\s*:${after}`, 'g');
  const places = [...text.matchAll(pattern)].map(({ index }) => index);
  return places.length > 0 ? places : undefined;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
