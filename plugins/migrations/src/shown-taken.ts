import { shownReference, type Taken } from '@refint/model';
import type { Note } from '@refint/rule';

/** "a, b and c". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** What goes along with something else, in words. */
export function shownTaken(taken: Taken): string {
  switch (taken.kind) {
    case 'foreign-key':
      return `the foreign key ${shownReference(taken)}`;
    case 'primary-key':
      return `the primary key ${taken.name} (${taken.columns.join(', ')})`;
    case 'unique':
      return `the unique constraint ${taken.name} (${taken.columns.join(', ')})`;
    case 'index':
      return 'columns' in taken ? shownIndex(taken) : `the index ${taken.name}`;
    case 'materialized-view':
      return `the materialized view ${taken.name}`;
    default:
      return `the ${taken.kind} ${taken.name}`;
  }
}

const shownIndex = ({ unique, name, columns }: Extract<Taken, { readonly unique: boolean }>): string =>
  `the ${unique ? 'unique ' : ''}index ${name} (${columns.join(', ')})`;

/** Notes that say so, each at the place where the thing was made. */
export const notesOnTaken = (taken: readonly Taken[]): readonly Note[] =>
  taken.map((one) => ({ text: `${shownTaken(one)} goes with it`, at: 'origin' in one ? one.origin : undefined }));
