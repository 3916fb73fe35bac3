/** A value that is written out: a text in quotes, a number, a word such as `true`, or a list of values. */
export interface Constant {
  readonly text: string;
  readonly quoted: boolean;
  readonly items: readonly Constant[] | undefined;
}

/** The value that a default is, whatever it is cast to; nothing where PostgreSQL has to work it out. */
export function constantIn(written: string): Constant | undefined {
  let text = written.trim();
  // Nearly all are one of these, and the patterns below take longer to compile than to use.
  if (/^\d+(?:\.\d*)?$/.test(text)) return { text, quoted: false, items: undefined };
  if (/^'[^']*'$/.test(text)) return { text: text.slice(1, -1), quoted: true, items: undefined };
  const [, cast] = /^cast\s*\((.*)\bas\s+[\w\s".]+(?:\(\s*\d+(?:\s*,\s*\d+)?\s*\))?\s*\)$/is.exec(text) ?? [];
  if (cast !== undefined) text = cast.trim();
  for (let before = ''; before !== text; ) {
    before = text;
    text = withoutParentheses(text.replace(lastCast, '').trim());
  }
  const [, sign, string] = /^(e|b|x)?'((?:[^']|'')*)'$/is.exec(text) ?? [];
  if (string !== undefined) {
    const plain = string.replaceAll("''", "'");
    return { text: sign?.toLowerCase() === 'e' ? unescaped(plain) : plain, quoted: true, items: undefined };
  }
  if (/^[+-]?\s*(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) {
    return { text: text.replace(/^\+|\s/g, ''), quoted: false, items: undefined };
  }
  if (/^(?:true|false)$/i.test(text)) return { text: text.toLowerCase(), quoted: false, items: undefined };
  const [, list] = /^array\s*\[(.*)\]$/is.exec(text) ?? [];
  if (list === undefined) return undefined;
  const items = partsOf(list).map(constantIn);
  return items.includes(undefined) ? undefined : { text, quoted: false, items: items as readonly Constant[] };
}

/**
 * Whether words are a value with nothing but a cast behind it: `ARRAY['a'] :: TEXT[]` is one of `ARRAY['a']`. It is asked of
 * many columns of every project, before expressions that take their time are made.
 */
export function isCastOf(value: string, written: string): boolean {
  let at = 0;
  let isQuoted = false;
  let next = 0;
  for (; next < written.length && at < value.length; next++) {
    const letter = written[next];
    if (!isQuoted && letter === ' ') continue;
    while (!isQuoted && value[at] === ' ') at++;
    if (value[at++] !== letter) return false;
    if (letter === "'") isQuoted = !isQuoted;
  }
  if (at < value.length) return false;
  while (written[next] === ' ') next++;
  if (!written.startsWith('::', next)) return false;
  for (next += 2; next < written.length; next++) if (!ofTypeNames.includes(written[next]!)) return false;
  return true;
}

const ofTypeNames = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_. "[]';

/** `::character varying(10)[]`, `::"Role"`, at the end. */
const lastCast =
  /::\s*(?:"(?:[^"]|"")+"|[a-z_][\w.]*(?:\s+(?:varying|precision|with(?:out)?\s+time\s+zone))?)(?:\."(?:[^"]|"")+")?(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?(?:\s+with(?:out)?\s+time\s+zone)?(?:\s*\[\s*\d*\s*\])*$/i;

function withoutParentheses(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  const inside = text.slice(1, -1);
  // Where one more closes than opens, these two are no pair.
  let depth = 0;
  for (const [sign] of inside.matchAll(/'(?:[^']|'')*'|[()]/g)) {
    if (sign === '(') depth++;
    else if (sign === ')' && --depth < 0) return text;
  }
  return inside.trim();
}

/** What stands between commas that are neither in quotes nor in brackets. */
function partsOf(list: string): readonly string[] {
  if (list.trim() === '') return [];
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: sign, index } of list.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()[\],]/g)) {
    if (sign === '(' || sign === '[') depth++;
    else if (sign === ')' || sign === ']') depth--;
    else if (sign === ',' && depth === 0) {
      parts.push(list.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, list.slice(start)];
}

const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
const unescaped = (text: string): string => text.replace(/\\(.)/gs, (_, letter: string) => letters[letter] ?? letter);

/** Words of SQL without what PostgreSQL adds or takes away when it prints them: blanks, casts, parentheses, capitals. */
export const loosely = (words: string): string =>
  words
    .replace(
      /::\s*(?:"[^"]+"|[a-z_][\w.]*(?:\s+(?:varying|precision))?)(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?(?:\s+with(?:out)?\s+time\s+zone)?(?:\[\])*/gi,
      '',
    )
    .replace(/\bpublic\.(?=\w+\()/gi, '')
    .replace(/\b(?:interval|timestamp|date)\s*(?=')/gi, '')
    .replace(/[\s()"]/g, '')
    .toLowerCase();
