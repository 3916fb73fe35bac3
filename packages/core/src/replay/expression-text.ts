import { foldIdentifier } from '@refint/sql';
import { cutName, withoutParentheses } from './names.ts';

/**
 * The text of an expression with a column under its new name. A name in it may be longer than what is kept of it.
 * Strings are left alone, and so is what cannot be a column: the name of a function, of a type after `::`, of a table.
 */
export function withNameIn(text: string, from: string, to: string): string {
  return text.replace(token, (written, at: number) => {
    if (written.startsWith("'") || nameOf(written) !== from) return written;
    const isOther = /^\s*[(.]/.test(text.slice(at + written.length)) || /::\s*$/.test(text.slice(0, at));
    return isOther ? written : quotedAsNeeded(to);
  });
}

/** The text of an expression in a table without the name of the table before its columns, which PostgreSQL does not keep. */
export const withoutTableIn = (text: string, table: string): string =>
  text.includes('.')
    ? text.replace(qualifier, (written, name: string | undefined) =>
        name !== undefined && nameOf(name) === table ? written.slice(written.indexOf('.') + 1).trimStart() : written,
      )
    : text;

/** A string, which is left alone, or a name with a dot behind it and none before it. */
const qualifier = /'(?:[^']|'')*'|(?<!\.\s*)(?<![\p{L}\p{N}_$"])("(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)\s*\.\s*/gu;

const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*/gu;

const nameOf = (written: string): string =>
  written.startsWith('"') ? cutName(written.slice(1, -1).replaceAll('""', '"')) : foldIdentifier(written);

const quotedAsNeeded = (name: string): string =>
  /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** Whether two texts differ in nothing but blanks, the case of words and parentheses around all of it. */
export const sameExpression = (one: string, other: string): boolean => one === other || bare(one) === bare(other);

function bare(text: string): string {
  const words = text.replace(/\s+|'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}\p{N}_$]+/gu, (written) =>
    /^\s/.test(written) ? ' ' : /^['"]/.test(written) ? written : foldIdentifier(written),
  );
  const tight = words.replace(/ ?([^\p{L}\p{N}_$'" ]) ?/gu, '$1').trim();
  return withoutParentheses(tight);
}
