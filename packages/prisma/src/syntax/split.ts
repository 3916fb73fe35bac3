import type { Span } from '@refint/model';
import type { Fault } from './tree.ts';

/** A stretch of a schema that is one block, from its keyword to its closing brace. */
export interface BlockText {
  readonly span: Span;
  /** What stands between the line of the opening brace and the closing brace. */
  readonly body: Span;
  /** Nothing for a block that is closed as it should be. */
  readonly fault: Fault | undefined;
}

/** Everything at the top of a schema: blocks, and places where there should be one and is none. */
export interface SplitText {
  readonly blocks: readonly BlockText[];
  readonly faults: readonly Fault[];
}

const blank = '[\\t\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]';
const letter = '[\\p{L}0-9]';
/** A name as Prisma's grammar has it: letters, digits, `_` and `-`, starting with a letter or digit. */
export const namePattern = `${letter}(?:${letter}|[_-])*`;
export const blankPattern = blank;

const keyword = '(?:model|view|type|enum|datasource|generator)';
// The keyword may touch the name (`modelUser {` is a model `User`), and all that follows the brace on its line is
// ignored: so it is in Prisma's own grammar.
const header = new RegExp(`${keyword}${blank}*${namePattern}${blank}*\\{[^\\r\\n]*(?:\\r\\n?|\\n|$)`, 'uy');
const headerInside = new RegExp(`${keyword}${blank}+${namePattern}${blank}*\\{`, 'uy');
// The letters of all languages take a millisecond to compile, and nearly all lines are ASCII.
const usualHeader = new RegExp(`${keyword}[ \\t]*[A-Za-z0-9][\\w-]*[ \\t]*\\{[^\\r\\n]*(?:\\r\\n?|\\n|$)`, 'y');
const usualHeaderInside = new RegExp(`${keyword}[ \\t]+[A-Za-z0-9][\\w-]*[ \\t]*\\{`, 'y');
const unusualInside = new RegExp(`${keyword}[^\\r\\n{]*[^\\0-\\x7f]`, 'y');
const alias = new RegExp(`type${blank}+${namePattern}${blank}*=`, 'uy');
const blanks = new RegExp(`${blank}*`, 'uy');
const lineEnd = /\r\n?|\n|$/g;
// Strings and line comments are stepped over, since `/*` means nothing inside them.
const commentOpening = /"(?:\\[^\r\n]|[^"\\\r\n])*"|\/\/[^\r\n]*|(\/\*)|(\r\n?|\n|$)/g;

/**
 * Finds the blocks of a schema as Prisma's grammar does, which is made of lines: a block ends at the first line that
 * begins with `}`. Where a brace is missing, a line that can only be the head of the next block ends it too, so that one
 * mistake costs one block.
 */
export function splitBlocks(text: string, known: Known = nothingKnown): SplitText {
  const blocks: BlockText[] = [...known.before];
  const faults: Fault[] = [];
  const comments: Comments = { openings: finderOf(text, '/*'), closings: finderOf(text, '*/') };
  let at = blocks.at(-1)?.span.end ?? 0;
  while (at < text.length) {
    at = skipTop(text, at, comments);
    if (at >= text.length) break;
    const rest = known.from(at);
    if (rest) return { blocks: [...blocks, ...rest], faults };
    const head = match(usualHeader, text, at) ?? match(header, text, at);
    if (head) {
      const block = readBlock(text, at, at + head.length, comments);
      blocks.push(block);
      at = block.span.end;
    } else {
      const stray = readStray(text, at, comments);
      faults.push(stray.fault);
      at = stray.end;
    }
  }
  return { blocks, faults };
}

/** What is known of a text that differs from another one in the middle only. */
export interface Known {
  /** The blocks before. */
  readonly before: readonly BlockText[];
  /** The rest of the blocks, from a place on where one begins; nothing where it is not known. */
  from(at: number): readonly BlockText[] | undefined;
}

const nothingKnown: Known = { before: [], from: () => undefined };

interface Comments {
  readonly openings: Finder;
  readonly closings: Finder;
}

