import { actionInSql, type Origin, type Reference, shownReference } from '@refint/model';
import type { Note } from '@refint/rule';

/** One note for each reference of a way by which a delete goes, with the action that lets it. */
export const wayNotes = (way: readonly Reference[]): readonly Note[] =>
  way.map((reference) => ({ text: shownOnDelete(reference), at: placeOfAction(reference) }));

/** "posts.author_id → users.id ON DELETE CASCADE". */
export const shownOnDelete = (reference: Reference): string =>
  `${shownReference(reference)} ON DELETE ${reference.onDelete ? actionInSql(reference.onDelete) : ''}`;

/** Where the action in force is written: in the schema, if that says the same as the foreign key. */
export function placeOfAction({ relation, foreignKey, onDelete, origin }: Reference): Origin {
  const says = relation?.onDelete === onDelete ? relation : foreignKey;
  return says?.origins?.['onDelete'] ?? says?.origin ?? origin;
}
