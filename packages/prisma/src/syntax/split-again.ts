import { holds, type Source, type Span, sharedEnds } from '@refint/model';
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
export function splitAgain(source: Source, was: Source, { blocks, faults }: SplitText): Again {
  const [text, before] = [source.text, was.text];
  if (faults.length > 0 || holds(source, '/*') || holds(was, '/*'))
    return { split: splitBlocks(text), first: 0, last: 0 };
  const { start, end } = sharedEnds(text, before);
  const delta = text.length - before.length;
  // What is not closed ends where the next one begins, and so it depends on what follows.
  let first = 0;
  while (first < blocks.length && !blocks[first]?.fault && blocks[first]!.span.end <= start) first++;
  let last = 0;
  const split = splitBlocks(text, {
    before: blocks.slice(0, first),
    from(at) {
      if (at < text.length - end) return undefined;
      const same: BlockText[] = [];
      for (const block of blocks.slice(first))
        if (same.length > 0 || block.span.start === at - delta) same.push(moved(block, delta));
      last = same.length;
      return last > 0 ? same : undefined;
    },
  });
  return { split, first, last };
}

function moved({ span, body, fault }: BlockText, by: number): BlockText {
  return {
    span: movedSpan(span, by),
    body: movedSpan(body, by),
    fault: fault && { span: movedSpan(fault.span, by), because: fault.because },
  };
}

const movedSpan = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });
