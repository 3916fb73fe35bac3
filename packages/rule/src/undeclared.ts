import type { Reference } from '@refint/model';
import { matchesColumns } from './patterns.ts';
import type { Project } from './rule.ts';

/** Columns that look like references and are none, or none that anything should declare, and why. */
export interface NotReference {
  /** `posts.external_id`, `*.created_by`; `*` stands for any letters. */
  readonly column: readonly string[];
  readonly because: string;
}

/** References that nobody declared, without those of which the configuration says that they are none. */
export const inferredReferences = ({
  graph,
  notReferences,
}: Pick<Project, 'graph' | 'notReferences'>): readonly Reference[] =>
  notReferences.length === 0
    ? graph.inferred
    : graph.inferred.filter((reference) => !notReferences.some((entry) => isAbout(entry, reference)));

/** The same without those that are meant to be as they are. */
export function undeclaredReferences(project: Pick<Project, 'graph' | 'notReferences'>): readonly Reference[] {
  const inferred = inferredReferences(project);
  const isIntended = ({ enforcement }: Reference): boolean => enforcement === 'intended';
  return inferred.some(isIntended) ? inferred.filter((reference) => !isIntended(reference)) : inferred;
}

/** Whether an entry is about a column of those, which belong to one table. */
export const isAbout = ({ column }: NotReference, { table, columns }: Pick<Reference, 'table' | 'columns'>): boolean =>
  matchesColumns(column, table, columns);
