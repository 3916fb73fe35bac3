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

/** Where a list is other than the one before: in the stretch between members at its start and at its end that both have. */
export interface Stretch {
  readonly start: number;
  /** How many members are after it. */
  readonly after: number;
}

export function stretchOf(before: readonly unknown[], now: readonly unknown[]): Stretch {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start < most && before[start] === now[start]) start++;
  let after = 0;
  while (after < most - start && before[before.length - 1 - after] === now[now.length - 1 - after]) after++;
  return { start, after };
}

/**
 * Those of a list of which something holds. An edit makes a list of hundreds or thousands anew with other members in one stretch of it:
 * only these are asked. Gives the very same list as long as they are the same.
 *
 * @param holds what follows from nothing but the member itself
 */
export function picking<T extends object, Of extends T>(
  holds: (one: T) => one is Of,
): (list: readonly T[]) => readonly Of[];
export function picking<T extends object>(holds: (one: T) => boolean): (list: readonly T[]) => readonly T[];
export function picking<T extends object>(holds: (one: T) => boolean): (list: readonly T[]) => readonly T[] {
  const latest = new WeakMap<T, Picked<T>>();
  return (list) => {
    const [first] = list;
    if (!first) return none;
    const last = latest.get(first) ?? nothing;
    if (last.list === list) return last.found;
    const { start, after } = stretchOf(last.list, list);
    const places: number[] = [];
    for (const at of last.places) if (at < start) places.push(at);
    for (let at = start; at < list.length - after; at++) if (holds(list[at]!)) places.push(at);
    const further = list.length - last.list.length;
    for (const at of last.places) if (at >= last.list.length - after) places.push(at + further);
    const found: T[] = [];
    for (const at of places) found.push(list[at]!);
    const same = sameMembers(last.found, found) ? last.found : found;
    latest.set(first, { list, places, found: same });
    return same;
  };
}

interface Picked<T> {
  readonly list: readonly T[];
  readonly found: readonly T[];
  /** Where they are in the list. */
  readonly places: readonly number[];
}

const none: readonly never[] = [];
const nothing: Picked<never> = { list: none, found: none, places: none };
