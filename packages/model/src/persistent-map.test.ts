import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyMap, type PersistentMap } from './persistent-map.ts';

const anyKey = fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'é'), fc.string({ maxLength: 2 }));
/** What to do, and to which of the versions that there are: mostly the newest, now and then one long past. */
const anyStep = fc.record({
  key: anyKey,
  value: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  ago: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(20)),
  isListed: fc.boolean(),
});

/** A step without a value is a deletion. */
function after(
  map: PersistentMap<number>,
  { key, value }: { readonly key: string; readonly value: number | undefined },
): PersistentMap<number> {
  return value === undefined ? map.delete(key) : map.set(key, value);
}

const contents = (map: PersistentMap<number>, keys: Iterable<string>) =>
  new Map([...keys].flatMap((key) => (map.has(key) ? [[key, map.get(key)]] : [])));

describe('a persistent map', () => {
  test('answers like a Map after any steps from any version, and so does every other version', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 60 }), fc.array(fc.nat(60)), (steps, asked) => {
        const keys = new Set(steps.map(({ key }) => key));
        const versions: { map: PersistentMap<number>; model: Map<string, number> }[] = [
          { map: emptyMap(), model: new Map() },
        ];
        for (const step of steps) {
          const { map, model } = versions[Math.max(0, versions.length - 1 - step.ago)]!;
          // A list that was asked for before lives on in the next version.
          if (step.isListed) map.values();
          const next = new Map(model);
          if (step.value === undefined) next.delete(step.key);
          else next.set(step.key, step.value);
          versions.push({ map: after(map, step), model: next });
        }
        const inAnyOrder = asked.flatMap((at) => versions[at] ?? []);
        for (const { map, model } of [...inAnyOrder, ...versions]) {
          expect(contents(map, keys)).toEqual(model);
          expect(map.size).toBe(model.size);
          expect(map.values()).toEqual([...model].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value));
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
          return map.values();
        };
        expect(listed([...keys].reverse(), gone)).toEqual(listed(keys, []));
      }),
    );
  });

  test('gives itself back where nothing changes', () => {
    const map = emptyMap<number>().set('a', 1);
    expect(map.set('a', 1)).toBe(map);
    expect(map.delete('b')).toBe(map);
    expect(map.set('a', 2)).not.toBe(map);
  });

  test('may change while somebody goes through the values of a version', () => {
    let map = emptyMap<string>();
    for (const key of ['a', 'b', 'c']) map = map.set(key, key);
    const seen: string[] = [];
    for (const value of map.values()) {
      seen.push(value);
      map = map.delete(value).set(`${value}${value}`, value);
    }
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(map.size).toBe(3);
  });

  test('goes back and forth between versions that are far apart', () => {
    const first = emptyMap<number>().set('a', 0);
    let last = first;
    for (let at = 1; at < 50_000; at++) last = last.set(`table_${at}`, at);
    expect([first.get('table_49999'), last.get('table_49999'), first.size]).toEqual([undefined, 49_999, 1]);
  });
});
