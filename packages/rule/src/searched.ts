import type { Reference } from '@refint/model';
import type { Project, Side } from './rule.ts';

/**
 * The side of a reference by which its rows are looked for when a row that it references is deleted: the foreign key, or
 * the relation where the ORM does it alone, where there are no migrations, or where they tell only a part of the story.
 */
export function searchedSide(
  { relation, foreignKey, enforcement }: Reference,
  { declared, timeline }: Project,
): Side | undefined {
  const isKnown = timeline && !timeline.incomplete && !timeline.doubt;
  if (foreignKey && isKnown) return { says: foreignKey, state: timeline.last };
  const byOrm = enforcement === 'emulated' && declared?.relationMode === 'prisma';
  return relation && declared && (byOrm || !isKnown) ? { says: relation, state: declared.snapshot } : undefined;
}
