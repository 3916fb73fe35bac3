import { sameData } from '@refint/model';
import type { Diagnostic } from 'vscode-languageserver';

const first = new WeakMap<Diagnostic, Diagnostic>();

/** The first one of those that say what a diagnostic says, wherever they say it: what was made of all but its place holds for each. */
export const firstOf = (diagnostic: Diagnostic): Diagnostic => first.get(diagnostic) ?? diagnostic;

/**
 * A diagnostic as it was told before where it says the same: the very same, or that one at its new place. Nothing where it says something
 * else.
 */
export function toldBefore(now: Diagnostic, before: Diagnostic): Diagnostic | undefined {
  const [{ range, ...says }, { range: was, ...said }] = [now, before];
  if (!sameData(says, said)) return undefined;
  if (sameData(range, was)) return before;
  const moved = { ...before, range };
  first.set(moved, firstOf(before));
  return moved;
}
