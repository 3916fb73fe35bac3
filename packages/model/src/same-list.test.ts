import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alikeMembers, picking, sameLists, sameMembers } from './same-list.ts';

const [one, two, three] = [{ id: 1 }, { id: 2 }, { id: 3 }];

test.each([
  [[], [], true],
  [[one], [], false],
  [[], [one], false],
  [[one, two], [one, two], true],
  [[one, two], [two, one], false],
  [[one, two], [one, two, three], false],
  [[one], [{ id: 1 }], false],
])('the members of %j and %j are the same: %s', (some, others, is) => {
  expect(sameMembers(some, others)).toBe(is);
});

test('members are alike where each is like that at its place', () => {
  const isAlike = (a: { id: number }, b: { id: number }) => a.id === b.id;
  expect(alikeMembers([one, two], [{ id: 1 }, { id: 2 }], isAlike)).toBe(true);
  expect(alikeMembers([one, two], [two, one], isAlike)).toBe(false);
  expect(alikeMembers([one, two], [one], isAlike)).toBe(false);
  expect(alikeMembers([one], [one, two], isAlike)).toBe(false);
});

test('a list with the members of the last one is that one', () => {
  const asBefore = sameLists<{ id: number }>();
  const list = [one, two];
  expect(asBefore(list)).toBe(list);
  expect(asBefore([one, two])).toBe(list);
  const longer = [one, two, three];
  expect(asBefore(longer)).toBe(longer);
  expect(asBefore([one, two])).not.toBe(list);
  expect(asBefore([])).toEqual([]);
});

test('what is picked of lists that begin alike is what is picked of each', () => {
  const members = Array.from({ length: 8 }, (_, id) => ({ id }));
  const isOdd = (one: { id: number }): one is { id: number } => one.id % 2 === 1;
  const lists = fc.array(
    fc.shuffledSubarray(members).chain((end) => fc.nat(4).map((from) => [...members.slice(0, from), ...end])),
  );
  fc.assert(
    fc.property(lists, (all) => {
      const odd = picking(isOdd);
      for (const list of all) expect(odd(list)).toEqual(list.filter(isOdd));
    }),
  );
});

test('what is picked is the same list as long as nothing else is', () => {
  const asked: number[] = [];
  const odd = picking((at: { id: number }): at is { id: number } => asked.push(at.id) > 0 && at.id % 2 === 1);
  const first = odd([one, two]);
  const four = { id: 4 };
  expect(odd([one, two, four])).toBe(first);
  expect(odd([one, { id: 6 }, four])).toBe(first);
  expect(odd([one, three])).toEqual([one, three]);
  expect(odd([one, { id: 8 }, three])).toEqual([one, three]);
  expect(asked).toEqual([1, 2, 4, 6, 3, 8]);
});