function readBlock(text: string, start: number, bodyStart: number, comments: Comments): BlockText {
  let at = bodyStart;
  for (;;) {
    at = skipBlank(text, at, comments);
    if (at >= text.length)
      return unclosed(start, bodyStart, text.length, firstLine(text, start), 'its closing brace is missing');
    if (text[at] === '}')
      return { span: { start, end: at + 1 }, body: { start: bodyStart, end: at }, fault: undefined };
    if (beginsBlock(text, at)) {
      return unclosed(start, bodyStart, at, firstLine(text, at), 'its closing brace is missing before this line');
    }
    at = afterLine(text, at, comments);
  }
}

/** Whether a line inside of a block can only be the head of the next one. */
const beginsBlock = (text: string, at: number): boolean =>
  'mvtedg'.includes(text[at] ?? ' ') &&
  (matches(usualHeaderInside, text, at) || (matches(unusualInside, text, at) && matches(headerInside, text, at)));

const unclosed = (start: number, bodyStart: number, end: number, span: Span, because: string): BlockText => ({
  span: { start, end },
  body: { start: Math.min(bodyStart, end), end },
  fault: { span, because },
});

/** All lines up to the next head of a block or the next closing brace: whatever went wrong, it is one mistake. */
function readStray(text: string, start: number, comments: Comments): { readonly fault: Fault; readonly end: number } {
  const fault = { span: firstLine(text, start), because: whyStray(text, start) };
  let at = start;
  for (;;) {
    if (text[at] === '}') return { fault, end: at + 1 };
    if (at > start && match(header, text, at)) return { fault, end: at };
    // A byte order mark hides the block behind it.
    at = text[at] === '\ufeff' ? at + 1 : afterLine(text, at, comments);
    at = skipTop(text, at, comments);
    if (at >= text.length) return { fault, end: text.length };
  }
}

function whyStray(text: string, at: number): string {
  if (text[at] === '}') return 'this brace closes nothing';
  if (text[at] === '\ufeff') return 'Prisma takes the byte order mark in front of it for a letter';
  if (text.startsWith('/*', at)) return 'this comment is never closed';
  if (match(alias, text, at)) return 'type aliases are no longer part of the language';
  return 'it starts with none of the words model, view, type, enum, datasource and generator, with a name and "{" on the same line';
}

/** Past blanks, line ends and comments. */
function skipTop(text: string, from: number, comments: Comments): number {
  let at = from;
  for (;;) {
    at = skipBlank(text, at, comments);
    if (text.startsWith('//', at)) at = endOfLine(text, at);
    else if (text[at] === '\n' || text[at] === '\r') at++;
    else return at;
  }
}

/** Past blanks and closed block comments. */
function skipBlank(text: string, from: number, comments: Comments): number {
  let at = from;
  for (;;) {
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
    if (text.charCodeAt(at) > 127) at += match(blanks, text, at)?.length ?? 0;
    if (!text.startsWith('/*', at)) return at;
    const close = comments.closings(at + 2);
    if (close === Number.POSITIVE_INFINITY) return at;
    at = close + 2;
  }
}

/** Where something comes next, from a place on; places are asked for in order. */
export type Finder = (from: number) => number;

/** Looking for what is not there would go through the whole rest of the file each time, so the answer is kept. */
export function finderOf(text: string, what: string): Finder {
  let known = -1;
  return (from) => {
    if (known < from) {
      known = text.indexOf(what, from);
      if (known < 0) known = Number.POSITIVE_INFINITY;
    }
    return known;
  };
}

/** The start of the next line; a block comment that begins on this one belongs to it. */
function afterLine(text: string, from: number, comments: Comments): number {
  const end = endOfLine(text, from);
  if (comments.openings(from) > end) return afterBreak(text, end);
  commentOpening.lastIndex = from;
  for (let found = commentOpening.exec(text); found; found = commentOpening.exec(text)) {
    if (found[1] !== undefined) {
      const close = comments.closings(found.index + 2);
      if (close < text.length) commentOpening.lastIndex = close + 2;
    } else if (found[2] !== undefined) {
      return found.index + found[2].length;
    }
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  lineEnd.lastIndex = from;
  return lineEnd.exec(text)?.index ?? text.length;
}

const afterBreak = (text: string, at: number): number =>
  text.startsWith('\r\n', at) ? at + 2 : Math.min(at + 1, text.length);

/** From a place to the last visible letter of its line. */
function firstLine(text: string, start: number): Span {
  const line = text.slice(start, endOfLine(text, start));
  return { start, end: start + Math.max(line.trimEnd().length, Math.min(1, line.length)) };
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
