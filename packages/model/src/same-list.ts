/**
 * Whether two lists have the same members in the same order. With a loop: a function that is made anew at each call, as for `every`, is
 * also compiled anew by V8 each time that it has collected the last one.
 */
export function sameMembers(some: readonly unknown[], others: readonly unknown[]): boolean {
  if (some === others) return true;
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}

/** Whether each member of a list is like that at its place in another one. */
export function alikeMembers<T>(
  some: readonly T[],
  others: readonly T[],
  isAlike: (one: T, other: T) => boolean,
): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (!isAlike(some[at]!, others[at]!)) return false;
  return true;
}

/**
 * Gives the list that it gave last, where another one has the same members: whatever was worked out of all of them holds. Who makes
 * lists of several kinds out of the same things has one of these for each.
 */
export function sameLists<T extends object>(): (list: readonly T[]) => readonly T[] {
  const latest = new WeakMap<T, readonly T[]>();
  return (list) => {
    const [first] = list;
    const last = first && latest.get(first);
    if (last && sameMembers(last, list)) return last;
    if (first) latest.set(first, list);
    return list;
  };
}
