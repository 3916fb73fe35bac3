import { patternOf } from './patterns.ts';
import { boundedText, itemsIn, textOf, unknown, type Value } from './values.ts';

type OfTexts = (...texts: readonly string[]) => Value;

/** NULL in, NULL out; unknown in, unknown out; otherwise what the function makes of the texts. */
export function strict(of: OfTexts): (args: readonly Value[]) => Value {
  return (args) => {
    const texts = args.map(textOf);
    if (texts.includes(null)) return null;
    return texts.includes(unknown) ? unknown : of(...(texts as string[]));
  };
}

const letters = (text: string): string[] => [...text];

/** Letters from a place on, counted from 1; a place before the first takes some away from the count. */
function part(text: string, from: number, count?: number): Value {
  const end = count === undefined ? Number.POSITIVE_INFINITY : from + count;
  if (count !== undefined && count < 0) return unknown;
  return letters(text)
    .slice(Math.max(0, from - 1), Math.max(0, end - 1))
    .join('');
}

function trimmed(text: string, signs: string, sides: 'both' | 'left' | 'right'): string {
  const all = letters(text);
  const has = (letter: string | undefined): boolean => letter !== undefined && signs.includes(letter);
  if (sides !== 'right') while (has(all[0])) all.shift();
  if (sides !== 'left') while (has(all.at(-1))) all.pop();
  return all.join('');
}

const padded = (text: string, length: number, fill: string, isLeft: boolean): string => {
  const all = letters(text);
  if (all.length >= length) return all.slice(0, Math.max(0, length)).join('');
  if (fill === '') return text;
  const more = letters(fill.repeat(length))
    .slice(0, length - all.length)
    .join('');
  return isLeft ? more + text : text + more;
};

/** Lower and upper case of what is no ASCII depends on the locale of the database. */
const cased = (text: string, change: (text: string) => string): Value =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what all locales agree on.
  /^[\x00-\x7f]*$/.test(text) ? change(text) : unknown;

/** Functions of texts. */
export const textFunctions: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  lower: strict((text = '') => cased(text, (one) => one.toLowerCase())),
  upper: strict((text = '') => cased(text, (one) => one.toUpperCase())),
  initcap: strict((text = '') =>
    cased(text, (one) =>
      one.toLowerCase().replace(/[a-z0-9]+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1)),
    ),
  ),
  trim: strict((text = '', signs = ' ') => trimmed(text, signs, 'both')),
  btrim: strict((text = '', signs = ' ') => trimmed(text, signs, 'both')),
  ltrim: strict((text = '', signs = ' ') => trimmed(text, signs, 'left')),
  rtrim: strict((text = '', signs = ' ') => trimmed(text, signs, 'right')),
  length: strict((text = '') => letters(text).length),
  char_length: strict((text = '') => letters(text).length),
  replace: strict((text = '', from = '', to = '') => (from === '' ? text : boundedText(text.split(from), to))),
  translate: strict((text = '', from = '', to = '') => {
    const [old, made] = [letters(from), letters(to)];
    return letters(text)
      .map((letter) => (old.includes(letter) ? (made[old.indexOf(letter)] ?? '') : letter))
      .join('');
  }),
  reverse: strict((text = '') => letters(text).reverse().join('')),
  repeat: strict((text = '', count = '0') =>
    text.length * Number(count) > 10_000 ? unknown : text.repeat(Math.max(0, Number(count))),
  ),
  lpad: strict((text = '', length = '0', fill = ' ') => padded(text, Math.min(1000, Number(length)), fill, true)),
  rpad: strict((text = '', length = '0', fill = ' ') => padded(text, Math.min(1000, Number(length)), fill, false)),
  starts_with: strict((text = '', prefix = '') => text.startsWith(prefix)),
  strpos: strict((text = '', one = '') => {
    const at = text.indexOf(one);
    return at < 0 ? 0 : letters(text.slice(0, at)).length + 1;
  }),
  left: strict((text = '', count = '0') => letters(text).slice(0, Number(count)).join('')),
  right: strict((text = '', count = '0') => {
    const all = letters(text);
    const wanted = Number(count);
    return all.slice(wanted >= 0 ? Math.max(0, all.length - wanted) : -wanted).join('');
  }),
  substr: strict((text = '', from = '1', count) =>
    part(text, Number(from), count === undefined ? undefined : Number(count)),
  ),
  substring: strict((text = '', from = '1', count) => {
    if (!/^-?\d+$/.test(from)) return unknown;
    return part(text, Number(from), count === undefined ? undefined : Number(count));
  }),
  split_part: strict((text = '', by = '', at = '1') => {
    const parts = by === '' ? [text] : text.split(by);
    const place = Number(at);
    return place === 0 ? unknown : (parts.at(place > 0 ? place - 1 : place) ?? '');
  }),
  regexp_replace: strict((text = '', pattern = '', by = '', flags = '') => {
    const known = /^[gi]*$/.test(flags) && !by.includes('\\') ? patternOf(pattern, `su${flags}`) : undefined;
    return known ? text.replace(known, () => by) : unknown;
  }),
  string_to_array: ([text, by, ...others]) => {
    if (others.length > 0 || by === null) return unknown;
    return strict((whole = '', sign = '') => (whole === '' ? [] : sign === '' ? [whole] : whole.split(sign)))([
      text,
      by,
    ]);
  },
  concat: (args) => {
    const texts = args.map(textOf);
    return texts.includes(unknown) ? unknown : boundedText(texts.map((text) => text ?? ''));
  },
  concat_ws: ([by, ...args]) => {
    const texts = [by, ...args].map(textOf);
    if (texts.includes(unknown)) return unknown;
    const [between, ...parts] = texts.filter((text, at) => at === 0 || text !== null);
    return typeof between === 'string' ? boundedText(parts as string[], between) : null;
  },
  parse_ident: strict((text = '') => {
    const plain = /^[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*$/.test(text);
    return plain ? text.split('.') : unknown;
  }),
  array_to_string: ([list, by, gap]) => {
    if (list === null || by === null) return null;
    const items = itemsIn(list);
    const texts = items?.map(textOf);
    const sign = textOf(by);
    if (!texts || texts.includes(unknown) || typeof sign !== 'string') return unknown;
    const shown =
      gap === unknown || gap === null
        ? texts.filter((text) => text !== null)
        : texts.map((text) => text ?? textOf(gap));
    return shown.join(sign);
  },
};
