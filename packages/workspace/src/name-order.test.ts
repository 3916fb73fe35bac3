import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNames } from './name-order.ts';

const letters = (alphabet: string) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength: 8 }).map((all) => all.join(''));

test.each([
  ['plain names', 'ab_10'],
  ['any names', 'aBzé_-1 .'],
])('%s have the order of a collator', (_, alphabet) => {
  const { compare } = new Intl.Collator('en');
  fc.assert(
    fc.property(letters(alphabet), letters(alphabet), (a, b) => {
      expect(Math.sign(compareNames(a, b))).toBe(Math.sign(compare(a, b)));
    }),
    { numRuns: 2000 },
  );
});

const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, at) => at + 32));

test('names of printable letters that begin alike have the order of a collator', () => {
  const { compare } = new Intl.Collator('en');
  fc.assert(
    fc.property(letters(printable), letters('ab_1AB.- '), letters('ab_1AB.- '), (beginning, a, b) => {
      const names = [beginning + a, beginning + b] as const;
      expect([names, Math.sign(compareNames(...names))]).toEqual([names, Math.sign(compare(...names))]);
    }),
    { numRuns: 20_000 },
  );
});

test('a shorter time comes first, which is where the order of bytes differs', () => {
  expect(['20250625101010_y', '20250625_x'].sort(compareNames)).toEqual(['20250625_x', '20250625101010_y']);
  expect(['20250625101010_y', '20250625_x'].sort()).toEqual(['20250625101010_y', '20250625_x']);
});
