import type { Comment, Dialect, Expression, Named, Output, Place, QualifiedName, Query, Source } from '@refint/model';
import type { DialectReader } from './cursor.ts';
import { postgresql } from './dialects/postgresql.ts';
import { cursorOver, readOnlyQuery, readText, type SqlFile, unread } from './read.ts';

export { foldIdentifier } from './dialects/postgresql/names.ts';
export type { SqlFile } from './read.ts';

const readers: Readonly<Partial<Record<Dialect, DialectReader>>> = { postgresql };

const known = new Map<Dialect, WeakMap<Source, SqlFile>>();

/**
 * The statements of a migration in order, each with the changes that it makes, and a Problem for whatever could not be
 * read. Never throws. The same source is read once. A dialect without a reader gives no statements and one Problem.
 */
export function readSql(source: Source, dialect: Dialect): SqlFile {
  let files = known.get(dialect);
  if (!files) known.set(dialect, (files = new WeakMap()));
  let file = files.get(source);
  if (!file) {
    const reader = readers[dialect];
    files.set(source, (file = reader ? readText(source.text, source, undefined, reader) : unread(source, dialect)));
  }
  return file;
}

/** What a text that was put together says: statements, and the query that it is when somebody wants its rows. */
export interface SqlCommand extends SqlFile {
  readonly query?: Query | undefined;
}

/**
 * The statements of a text that was put together, such as the operand of EXECUTE: all that is said of it points to the
 * place where it was.
 */
export function readCommand(text: string, { source, span }: Place, dialect: Dialect): SqlCommand {
  const reader = readers[dialect];
  if (!reader) return unread(source, dialect);
  const file = readText(text, source, span, reader);
  return file.statements.length === 1 ? { ...file, query: readOnlyQuery(text, source, span, reader) } : file;
}

/** The expression that a text holds; `unknown` where it is not understood. Its places are those in the text. */
export function readValue(text: string, dialect: Dialect): Expression {
  const reader = readers[dialect];
  if (!reader) return { kind: 'unknown', text, span: { start: 0, end: text.length } };
  return reader.readExpression(cursorOver(text, reader));
}

/** The columns that a query gives, by its text; nothing where their names can't be known from it. */
export function readOutput(text: string, dialect: Dialect, of: 'query' | 'view'): Output | undefined {
  const reader = readers[dialect];
  if (!reader) return undefined;
  const c = cursorOver(text, reader);
  const output = of === 'view' ? reader.readViewOutput(c) : reader.readOutput(c);
  return c.lost ? undefined : output;
}

/** Columns that a view surely reads, by the statement that makes it: not all of them, where its query is not plain. */
export function readViewColumns(
  text: string,
  dialect: Dialect,
): readonly { readonly table: QualifiedName; readonly column: string }[] {
  const reader = readers[dialect];
  if (!reader) return [];
  const c = cursorOver(text, reader);
  const columns = reader.readViewColumns(c);
  return c.lost ? [] : columns;
}

/** The first words of a statement that older versions of the server do not know, with the version that brought them. */
export function readNovelty(
  text: string,
  dialect: Dialect,
): { readonly since: number; readonly at: Named } | undefined {
  const reader = readers[dialect];
  return reader?.readNovelty(cursorOver(text, reader));
}

/** The comments of a migration that hold a word; what finds them is loaded only where it is asked for. */
export async function commentsIn(source: Source, dialect: Dialect, word: string): Promise<readonly Comment[]> {
  const reader = readers[dialect];
  if (!reader) return [];
  return (await import('./comments.ts')).commentsWith(word, readSql(source, dialect), reader);
}
