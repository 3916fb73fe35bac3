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
    else if (one !== '(' && one !== ')') kept.push(plain(one));
  }
  const said = ` ${kept.join(' ')} `.replaceAll(` ${table} . `, ' ').trim();
  return others.reduce((text, [written, printed]) => text.replace(written, printed), said);
}

const token =
  /[eE]?'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|::|[<>=!~|@#&*+\-/%^?]+|[^\s]/gu;

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
