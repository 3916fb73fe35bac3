import { remembered } from '@refint/model';

/**
 * Those of a list of which something holds that follows from nothing but themselves, as from what a reference says. Each list is asked
 * once: an edit that changes none of its members leaves the very same list, and most rules look for the few among all references.
 *
 * @param holds the same function each time
 */
export function among<T extends object, Of extends T>(list: readonly T[], holds: (one: T) => one is Of): readonly Of[];
export function among<T extends object>(list: readonly T[], holds: (one: T) => boolean): readonly T[];
export function among<T extends object>(list: readonly T[], holds: (one: T) => boolean): readonly T[] {
  const answers = answersOf(list);
  let found = answers.get(holds) as readonly T[] | undefined;
  if (!found) answers.set(holds, (found = list.filter(holds)));
  return found;
}

/** By the function that was asked. */
const answersOf = remembered((_: readonly object[]) => new Map<unknown, readonly object[]>());
