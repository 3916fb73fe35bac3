import type { Edit } from '@refint/model';
import type { PlacedBlock } from '../syntax/placed.ts';

/** An edit by its places in a block, with which it moves along. */
export interface Kept {
  readonly block: PlacedBlock;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const keptIn = (block: PlacedBlock, { span, text }: Edit): Kept => ({
  block,
  start: span.start - block.start,
  end: span.end - block.start,
  text,
});

/** The edit where its block is now. */
export const editNow = ({ block: { source, start }, start: from, end, text }: Kept): Edit => ({
  source,
  span: { start: start + from, end: start + end },
  text,
});

const known = new WeakMap<PlacedBlock, Map<string, Kept>>();

/**
 * An edit that only the text of a block decides, and what is asked for, which `key` says. A block that stays as it is has the
 * same one, wherever it moves.
 */
export function inBlock(block: PlacedBlock, key: string, make: () => Edit): Edit {
  let edits = known.get(block);
  if (!edits) known.set(block, (edits = new Map()));
  const last = edits.get(key);
  if (last) return editNow(last);
  const edit = make();
  // What is not closed may have its lines end behind it, where somebody may write.
  if (!block.fault) edits.set(key, keptIn(block, edit));
  return edit;
}
