import type { Change, Statement } from '@refint/model';
import type { Certainty, Play, Raised } from './play.ts';

/** Runs a block of code. */
export function runBlock(
  _play: Play,
  _statement: Statement,
  _change: Extract<Change, { readonly kind: 'run' }>,
  _certainty: Certainty,
): Raised | undefined {
  return undefined;
}
