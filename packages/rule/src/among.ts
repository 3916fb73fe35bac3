/**
 * Those of a list of which something holds that follows from nothing but themselves, as from what a reference says. Each list is asked
 * once: an edit that changes none of its members leaves the very same list, and most rules look for the few among all references.
 *
 * @param holds the same function each time
 */
export function among<T extends object>(list: readonly T[], holds: (one: T) => boolean): readonly T[] {
  let answers = known.get(list);
  if (!answers) known.set(list, (answers = new Map()));
  let found = answers.get(holds as Holds);
  if (!found) answers.set(holds as Holds, (found = list.filter(holds)));
  return found as readonly T[];
}

type Holds = (one: never) => boolean;

const known = new WeakMap<readonly object[], Map<Holds, readonly object[]>>();
