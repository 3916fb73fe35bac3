/** What may follow a part of an index, each only where it is written. */
export interface IndexOptions {
  readonly collation: string | undefined;
  /** With its parameters in parentheses, if there are any. */
  readonly operatorClass: string | undefined;
  readonly descending: boolean;
  readonly nulls: 'first' | 'last' | undefined;
}
