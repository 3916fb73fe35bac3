import type { Span } from '@refint/model';

const isBreak = (code: number): boolean => code === 10 || code === 13;

/** Where the line with this place begins. */
export function startOfLine(text: string, place: number): number {
  let at = place;
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Where the line with this place ends, before its line break. */
export function endOfLine(text: string, place: number): number {
  let at = place;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return at;
}

/** The blanks with which a line begins. */
export function indentOf(text: string, lineStart: number): string {
  let at = lineStart;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return text.slice(lineStart, at);
}

/** How lines end from a place on. */
export const lineBreakOf = (text: string, from: number): string => {
  const end = endOfLine(text, from);
  return text.startsWith('\r\n', end) ? '\r\n' : '\n';
};

/** The lines on which a stretch stands, the break behind the last one included, and an empty line that it alone was set apart by. */
export function wholeLines(text: string, { start, end }: Span): Span {
  const from = startOfLine(text, start);
  const to = afterBreak(text, endOfLine(text, end));
  const isLast = text.slice(to, endOfLine(text, to)).trim() === '}';
  const above = from === 0 ? from : startOfLine(text, beforeBreak(text, from));
  const isEmptyAbove = text.slice(above, from).trim() === '';
  return { start: isLast && isEmptyAbove ? above : from, end: to };
}

const afterBreak = (text: string, at: number): number =>
  text.startsWith('\r\n', at) ? at + 2 : Math.min(at + 1, text.length);
const beforeBreak = (text: string, at: number): number => (text.slice(at - 2, at) === '\r\n' ? at - 2 : at - 1);
