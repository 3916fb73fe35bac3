import type { Span } from '@refint/model';
import { blankPattern, type Finder, namePattern } from './split.ts';
import type { Fault } from './tree.ts';

/** One line of a block; a block comment may make it longer than a line of the file. */
export interface Line {
  /** The text of its block. */
  readonly text: string;
  /** A letter for each token, which says of what kind it is: see `parseShape`. */
  readonly shape: string;
  /** Where each token starts and ends, one after the other. */
  readonly bounds: readonly number[];
  readonly fault: Fault | undefined;
  /** Where the next line starts. */
  readonly after: number;
}

/** From the start of a token to its end, or to that of another one. */
export const spanOf = ({ bounds }: Line, first: number, last: number = first): Span => ({
  start: bounds[2 * first] ?? 0,
  end: bounds[2 * last + 1] ?? 0,
});

export const textOf = ({ text, bounds }: Line, token: number): string =>
  text.slice(bounds[2 * token], bounds[2 * token + 1]);

const number = '-?[0-9]+(?:\\.[0-9]+)?(?![\\p{L}0-9_.-])';
const path = `${namePattern}(?:\\.(?:${namePattern})?)*`;
const text = '"(?:\\\\[^\\r\\n]|[^"\\\\\\u0000-\\u001f])*"';
const next = new RegExp(
  `${blankPattern}*(?:(${number})|(${path})|(${text})|(@@?|[?(){}\\[\\],:=])|(//[^\\r\\n]*)|(/\\*)|(\\r\\n?|\\n|$))`,
  'uy',
);
// Nearly all of a schema is made of these; they cost a fraction of the pattern above.
const usualBlanks = /[ \t]+/y;
const usualName = /[A-Za-z]\w*(?![\w.\-\u0080-\uffff])/y;
const usualText = /"[ !#-[\]-~]*"/y;
/** What a letter of that code begins there, as in a shape; a blank and the end of a line stand for themselves. */
const usual: readonly string[] = Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code);
  if (/[A-Za-z]/.test(letter)) return 'n';
  if (letter === '"') return 't';
  return ' \n@?(){}[],:='.includes(letter) ? letter : '';
});
const lineEnd = /\r\n?|\n|$/g;
const visible = /\S/;
const blank = new RegExp(blankPattern, 'u');

/**
 * The next line of a block's body as tokens of prisma-ast's grammar. Comments are left out: line comments end a line,
 * block comments may stand before everything else or after it, as in Prisma's own grammar. A path such as `db.VarChar`
 * is one token, and so is any name, whatever letters it has and even if it is called `true`.
 * @param closings finds the ends of block comments
 */
export function lexLine(text: string, from: number, closings: Finder): Line {
  let shape = '';
  const bounds: number[] = [];
  let fault: Fault | undefined;
  let at = from;
  while (at < text.length) {
    const letter = usual[text.charCodeAt(at)];
    if (letter === 'n' || letter === 't') {
      const pattern = letter === 'n' ? usualName : usualText;
      pattern.lastIndex = at;
      if (pattern.test(text)) {
        shape += letter;
        bounds.push(at, pattern.lastIndex);
        at = pattern.lastIndex;
        continue;
      }
    } else if (letter === ' ') {
      usualBlanks.lastIndex = at;
      usualBlanks.test(text);
      at = usualBlanks.lastIndex;
      continue;
    } else if (letter === '\n') {
      at++;
      break;
    } else if (letter === '@' && text[at + 1] === '@') {
      shape += '#';
      bounds.push(at, at + 2);
      at += 2;
      continue;
    } else if (letter) {
      shape += letter;
      bounds.push(at, ++at);
      continue;
    }

    next.lastIndex = at;
    const found = next.exec(text);
    if (!found) {
      fault = strayAt(text, at);
      at = endOfLine(text, at);
      continue;
    }
    at = next.lastIndex;
    const kind = kindOf(found);
    if (kind === 'end') break;
    if (kind === 'line comment') continue;
    if (kind !== 'block comment') {
      shape += kind;
      bounds.push(at - (found[1] ?? found[2] ?? found[3] ?? found[4] ?? '').length, at);
      continue;
    }
    const opening = at - 2;
    const close = closings(at);
    if (close > text.length) {
      fault = { span: { start: opening, end: at }, because: 'this comment is never closed' };
      at = endOfLine(text, at);
      continue;
    }
    at = close + 2;
    const rest = endOfLine(text, at);
    if (shape !== '' && visible.test(text.slice(at, rest))) {
      fault = { span: { start: opening, end: at }, because: 'a comment cannot stand in the middle of a line' };
      at = rest;
    }
  }
  return { text, shape, bounds, fault, after: at };
}

/** What the general pattern has found: the letter of a token, or something that is none. */
function kindOf(found: RegExpExecArray): string {
  if (found[3] !== undefined) return 't';
  if (found[4] !== undefined) return found[4] === '@@' ? '#' : found[4];
  if (found[2] !== undefined) return 'n';
  if (found[1] !== undefined) return 'd';
  if (found[5] !== undefined) return 'line comment';
  return found[6] !== undefined ? 'block comment' : 'end';
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
