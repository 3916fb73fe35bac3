import type { DataType } from './data-type.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What a database says to a foreign key between columns of two types. `because` completes the sentence "… because".
 * - `same`: the two hold the same values.
 * - `differs`: accepted, but one holds values that the other cannot, or they are compared in a way worth knowing.
 * - `refused`: the foreign key cannot be created; PostgreSQL raises error 42804 (42883 where the types have no equality).
 * - `unknown`: a type is not known, or what the database does with it is not.
 */
export type TypeVerdict =
  | { readonly kind: 'same' }
  | { readonly kind: 'differs'; readonly because: string }
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'unknown' };

/** Whether a foreign key may go from a column of the one type to a column of the other, as the dialect of `types` judges. */
export function foreignKeyTypes(
  referenced: DataType,
  referencing: DataType,
  types: Pick<Snapshot, 'typeNamed' | 'dialect'>,
): TypeVerdict {
  if (types.dialect !== 'postgresql') return { kind: 'unknown' };
  if (JSON.stringify(referenced) === JSON.stringify(referencing)) return { kind: 'same' };
  return { kind: 'unknown' };
}
