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
  if (!saysSame(now, before)) return undefined;
  if (sameData(now.range, before.range)) return before;
  const moved = { ...before, range: now.range };
  first.set(moved, firstOf(before));
  return moved;
}

/** Loops instead of lists of members, as it is asked of hundreds at each letter. */
function saysSame(one: Diagnostic, other: Diagnostic): boolean {
  let more = 0;
  for (const member in one) {
    if (!(member in other)) return false;
    if (member !== 'range' && !sameData(one[member as keyof Diagnostic], other[member as keyof Diagnostic]))
      return false;
    more++;
  }
  for (const _ in other) more--;
  return more === 0;
}
