import type { Expression } from './routine.ts';

/** The columns that a query gives, as far as their names and types can be worked out from what it says. */
export interface Output {
  readonly columns: readonly OutputColumn[];
  readonly from: readonly OutputRelation[];
  /** Queries that it names in WITH. */
  readonly named: readonly { readonly name: string; readonly output: Output; readonly columns: readonly string[] }[];
  /** What UNION and its kin put under it: the names are those of the first query, the types must fit all. */
  readonly others: readonly Output[];
}

export type OutputColumn =
  /** `*` or `a.*` */
  | { readonly kind: 'all'; readonly of: string | undefined }
  | { readonly kind: 'value'; readonly value: Expression; readonly alias: string | undefined };

export interface OutputRelation {
  /** In parts; empty for a query, and for a function, whose columns are not known. */
  readonly path: readonly string[];
  readonly query: Output | undefined;
  readonly alias: string;
  readonly columns: readonly string[];
  /** The columns that a join with USING gives once. */
  readonly using: readonly string[];
}
