import { quotedIdentifier, quotedLiteral } from './identifiers.ts';
import { boundedText, textOf, unknown, type Value } from './values.ts';

/** `format(text, …)`: `%s`, `%I` and `%L`, with positions; widths are not considered. */
export function format(args: readonly Value[]): string | null | undefined {
  const pattern = textOf(args[0]);
  if (pattern === null || pattern === unknown) return pattern;
  let next = 1;
  const parts: string[] = [];
  for (const [part] of pattern.matchAll(/%(?:%|(?:\d+\$)?[sIL])|[^%]+|%/g)) {
    if (!part.startsWith('%')) parts.push(part);
    else if (part === '%%') parts.push('%');
    else if (part === '%') return unknown;
    else {
      const position = /^%(\d+)\$/.exec(part)?.[1];
      const at = position === undefined ? next : Number(position);
      next = at + 1;
      if (at >= args.length) return unknown;
      const value = textOf(args[at]);
      const kind = part.at(-1);
      if (value === unknown) return unknown;
      if (value === null && kind === 'I') return unknown;
      if (value === null) parts.push(kind === 'L' ? 'NULL' : '');
      else parts.push(kind === 'I' ? quotedIdentifier(value) : kind === 'L' ? quotedLiteral(value) : value);
    }
  }
  return boundedText(parts);
}
