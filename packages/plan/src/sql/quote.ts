import { splitTableId, type TableId } from '@refint/model';

/**
 * A name as SQL may hold it wherever names stand, whatever is in it. All are quoted: which words are reserved depends on the
 * version of the server.
 */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Names in a list, as columns stand in parentheses. */
export const quoteAll = (names: readonly string[]): string => names.map(quote).join(', ');

/** A table as a statement names it; with its schema only where that is not the usual one, as Prisma does. */
export function quoteTable(id: TableId): string {
  const { schema, name } = splitTableId(id);
  return schema === '' || schema === 'public' ? quote(name) : `${quote(schema)}.${quote(name)}`;
}

/** A text as SQL holds it; a backslash stays one, whatever `standard_conforming_strings` says. */
export function quoteText(text: string): string {
  const inside = text.replaceAll("'", "''");
  return text.includes('\\') ? `E'${inside.replaceAll('\\', '\\\\')}'` : `'${inside}'`;
}
