/**
 * What a database says to a foreign key between columns of two types. `because` is a clause that names both types and
 * can stand alone or after a colon.
 * - `same`: the two hold the same values.
 * - `differs`: accepted, but one holds values that the other cannot, or they are compared in a way worth knowing.
 * - `refused`: the foreign key cannot be created; PostgreSQL raises error 42804.
 * - `unknown`: a type is not known, or what the database does with the two is not.
 */
export type TypeVerdict =
  | { readonly kind: 'same' }
  | { readonly kind: 'differs'; readonly because: string }
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'unknown' };

export const same: TypeVerdict = { kind: 'same' };
export const unknown: TypeVerdict = { kind: 'unknown' };
export const differs = (because: string): TypeVerdict => ({ kind: 'differs', because });
export const refused = (because: string): TypeVerdict => ({ kind: 'refused', because });
