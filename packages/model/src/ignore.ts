import type { Grounded } from './origin.ts';
import type { Source, Span } from './source.ts';

/**
 * - `used`: something was found there, and is not shown.
 * - `unused`: the rule was asked and has nothing to say there.
 * - `unasked`: the rule did not run, or had nothing to go by.
 * - `unknown`: there is no such rule; `meant` is the one whose name is near.
 * - `exempt`: a rule about ignores, which no comment can ignore.
 */
export type IgnoredRule = { readonly name: string; readonly span: Span } & (
  | { readonly state: 'used' | 'unused' | 'unasked' | 'exempt' }
  | { readonly state: 'unknown'; readonly meant: string | undefined }
);

/** A comment that says which rules are not to speak of a place, and why: `refint-ignore relations/missing-foreign-key: reason`. */
export interface Ignore extends Grounded {
  readonly kind: 'ignore';
  readonly source: Source;
  /** The word with which it begins. */
  readonly word: string;
  /** Whether that is one of the words which mean something. */
  readonly isKnownWord: boolean;
  /** Empty when it names none. */
  readonly rules: readonly IgnoredRule[];
  /** Empty when it gives none; then it ignores nothing. */
  readonly reason: string;
  /** What to take out when it is not wanted any more: the comment, with its line where nothing else is on it. */
  readonly whole: Span;
}
