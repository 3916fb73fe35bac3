import { rememberedOfText, splitTableId, type TableId } from '@refint/model';

/** The names by which a table may be called: alone and with its schema. */
export function namesOf(id: TableId): readonly string[] {
  const { schema, name } = splitTableId(id);
  return schema === '' ? [name] : [name, `${schema}.${name}`];
}

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
export const matches = (pattern: string, name: string): boolean => compiled(pattern).test(name);

const compiled = rememberedOfText((pattern) => {
  const escaped = pattern.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '[^.]*');
  return new RegExp(`^${escaped}$`);
});
