/** Chance that can be repeated: the same seed gives the same answers in the same order. */
export interface Random {
  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number;
  chance(probability: number): boolean;
  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** One of the list, or nothing when it is empty. */
  maybe<T>(list: readonly T[]): T | undefined;
  /** So many different ones of the list, in any order; all of them when there are not so many. */
  some<T>(list: readonly T[], count: number): T[];
}

/** The history of that number under that seed: both are mixed, so that neighbours have nothing in common (splitmix32). */
export function randomOf(seed: number, number: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  return {
    below,
    chance: (probability) => next() < probability,
    pick,
    maybe: (list) => (list.length === 0 ? undefined : pick(list)),
    some(list, count) {
      const left = [...list];
      const taken = [];
      while (left.length > 0 && taken.length < count) taken.push(...left.splice(below(left.length), 1));
      return taken;
    },
  };
}
