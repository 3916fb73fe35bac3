import { foldIdentifier } from '@refint/sql';
import { cutName } from './names.ts';

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

const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*/gu;

const nameOf = (written: string): string =>
  written.startsWith('"') ? cutName(written.slice(1, -1).replaceAll('""', '"')) : foldIdentifier(written);

const quotedAsNeeded = (name: string): string =>
  /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
