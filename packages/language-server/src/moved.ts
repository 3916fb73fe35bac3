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

function saysSame(one: Diagnostic, other: Diagnostic): boolean {
  const members = Object.keys(one) as (keyof Diagnostic)[];
  return (
    members.length === Object.keys(other).length &&
    members.every((member) => member === 'range' || sameData(one[member], other[member]))
  );
}
