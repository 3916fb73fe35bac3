import { type ForeignKey, type Relation, sameNames } from '@refint/model';

export type Declaration = Relation | ForeignKey;

type Repeated = readonly (readonly [first: Declaration, second: Declaration])[];

/** Those that say what an earlier one says. */
export const repeatedIn = (declarations: readonly Declaration[]): Repeated =>
  declarations.flatMap((second, at): Repeated => {
    const first = declarations.slice(0, at).find((one) => isSameReference(one, second));
    return first ? [[first, second]] : [];
  });

/** The same columns, paired with the same referenced columns, in any order. */
function isSameReference(a: Declaration, b: Declaration): boolean {
  return a.referencedTable === b.referencedTable && sameNames(pairs(a), pairs(b));
}

const pairs = ({ columns, referencedColumns }: Declaration): readonly string[] =>
  columns.map((column, at) => `${column}\u0000${referencedColumns[at]}`);
