import type { Cursor } from '../../cursor.ts';
import { CLOSE, SEMICOLON, type Tokens, WORD } from '../../tokens.ts';
import { beginsLine } from './lexer.ts';

const defined =
  'TABLE|INDEX|TYPE|DOMAIN|SCHEMA|SEQUENCE|VIEW|MATERIALIZED|FUNCTION|PROCEDURE|TRIGGER|EXTENSION|POLICY|UNIQUE|TEMP|TEMPORARY|UNLOGGED|FOREIGN|OR';
const pairs = new RegExp(`^(?:(?:CREATE|ALTER|DROP) (?:${defined})|COMMENT ON|INSERT INTO|DELETE FROM)$`);
const definitions = new RegExp(`^(?:CREATE|ALTER|DROP) (?:${defined})$`);

/** Whether a line begins at a token with words that can only begin a statement that changes the schema. */
function beginsStatement(c: Cursor, index: number): boolean {
  const first = c.tokens.text.charCodeAt(c.tokens.starts[index] ?? 0) | 32;
  if (c.tokens.kinds[index] !== WORD || (first !== 97 && first !== 99 && first !== 100)) return false;
  return startsWith(c.tokens, index, definitions);
}

/**
 * Steps over what is left of a statement. Without a semicolon the next statement would be taken for a part of this one
 * and be lost without a word, so the cursor is lost where one plainly begins.
 */
export function skipRest(c: Cursor): void {
  while (!c.done) {
    if (c.kind() === CLOSE) c.lose('no ")"');
    else if (c.at > c.from && beginsStatement(c, c.at)) c.lose('";" before the next statement');
    else c.skip();
  }
}

/** Where, after a token, a new statement plainly begins though none ended; nothing when there is no such place. */
export function nextStatement(tokens: Tokens, after: number, end: number): number | undefined {
  for (let index = after + 1; index < end; index++) {
    if (tokens.kinds[index] === WORD && startsWith(tokens, index, pairs)) return index;
  }
  return undefined;
}

function startsWith(tokens: Tokens, index: number, words: RegExp): boolean {
  if (tokens.kinds[index + 1] !== WORD || !beginsLine(tokens.text, tokens.starts[index] ?? 0)) return false;
  const word = (at: number): string => tokens.text.slice(tokens.starts[at], tokens.ends[at]).toUpperCase();
  return words.test(`${word(index)} ${word(index + 1)}`);
}

/**
 * The token at which the statement that begins at `from` ends: a semicolon, or the end. Semicolons inside the body of an
 * SQL function (BEGIN ATOMIC … END) and between the parentheses of CREATE RULE divide nothing.
 */
export function statementEnd(tokens: Tokens, from: number): number {
  const { kinds, count } = tokens;
  let end = from;
  while (end < count && kinds[end] !== SEMICOLON) end++;
  if (kinds[from] !== WORD || end === count) return end;
  const is = (index: number, word: string): boolean =>
    kinds[index] === WORD &&
    (tokens.ends[index] ?? 0) - (tokens.starts[index] ?? 0) === word.length &&
    tokens.text.slice(tokens.starts[index], tokens.ends[index]).toUpperCase() === word;
  if (!is(from, 'CREATE')) return end;
  const third = is(from + 1, 'OR') ? from + 3 : from + 1;
  if (is(third, 'RULE'))
    return endOutside(tokens, from, (index) => (kinds[index] === 40 ? 1 : kinds[index] === 41 ? -1 : 0));
  if (!is(third, 'FUNCTION') && !is(third, 'PROCEDURE')) return end;
  for (let index = from; index < end; index++) {
    if (!is(index, 'BEGIN') || !is(index + 1, 'ATOMIC')) continue;
    const opens = (at: number): number => (is(at, 'BEGIN') || is(at, 'CASE') ? 1 : is(at, 'END') ? -1 : 0);
    return endOutside(tokens, index, opens);
  }
  return end;
}

function endOutside(tokens: Tokens, from: number, opens: (index: number) => number): number {
  let depth = 0;
  for (let index = from; index < tokens.count; index++) {
    depth += opens(index);
    if (tokens.kinds[index] === SEMICOLON && depth <= 0) return index;
  }
  return tokens.count;
}
