import type { Problem } from '@refint/model';
import { isAbout, type NotReference } from '@refint/rule';
import type { ProjectReport } from './report.ts';

/** Entries that name a column without `*` that no table has: a slip in the name, or a column that is gone. */
export function idleColumns(entries: readonly NotReference[], projects: readonly ProjectReport[]): readonly Problem[] {
  if (entries.length === 0) return [];
  const tables = projects.flatMap(({ project: { declared, timeline } }) => [
    ...(declared?.snapshot.tables ?? []),
    ...(timeline?.last.tables ?? []),
  ]);
  const isThere = (entry: NotReference) =>
    tables.some(({ id, columns }) => isAbout(entry, { table: id, columns: columns.map(({ name }) => name) }));
  return [...entries.entries()].flatMap(([at, { column, because }]) =>
    column
      .filter((name) => !name.includes('*') && !isThere({ column: [name], because }))
      .map((name) => ({
        kind: 'unusable' as const,
        text: `notReferences[${at}] (${name}) names no column here; names are those of tables and columns in the database`,
        fatal: false,
      })),
  );
}
