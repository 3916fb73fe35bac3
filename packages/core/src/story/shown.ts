import type { Place } from '@refint/model';

/** What is written at a place, in one line, cut where it is long. */
export function condition({ source, span }: Place, most = 160): string {
  const text = source.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** An expression without the line ends and the margins of its author; what stands in quotes stays as it is. */
export const inOneLine = (expression: string): string =>
  expression.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\s+/g, (part) => (/^\s/.test(part) ? ' ' : part)).trim();
