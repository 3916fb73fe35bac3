import type { Comment, Span } from '@refint/model';
import type { DialectReader } from './cursor.ts';
import { instructionsIn } from './instructions.ts';
import type { SqlFile } from './read.ts';
import { CLOSE, CLOSE_BRACKET, COMMA, OPEN, OPEN_BRACKET, release, SEMICOLON, STRING, type Tokens } from './tokens.ts';

/**
 * The comments of a migration that hold a word, also those inside of code. What looks like a comment in a string or a quoted
 * name is none.
 */
export function commentsWith(word: string, file: SqlFile, reader: DialectReader): readonly Comment[] {
  const { text } = file.source;
  const found: Comment[] = [];
  const instructions = instructionsIn(file.statements);
  searchIn({ word, text, reader, instructions, found }, { start: 0, end: text.length }, false);
  return found;
}

interface Search {
  readonly word: string;
  readonly text: string;
  readonly reader: DialectReader;
  readonly instructions: ReadonlyMap<number, Span>;
  readonly found: Comment[];
}

/** Looks between the tokens of a stretch. Code in dollar quotes is a stretch of its own. */
function searchIn(search: Search, { start, end }: Span, isCode: boolean): void {
  const { word, text, reader, found } = search;
  const tokens = reader.tokenise(text, start, end);
  let index = 0;
  for (let at = text.indexOf(word, start); at >= 0 && at < end; ) {
    while (index < tokens.count && (tokens.ends[index] ?? 0) <= at) index++;
    const [from, to] = [tokens.starts[index] ?? end, tokens.ends[index] ?? end];
    let next = to;
    if (index < tokens.count && from <= at) {
      const code = tokens.kinds[index] === STRING ? insideDollars(text, from, to) : undefined;
      if (code) searchIn(search, code, true);
    } else {
      next = index < tokens.count ? from : end;
      for (const comment of commentsBetween(text, index === 0 ? start : (tokens.ends[index - 1] ?? start), next)) {
        if (!text.slice(comment.span.start, comment.span.end).includes(word)) continue;
        const { isAlone, isLast } = standing(text, comment.span);
        const about = isLast ? lineOf(text, comment.span) : following(search, tokens, index, isCode);
        found.push({ ...comment, isAlone, about });
      }
    }
    at = text.indexOf(word, Math.max(next, at + 1));
  }
  release(tokens);
}

/** What stands between the dollars of `$tag$ … $tag$`; nothing for strings in other quotes. */
function insideDollars(text: string, from: number, to: number): Span | undefined {
  const tag = /^\$[^$]*\$/.exec(text.slice(from, to))?.[0];
  return tag === undefined ? undefined : { start: from + tag.length, end: to - tag.length };
}

/** The comments in a stretch that holds no token. */
function commentsBetween(text: string, from: number, to: number): Pick<Comment, 'span' | 'inside'>[] {
  const found: Pick<Comment, 'span' | 'inside'>[] = [];
  for (let at = from; at < to; ) {
    if (text.startsWith('--', at)) {
      const line = text.slice(at, Math.min(to, endOfLine(text, at)));
      const end = at + line.trimEnd().length;
      found.push({ span: { start: at, end }, inside: { start: at + 2, end } });
      at += Math.max(line.length, 2);
    } else if (text.startsWith('/*', at)) {
      const end = Math.min(to, endOfComment(text, at));
      found.push({ span: { start: at, end }, inside: { start: at + 2, end: Math.max(at + 2, end - 2) } });
      at = end;
    } else at++;
  }
  return found;
}

/** Comments nest. */
function endOfComment(text: string, start: number): number {
  const signs = /\/\*|\*\//g;
  signs.lastIndex = start;
  let depth = 0;
  for (let sign = signs.exec(text); sign; sign = signs.exec(text)) {
    depth += sign[0] === '/*' ? 1 : -1;
    if (depth === 0) return signs.lastIndex;
  }
  return text.length;
}

/** Whether a comment has its lines for itself, and whether it only ends the line of something else. */
function standing(text: string, { start, end }: Span): { readonly isAlone: boolean; readonly isLast: boolean } {
  const isFirst = text.slice(startOfLine(text, start), start).trim() === '';
  const ends = text.slice(end, endOfLine(text, end)).trim() === '';
  return { isAlone: isFirst && ends, isLast: !isFirst };
}

const startOfLine = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

const lineOf = (text: string, { start, end }: Span): Span => ({
  start: startOfLine(text, start),
  end: endOfLine(text, end),
});

/** What begins at a token: a statement, one of a block of code, or a part of a statement up to the comma that ends it. */
function following({ reader, instructions }: Search, tokens: Tokens, index: number, isCode: boolean): Span | undefined {
  const { kinds, words, count } = tokens;
  while (index < count && kinds[index] === SEMICOLON) index++;
  const start = tokens.starts[index];
  if (index >= count || start === undefined) return undefined;
  const before = index === 0 ? SEMICOLON : kinds[index - 1];
  if (isCode) {
    const instruction = instructions.get(start);
    if (instruction) return instruction;
    const isBegun = before === SEMICOLON || begins.has(words[index - 1] ?? '');
    return spanUpTo(tokens, index, isBegun ? undefined : COMMA);
  }
  if (before !== SEMICOLON) return spanUpTo(tokens, index, COMMA);
  return { start, end: tokens.ends[reader.statementEnd(tokens, index) - 1] ?? start };
}

/** The words of PL/pgSQL behind which a statement begins. */
const begins: ReadonlySet<string> = new Set(['BEGIN', 'THEN', 'ELSE', 'LOOP', 'DECLARE']);

/** From a token to the one before the next semicolon, closing bracket, or other sign on the same level. */
function spanUpTo(
  { kinds, starts, ends, closers, count }: Tokens,
  first: number,
  sign: number | undefined,
): Span | undefined {
  let last = first;
  for (let at = first; at < count; at++) {
    const kind = kinds[at];
    if (kind === SEMICOLON || kind === sign || kind === CLOSE || kind === CLOSE_BRACKET) break;
    if (kind === OPEN || kind === OPEN_BRACKET) at = Math.max(at, closers[at] ?? 0);
    last = at;
  }
  const [start, end] = [starts[first], ends[last]];
  return start === undefined || end === undefined || end <= start ? undefined : { start, end };
}
