import { BROKEN, PARAMETER, QUOTED, STRING, type TokenWriter } from '../../tokens.ts';
import { lineOfStatement } from './beginnings.ts';
import { DIGIT, families, inWord } from './characters.ts';

/** A string in single quotes, of which two in a row stand for one. */
export function quoted(
  out: TokenWriter,
  text: string,
  start: number,
  inside: number,
  to: number,
  escapes: boolean,
): number {
  let at = inside;
  for (;;) {
    at = escapes ? escapedQuote(text, at, to) : text.indexOf("'", at);
    if (at < 0 || at >= to) return unfinished(out, start, to, 'the string that begins here never ends');
    if (text.charCodeAt(at + 1) !== 39 || at + 1 >= to) break;
    at += 2;
  }
  if (goesTooFar(out, start, at)) return unfinished(out, start, at, 'the string that begins here never ends');
  out.add(STRING, start, at + 1);
  return at + 1;
}

function escapedQuote(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 39) return at;
    if (code === 92) at++;
  }
  return -1;
}

export function quotedName(out: TokenWriter, text: string, start: number, inside: number, to: number): number {
  let at = inside;
  for (;;) {
    at = text.indexOf('"', at);
    if (at < 0 || at >= to) return unfinished(out, start, to, 'the quoted name that begins here never ends');
    if (text.charCodeAt(at + 1) !== 34 || at + 1 >= to) break;
    at += 2;
  }
  if (goesTooFar(out, start, at)) return unfinished(out, start, at, 'the quoted name that begins here never ends');
  out.add(QUOTED, start, at + 1);
  return at + 1;
}

const goesTooFar = (out: TokenWriter, start: number, end: number, flush = false): boolean =>
  out.isCareful && lineOfStatement(out.text, start, end, flush) !== undefined;

/** What never ends costs nothing of the statements that begin in lines below it. */
function unfinished(out: TokenWriter, start: number, to: number, because: string, flush = false): number {
  const end = lineOfStatement(out.text, start, to, flush) ?? to;
  out.faults.push({ start, end, kind: 'unreadable', text: because, isOpen: true });
  out.add(BROKEN, start, end);
  return end;
}

export function dollar(out: TokenWriter, text: string, start: number, to: number): number {
  let at = start + 1;
  if (at < to && families[text.charCodeAt(at)] === DIGIT) {
    while (at < to && families[text.charCodeAt(at)] === DIGIT) at++;
    out.add(PARAMETER, start, at);
    return at;
  }
  while (at < to && inWord[text.charCodeAt(at)] !== 0 && text.charCodeAt(at) !== 36) at++;
  if (at >= to || text.charCodeAt(at) !== 36) {
    return out.stray(start);
  }
  const tag = text.slice(start, at + 1);
  const end = text.indexOf(tag, at + 1);
  const because = `the text that begins here with ${tag} never ends`;
  if (end < 0 || end + tag.length > to) return unfinished(out, start, to, because, true);
  if (goesTooFar(out, start, end, true)) return unfinished(out, start, end, because, true);
  out.add(STRING, start, end + tag.length);
  return end + tag.length;
}

/** Comments nest: PostgreSQL manual, 4.1.5. What was found ahead is kept, so that deep nesting costs one pass. */
export function comment(out: TokenWriter, text: string, start: number, to: number): number {
  let depth = 1;
  let at = start + 2;
  let close = -1;
  let open = -1;
  while (depth > 0) {
    if (close < at) close = text.indexOf('*/', at);
    if (close < 0 || close + 2 > to) {
      const end = lineOfStatement(text, start, to, false) ?? to;
      out.faults.push({ start, end, kind: 'unreadable', text: 'the comment that begins here never ends' });
      return end;
    }
    if (open < at) {
      open = text.indexOf('/*', at);
      if (open < 0) open = text.length;
    }
    depth += open < close ? 1 : -1;
    at = Math.min(open, close) + 2;
  }
  return at;
}
