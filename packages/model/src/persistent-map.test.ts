import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyMap, type PersistentMap } from './persistent-map.ts';

/** Pairs of keys with one 32-bit hash, found by trying a million of them. */
const colliding = ['dsmmekes', 'vamkpxtr', 'kwsbvsab', 'yylutwxa', 'imfpmxbv', 'tlmshqvp', 'izwqkgto', 'cpurwrds'];

const anyKey = fc.oneof(fc.constantFrom(...colliding), fc.string({ maxLength: 3 }));
const anyStep = fc.record({ key: anyKey, value: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }) });

/** A step without a value is a deletion. */
function after(map: PersistentMap<number>, { key, value }: { key: string; value: number | undefined }) {
  return value === undefined ? map.delete(key) : map.set(key, value);
}

const contents = (map: PersistentMap<number>, keys: Iterable<string>) =>
  new Map([...keys].flatMap((key) => (map.has(key) ? [[key, map.get(key)]] : [])));

describe('a persistent map', () => {
  test('answers like a Map after any steps, and so does every version before', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 80 }), (steps) => {
        const keys = new Set([...colliding, ...steps.map(({ key }) => key)]);
        const versions: { map: PersistentMap<number>; model: Map<string, number> }[] = [
          { map: emptyMap(), model: new Map() },
        ];
        for (const step of steps) {
          const { map, model } = versions.at(-1)!;
          const next = new Map(model);
          if (step.value === undefined) next.delete(step.key);
          else next.set(step.key, step.value);
          versions.push({ map: after(map, step), model: next });
        }
        for (const { map, model } of versions) {
          expect(contents(map, keys)).toEqual(model);
          expect(map.size).toBe(model.size);
          expect([...map.values()].sort()).toEqual([...model.values()].sort());
        }
      }),
    );
  });

  test('lists its values in an order that does not depend on how they came in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyKey), fc.array(anyKey), (keys, gone) => {
        const listed = (order: readonly string[], detour: readonly string[]) => {
          let map = emptyMap<string>();
          for (const key of detour) map = map.set(key, key);
          for (const key of order) map = map.set(key, key);
          for (const key of detour) if (!order.includes(key)) map = map.delete(key);
          return [...map.values()];
        };
        expect(listed([...keys].reverse(), gone)).toEqual(listed(keys, []));
      }),
    );
  });

  test('the colliding keys do collide', () => {
    // Two leaves of one slot that have different hashes are told apart by a branch, so their order is that of the hashes
    // and not that of the keys. Among eight keys in four pairs, each pair is listed side by side.
    let map = emptyMap<string>();
    for (const key of colliding) map = map.set(key, key);
    const listed = [...map.values()];
    for (let at = 0; at < colliding.length; at += 2) {
      expect(Math.abs(listed.indexOf(colliding[at]!) - listed.indexOf(colliding[at + 1]!))).toBe(1);
    }
  });

  test('gives itself back where nothing changes', () => {
    const map = emptyMap<number>().set('a', 1);
    expect(map.set('a', 1)).toBe(map);
    expect(map.delete('b')).toBe(map);
    expect(map.set('a', 2)).not.toBe(map);
  });

  test('shares all but one path with the version before', () => {
    let map = emptyMap<object>();
    const values = Array.from({ length: 2000 }, (_, at) => ({ at }));
    for (const value of values) map = map.set(`table_${value.at}`, value);
    const replaced = map.set('table_7', {});
    const kept = new Set(map.values());
    expect([...replaced.values()].filter((value) => !kept.has(value))).toHaveLength(1);
    expect(map.get('table_7')).toBe(values[7]);
  });
});
