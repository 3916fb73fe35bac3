import { Cursor, type Reading } from '../../cursor.ts';
import { STRING } from '../../tokens.ts';

/** `LANGUAGE name`, if it stands here. */
export function readLanguage(c: Cursor): string | undefined {
  if (!c.takes('LANGUAGE')) return undefined;
  return (c.kind() === STRING ? c.string() : c.name('a language')).name.toLowerCase();
}

/** A block inside of a block inside of a block … ends somewhere. */
const deepest = 20;

/**
 * A cursor over the code in the string at a token; nothing when code is in code too often. What it says stands in the
 * file where it stands in the string, unless the string has quotes in quotes. Its tokens are to be released.
 */
export function bodyAt(c: Cursor, token: number): Cursor | undefined {
  if (c.reading.depth > deepest) return undefined;
  const { text } = c.tokens;
  const start = c.tokens.starts[token] ?? 0;
  const end = c.tokens.ends[token] ?? 0;
  const written = text.slice(start, end);
  const code = c.dialect.stringOf(written);
  const quote = written.charCodeAt(0) === 36 ? written.indexOf('$', 1) + 1 : 1;
  const isPlain = written.startsWith(code, quote) && quote + code.length + quote === written.length;
  const place = isPlain ? c.reading.place : c.span(token);
  const { source, problems, cutNames, depth } = c.reading;
  const reading: Reading = { source, place, problems, cutNames, depth: depth + 1 };
  const tokens = isPlain ? c.dialect.tokenise(text, start + quote, end - quote) : c.dialect.tokenise(code);
  for (const { start, end, kind, text: because } of tokens.faults) {
    const at = { source: reading.source, span: place ?? { start, end } };
    reading.problems.push({ kind, text: because, at, fatal: false });
  }
  return new Cursor(reading, tokens, c.dialect, 0, tokens.count);
}
