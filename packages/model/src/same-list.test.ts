import { expect, test } from 'vitest';
import { alikeMembers, sameLists, sameMembers } from './same-list.ts';

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
