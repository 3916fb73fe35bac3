import { HeldElsewhere } from './held-elsewhere.ts';
import { addStarts, afterEdit, holdsWord, nothingAsked, type TextFacts } from './text-facts.ts';

/** A text that somebody wrote, under the path by which people know it. Offsets into it are UTF-16 code units. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** A half-open stretch of a source: `start` is inside, `end` is not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch of a certain source, ready to be shown to a person. */
export interface Place {
  readonly source: Source;
  readonly span: Span;
}

/** Where an editor would put its cursor: both numbers start at 1, columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const latest = new HeldElsewhere<Source>();

/**
 * The source of a text under a path. The same text under the same path is the same object, and a changed text is a new
 * one, so that whatever is worked out from a source may be kept in a `WeakMap<Source, …>` and never goes stale.
 */
export function sourceOf(path: string, text: string): Source {
  const known = latest.get(path);
  if (known?.text === text) return known;
  const source = Object.freeze({ path, text });
  latest.set(path, source);
  const facts = known && learned.get(known);
  if (facts) learned.set(source, afterEdit(facts, known.text, text));
  return source;
}

const learned = new WeakMap<Source, TextFacts>();

function factsOf(source: Source): TextFacts {
  let facts = learned.get(source);
  if (!facts) learned.set(source, (facts = nothingAsked()));
  return facts;
}

/** The offset at which each line begins, the first one at 0. A line ends after "\n". */
export function lineStarts(source: Source): readonly number[] {
  const facts = factsOf(source);
  facts.starts ??= addStarts([0], source.text, 0, source.text.length);
  return facts.starts;
}

/** Whether a text has a word somewhere. Of a text that was edited only what is new is looked through. */
export const holds = (source: Source, word: string): boolean => holdsWord(factsOf(source), source.text, word);

/** Line and column of an offset, both from 1. An offset past the end is the end. */
export function positionAt(source: Source, offset: number): Position {
  const lines = lineStarts(source);
  const at = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (lines[low] ?? 0) + 1 };
}

/** The text of a place, letter by letter. */
export const textAt = ({ source, span }: Place): string => source.text.slice(span.start, span.end);
