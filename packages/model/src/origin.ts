import type { Place, Source, Span } from './source.ts';

/** Why we believe a fact: somebody wrote it, or something written implies it. */
export type Origin =
  | { readonly kind: 'written'; readonly source: Source; readonly span: Span }
  | { readonly kind: 'implied'; readonly by: Origin; readonly because: string };

/** The origin of what is written at a place. */
export const written = (source: Source, span: Span): Origin => ({ kind: 'written', source, span });

/** The origin of what nobody wrote; `because` completes the sentence "it is so because …". */
export const implied = (by: Origin, because: string): Origin => ({ kind: 'implied', by, because });

/** The place a person can be shown: an implied fact points at what implies it. */
export function placeOf(origin: Origin): Place {
  return origin.kind === 'written' ? { source: origin.source, span: origin.span } : placeOf(origin.by);
}

/** Why the fact holds though nobody wrote it; nothing when it is written. */
export const reasonOf = (origin: Origin): string | undefined =>
  origin.kind === 'implied' ? origin.because : undefined;

/** What has an origin, and may know a nearer one for its single facts. */
export interface Grounded {
  readonly origin: Origin;
  /** Places of single facts, by the name of the property that holds them. */
  readonly origins?: Readonly<Record<string, Origin>> | undefined;
}

/** The origin of one fact of a thing, or of the thing itself when the fact has none of its own. */
export function originOf(of: Grounded, fact?: string): Origin {
  return (fact !== undefined && of.origins?.[fact]) || of.origin;
}
