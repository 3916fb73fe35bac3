import { picking } from '@refint/model';

/**
 * Those of a list of which something holds that follows from nothing but themselves, as from what a reference says. Most rules look for
 * the few among all references, and after an edit only those are asked that were not there before. The very same list as long as they
 * are the same ones.
 *
 * @param holds the same function each time
 */
export function among<T extends object, Of extends T>(list: readonly T[], holds: (one: T) => one is Of): readonly Of[];
export function among<T extends object>(list: readonly T[], holds: (one: T) => boolean): readonly T[];
export function among<T extends object>(list: readonly T[], holds: (one: T) => boolean): readonly T[] {
  let pick = pickers.get(holds);
  if (!pick) pickers.set(holds, (pick = picking(holds as (one: object) => boolean)));
  return pick(list) as readonly T[];
}

type Picking = (list: readonly object[]) => readonly object[];

/** By the function that is asked. */
const pickers = new WeakMap<object, Picking>();
