import type { Problem } from '@refint/model';
import { isAbout, type NotReference } from '@refint/rule';
import type { ProjectReport } from './report.ts';

/**
 * Entries that name a column without `*` that no table has, which is a slip in the name or a column that is gone; or one of a
 * relation that the schema declares, which is a reference all the same.
 */
export function idleColumns(entries: readonly NotReference[], projects: readonly ProjectReport[]): readonly Problem[] {
  if (entries.length === 0) return [];
  const tables = projects.flatMap(({ project: { declared, timeline } }) => [
    ...(declared?.snapshot.tables ?? []),
    ...(timeline?.last.tables ?? []),
  ]);
  const isThere = (entry: NotReference) =>
    tables.some(({ id, columns }) => isAbout(entry, { table: id, columns: columns.map(({ name }) => name) }));
  const relations = projects.flatMap(({ project }) => project.declared?.snapshot.relations ?? []);
  const wrong = (entry: NotReference, name: string): string | undefined => {
    if (!isThere(entry)) return `${name} names no column here; names are those of tables and columns in the database`;
    if (!relations.some((relation) => isAbout(entry, relation))) return undefined;
    return `${name} is a relation of the schema; one that is meant to have no foreign key stands in relations.intended`;
  };
  return [...entries.entries()].flatMap(([at, { column, because }]) =>
    column
      .filter((name) => !name.includes('*'))
      .flatMap((name) => wrong({ column: [name], because }, `notReferences[${at}] (${name})`) ?? [])
      .map((text) => ({ kind: 'unusable' as const, text, setting: `notReferences[${at}]`, fatal: false })),
  );
}
