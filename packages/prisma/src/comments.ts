import type { Comment, Source, Span } from '@refint/model';
import { splitOf } from './syntax/file.ts';

// Strings are stepped over, since nothing in them begins a comment. A comment that never ends goes on to the end.
const pattern = /"(?:\\[^\r\n]|[^"\\\r\n])*"|(\/\/+)[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** The comments of a schema that hold a word. */
export function commentsWith(word: string, source: Source): readonly Comment[] {
  const { text } = source;
  const found: Comment[] = [];
  for (const match of text.matchAll(pattern)) {
    const [written, slashes] = match;
    if (written.startsWith('"') || !written.includes(word)) continue;
    const start = match.index;
    const end = start + written.trimEnd().length;
    const inside =
      slashes === undefined
        ? { start: start + 2, end: Math.max(start + 2, end - 2) }
        : { start: start + slashes.length, end };
    const isFirst = text.slice(startOfLine(text, start), start).trim() === '';
    const isAlone = isFirst && text.slice(end, endOfLine(text, end)).trim() === '';
    const about = isFirst ? following(source, end) : { start: startOfLine(text, start), end: endOfLine(text, end) };
    found.push({ span: { start, end }, inside, isAlone, about });
  }
  return found;
}

const startOfLine = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The block that follows, or the line that follows in its block. */
function following(source: Source, from: number): Span | undefined {
  const { text } = source;
  const at = afterComments(text, from);
  const { blocks } = splitOf(source);
  const block = blocks.find(({ span }) => span.end > from);
  if (!block) return undefined;
  if (block.span.start >= from) return block.span;
  return at < block.body.end ? { start: at, end: Math.min(endOfLine(text, at), block.body.end) } : undefined;
}

const skipped = /(?:\s+|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$))*/y;

function afterComments(text: string, from: number): number {
  skipped.lastIndex = from;
  skipped.test(text);
  return skipped.lastIndex;
}
