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

const latest = new Map<string, Source>();

/**
 * The source of a text under a path. The same text under the same path is the same object, and a changed text is a new
 * one, so that whatever is worked out from a source may be kept in a `WeakMap<Source, …>` and never goes stale.
 */
export function sourceOf(path: string, text: string): Source {
  const known = latest.get(path);
  if (known?.text === text) return known;
  const source = Object.freeze({ path, text });
  latest.set(path, source);
  return source;
}

const starts = new WeakMap<Source, readonly number[]>();

/** The offset at which each line begins, the first one at 0. A line ends after "\n". */
export function lineStarts(source: Source): readonly number[] {
  let known = starts.get(source);
  if (!known) {
    const found = [0];
    for (let at = source.text.indexOf('\n'); at >= 0; at = source.text.indexOf('\n', at + 1)) found.push(at + 1);
    starts.set(source, (known = found));
  }
  return known;
}

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
