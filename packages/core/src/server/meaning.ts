import { foldIdentifier } from '@refint/sql';
import { cutName } from '../replay/names.ts';

/**
 * What an expression says, without what PostgreSQL changes in it when it prints it: parentheses, casts, the case of
 * words, what it does not keep of a long name, the name of the `table` before its columns, and some operators that it
 * knows under another name.
 */
export function meaningOf(text: string, table = ''): string {
  const tokens = text.match(token) ?? [];
  const kept: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const one = tokens[at] ?? '';
    if (one === '::') at = endOfType(tokens, at + 1) - 1;
    // A type before a string is a cast as well.
    else if (typeBefore.test(one) && tokens[at + 1]?.startsWith("'")) continue;
    else if (one.startsWith("'") && isInterval(tokens, at)) kept.push(spanOfTime(one));
    else if (one !== '(' && one !== ')') kept.push(plain(one));
  }
  const said = ` ${kept.join(' ')} `.replaceAll(` ${table} . `, ' ').trim();
  return others.reduce((text, [written, printed]) => text.replace(written, printed), said);
}

const token =
  /[eE]?'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|::|[<>=!~|@#&*+\-/%^?]+|[^\s]/gu;

const typeBefore = /^(?:interval|date|time|timetz|timestamp|timestamptz|uuid|text|json|jsonb|numeric|regclass)$/i;

const isInterval = (tokens: readonly string[], at: number): boolean =>
  /^interval$/i.test(tokens[at - 1] ?? '') || (tokens[at + 1] === '::' && /^interval$/i.test(tokens[at + 2] ?? ''));

/** A span of time in months, days and seconds, which are all that PostgreSQL keeps; as it is written where that is not understood. */
function spanOfTime(written: string): string {
  const text = written.slice(1, -1).trim().toLowerCase();
  const parts = [...text.matchAll(/([+-]?\d+(?:\.\d+)?)\s*([a-z]+)|([+-]?)(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('').length < text.replaceAll(/\s/g, '').length)
    return written;
  const sums = { months: 0, days: 0, seconds: 0 };
  for (const [, count, unit = '', sign, hours, minutes, seconds = '0'] of parts) {
    const [, what, times = 1] = unitsOfTime.find(([pattern]) => pattern.test(unit)) ?? [];
    if (hours !== undefined)
      sums.seconds += (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
    else if (what !== undefined && Number.isInteger(Number(count))) sums[what] += Number(count) * times;
    else return written;
  }
  return `'${sums.months} months ${sums.days} days ${sums.seconds} seconds'`;
}

const unitsOfTime: readonly (readonly [RegExp, 'months' | 'days' | 'seconds', number])[] = [
  [/^(?:y|yrs?|years?)$/, 'months', 12],
  [/^(?:mons?|months?)$/, 'months', 1],
  [/^(?:w|weeks?)$/, 'days', 7],
  [/^(?:d|days?)$/, 'days', 1],
  [/^(?:h|hrs?|hours?)$/, 'seconds', 3600],
  [/^(?:m|mins?|minutes?)$/, 'seconds', 60],
  [/^(?:s|secs?|seconds?)$/, 'seconds', 1],
];

const words = /^(?:varying|precision|without|with|time|zone)$/i;

/** Where the tokens of a type end. */
function endOfType(tokens: readonly string[], from: number): number {
  let at = from + 1;
  while (tokens[at] === '.') at += 2;
  while (words.test(tokens[at] ?? '')) at++;
  if (tokens[at] === '(' && /^\d+$/.test(tokens[at + 1] ?? '')) at = tokens.indexOf(')', at) + 1;
  while (words.test(tokens[at] ?? '')) at++;
  while (tokens[at] === '[' && tokens[at + 1] === ']') at += 2;
  return at;
}

function plain(one: string): string {
  if (one.startsWith('"')) return cutName(one.slice(1, -1).replaceAll('""', '"'));
  const number = /^'(-?\d+(?:\.\d+)?)'$/.exec(one)?.[1];
  if (number !== undefined) return number;
  return one.includes("'") ? one : foldIdentifier(one).replace(/^0+(?=\d)/, '');
}

const others: readonly (readonly [RegExp, string])[] = [
  [/!=/g, '<>'],
  [/- (\d)/g, '-$1'],
  [/(\S+(?: \S+)?) >= (\S+) and \1 <= (\S+)/g, '$1 between $2 and $3'],
  [/= any array \[ (.*?) \]/g, 'in $1'],
  [/<> all array \[ (.*?) \]/g, 'not in $1'],
  // A list of one is printed as a comparison.
  [/\bnot in ('(?:[^']|'')*'|[^\s,]+)(?= (?!,)|$)/g, '<> $1'],
  [/\bin ('(?:[^']|'')*'|[^\s,]+)(?= (?!,)|$)/g, '= $1'],
  [/\bnot ilike\b/g, '!~~*'],
  [/\bnot like\b/g, '!~~'],
  [/\bilike\b/g, '~~*'],
  [/\blike\b/g, '~~'],
  [/\b(?:public|pg_catalog) \. /g, ''],
];
