import type { Edit } from '@refint/model';
import type { PlacedBlock } from '../syntax/placed.ts';

/** An edit of a block, by its places in it. */
interface Within {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const known = new WeakMap<PlacedBlock, Map<string, Within>>();

/**
 * An edit that only the text of a block decides, and what is asked for, which `key` says. A block that stays as it is has the
 * same one, wherever it moves.
 */
export function inBlock(block: PlacedBlock, key: string, make: () => Edit): Edit {
  let edits = known.get(block);
  if (!edits) known.set(block, (edits = new Map()));
  const { source, start } = block;
  const last = edits.get(key);
  if (last) return { source, span: { start: start + last.start, end: start + last.end }, text: last.text };
  const edit = make();
  // What is not closed may have its lines end behind it, where somebody may write.
  if (!block.fault) edits.set(key, { start: edit.span.start - start, end: edit.span.end - start, text: edit.text });
  return edit;
}
