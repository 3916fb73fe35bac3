import { splitTableId, type TableId } from '@refint/model';

/** The names by which a table may be called: alone and with its schema. */
export function namesOf(id: TableId): readonly string[] {
  const { schema, name } = splitTableId(id);
  return schema === '' ? [name] : [name, `${schema}.${name}`];
}

const compiled = new Map<string, RegExp>();

/** Whether a pattern is about a table. */
export const matchesTable = (pattern: string, table: TableId): boolean =>
  namesOf(table).some((name) => matches(pattern, name));

/** Whether one of the patterns, `posts.author_id`, is about one of the columns of a table. */
export const matchesColumns = (patterns: readonly string[], table: TableId, columns: readonly string[]): boolean =>
  patterns.length > 0 &&
  namesOf(table).some((name) =>
    columns.some((column) => patterns.some((pattern) => matches(pattern, `${name}.${column}`))),
  );

/** `*` stands for any letters but a dot; everything else for itself. */
export function matches(pattern: string, name: string): boolean {
  let known = compiled.get(pattern);
  if (!known) {
    const escaped = pattern.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '[^.]*');
    compiled.set(pattern, (known = new RegExp(`^${escaped}$`)));
  }
  return known.test(name);
}
