import type { Span } from '@refint/model';
import { type Token, type TokenName, token } from './grammar.ts';
import { blankPattern, finderOf, namePattern } from './split.ts';
import type { Fault } from './tree.ts';

/** One line of a block that is neither empty nor a comment. */
export interface Line {
  readonly tokens: Token[];
  /** From its first token to its last. */
  readonly span: Span;
  readonly fault: Fault | undefined;
}

const number = '-?[0-9]+(?:\\.[0-9]+)?(?![\\p{L}0-9_.-])';
const path = `${namePattern}(?:\\.(?:${namePattern})?)*`;
const text = '"(?:\\\\[^\\r\\n]|[^"\\\\\\u0000-\\u001f])*"';
const next = new RegExp(
  `${blankPattern}*(?:(${number})|(${path})|(${text})|(@@?|[?(){}\\[\\],:=])|(//[^\\r\\n]*)|(/\\*)|(\\r\\n?|\\n|$))`,
  'uy',
);
const lineEnd = /\r\n?|\n|$/g;
// The parser calls itself for each bracket inside a bracket, and real schemas have three.
const deepest = 50;
const visible = /\S/;
const blank = new RegExp(blankPattern, 'u');

const marks: Readonly<Record<string, TokenName>> = {
  '@': 'FieldAttribute',
  '@@': 'BlockAttribute',
  '?': 'QuestionMark',
  '(': 'LRound',
  ')': 'RRound',
  '{': 'LCurly',
  '}': 'RCurly',
  '[': 'LSquare',
  ']': 'RSquare',
  ',': 'Comma',
  ':': 'Colon',
  '=': 'Equals',
};

/**
 * The lines of a block's body as tokens of prisma-ast's grammar. Comments are left out: line comments end a line, block
 * comments may stand before everything else or after it, as in Prisma's own grammar. A path such as `db.VarChar` is one
 * token, and so is any name, whatever letters it has and even if it is called `true`.
 */
export function lexLines(source: string, body: Span): readonly Line[] {
  const lines: Line[] = [];
  const whole = body.end === source.length ? source : source.slice(0, body.end);
  const closings = finderOf(whole, '*/');
  let at = body.start;
  let tokens: Token[] = [];
  let fault: Fault | undefined;
  const endLine = () => {
    fault ??= tooDeep(tokens);
    const first = tokens[0]?.startOffset ?? fault?.span.start;
    const last = Math.max((tokens.at(-1)?.endOffset ?? -1) + 1, fault?.span.end ?? 0);
    if (first !== undefined) lines.push({ tokens, span: { start: first, end: last }, fault });
    tokens = [];
    fault = undefined;
  };

  while (at < whole.length) {
    next.lastIndex = at;
    const found = next.exec(whole);
    if (!found) {
      fault = strayAt(whole, at);
      at = endOfLine(whole, at);
      continue;
    }
    const [all, digits, name, quotes, mark, lineComment, comment] = found;
    at += all.length;
    if (name !== undefined) tokens.push(token('Identifier', name, at - name.length));
    else if (mark !== undefined) tokens.push(token(marks[mark] ?? 'Comma', mark, at - mark.length));
    else if (quotes !== undefined) tokens.push(token('StringLiteral', quotes, at - quotes.length));
    else if (digits !== undefined) tokens.push(token('NumberLiteral', digits, at - digits.length));
    else if (comment !== undefined) {
      const opening = at - 2;
      const close = closings(at);
      if (close > whole.length) {
        fault = { span: { start: opening, end: at }, because: 'this comment is never closed' };
        at = endOfLine(whole, at);
        continue;
      }
      at = close + 2;
      const rest = endOfLine(whole, at);
      if (tokens.length > 0 && visible.test(whole.slice(at, rest))) {
        fault = { span: { start: opening, end: at }, because: 'a comment cannot stand in the middle of a line' };
        at = rest;
      }
    } else if (lineComment === undefined) endLine();
  }
  endLine();
  return lines;
}

function tooDeep(tokens: readonly Token[]): Fault | undefined {
  if (tokens.length <= deepest) return undefined;
  let depth = 0;
  for (const { image, startOffset } of tokens) {
    if ('([{'.includes(image)) depth++;
    else if (')]}'.includes(image)) depth--;
    if (depth > deepest)
      return {
        span: { start: startOffset, end: startOffset + 1 },
        because: `more than ${deepest} brackets are open here`,
      };
  }
  return undefined;
}

function strayAt(source: string, from: number): Fault {
  let at = from;
  while (blank.test(source[at] ?? '')) at++;
  const letter = String.fromCodePoint(source.codePointAt(at) ?? 0);
  const span = { start: at, end: Math.min(at + letter.length, source.length) };
  if (letter === '"')
    return {
      span: { start: at, end: endOfLine(source, at) },
      because: 'this text has no closing quote or holds a control character',
    };
  if (letter === "'") return { span, because: 'texts stand in double quotes' };
  return { span, because: `${shown(letter)} means nothing here` };
}

/** A letter for people; one that cannot be seen is shown by its number. */
const shown = (letter: string): string =>
  /[\p{C}\p{Z}\p{M}]/u.test(letter)
    ? `the character U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : `"${letter}"`;

function endOfLine(source: string, from: number): number {
  lineEnd.lastIndex = from;
  return lineEnd.exec(source)?.index ?? source.length;
}
