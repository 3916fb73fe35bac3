import type { Span } from './source.ts';

/** A comment, and what it stands at. */
export interface Comment {
  /** From the sign that begins it to its last letter. */
  readonly span: Span;
  /** What is written in it, without its signs. */
  readonly inside: Span;
  /** Whether nothing but blanks stands beside it on its lines. */
  readonly isAlone: boolean;
  /**
   * What people say by putting it there: the line that it ends, or what follows it, as a block of a schema, a field, a statement or a
   * part of one. Nothing where nothing follows.
   */
  readonly about: Span | undefined;
}
