import { knownEnd, type Reference, type Snapshot } from '@refint/model';
import type { Project, Side } from './rule.ts';

/** What migrations end with, where that is known as a whole; nothing where something may exist that no file shows. */
export const knownState = ({ timeline }: Pick<Project, 'timeline'>): Snapshot | undefined => knownEnd(timeline);

/**
 * The side of a reference by which its rows are looked for when a row that it references is deleted: the foreign key, or
 * the relation where the ORM does it alone, where there are no migrations, or where they tell only a part of the story.
 */
export function searchedSide({ relation, foreignKey, enforcement }: Reference, project: Project): Side | undefined {
  const { declared } = project;
  const state = knownState(project);
  if (foreignKey && state) return { says: foreignKey, state };
  const byOrm = enforcement === 'emulated' && declared?.relationMode === 'prisma';
  return relation && declared && (byOrm || !state) ? { says: relation, state: declared.snapshot } : undefined;
}
