import type { Span } from '@refint/model';
import { type BlockText, type SplitText, splitBlocks } from './split.ts';

/** The blocks of a text, and which of them are those of the text before: the first ones, and the last ones. */
export interface Again {
  readonly split: SplitText;
  readonly first: number;
  readonly last: number;
}

/**
 * The blocks of a text that was another one before, of which only those around the edit are looked for anew. A block is found by going
 * on from where the last one ended, so what is the same from a place on has the same blocks there; but the end of a comment with
 * two ends may be anywhere behind its beginning, and so a text with such a comment is gone through as a whole.
 */
export function splitAgain(text: string, before: string, { blocks, faults }: SplitText): Again {
  if (faults.length > 0 || text.includes('/*') || before.includes('/*'))
    return { split: splitBlocks(text), first: 0, last: 0 };
  const start = sharedStart(text, before);
  const end = sharedEnd(text, before, start);
  const delta = text.length - before.length;
  // What is not closed ends where the next one begins, and so it depends on what follows.
  const changed = blocks.findIndex(({ span, fault }) => fault || span.end > start);
  const first = changed < 0 ? blocks.length : changed;
  let last = 0;
  const split = splitBlocks(text, {
    before: blocks.slice(0, first),
    from(at) {
      if (at < text.length - end) return undefined;
      const same = blocks.findIndex(({ span }, index) => index >= first && span.start === at - delta);
      if (same < 0) return undefined;
      last = blocks.length - same;
      return blocks.slice(same).map((block) => moved(block, delta));
    },
  });
  return { split, first, last };
}

const chunk = 4096;

/** How many letters two texts begin with together. Whole chunks are compared first: letter by letter takes ten times as long. */
function sharedStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at + chunk <= most && one.slice(at, at + chunk) === other.slice(at, at + chunk)) at += chunk;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

/** How many letters two texts end with together, none of them among the first ones. */
function sharedEnd(one: string, other: string, first: number): number {
  const most = Math.min(one.length, other.length) - first;
  const [a, b] = [one.length, other.length];
  let count = 0;
  while (count + chunk <= most && one.slice(a - count - chunk, a - count) === other.slice(b - count - chunk, b - count))
    count += chunk;
  while (count < most && one.charCodeAt(a - count - 1) === other.charCodeAt(b - count - 1)) count++;
  return count;
}

function moved({ span, body, fault }: BlockText, by: number): BlockText {
  return {
    span: movedSpan(span, by),
    body: movedSpan(body, by),
    fault: fault && { span: movedSpan(fault.span, by), because: fault.because },
  };
}

const movedSpan = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });
