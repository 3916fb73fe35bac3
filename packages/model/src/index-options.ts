/** What may follow a part of an index, each only where it is written. */
export interface IndexOptions {
  readonly collation: string | undefined;
  /** With its parameters in parentheses, if there are any. */
  readonly operatorClass: string | undefined;
  /** The class is given in the words of the database, past the names that the ORM has for classes (`raw`). */
  readonly rawClass?: true | undefined;
  readonly descending: boolean;
  readonly nulls: 'first' | 'last' | undefined;
}
