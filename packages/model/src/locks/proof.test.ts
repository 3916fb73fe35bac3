import { expect, test } from 'vitest';
import { check } from '../given.ts';
import { proves } from './proof.ts';

test.each([
  ['a IS NOT NULL', ['a'], true],
  ['(a) is not null', ['a'], true],
  ['(a IS NOT NULL)', ['a'], true],
  ['"a" IS NOT NULL AND b > 0', ['a', 'b'], true],
  ["b > 0 AND c <> ' AND ' AND (A IS NOT NULL)", ['a', 'b', 'c'], true],
  ['old IS NOT NULL', ['a'], true],
  ['"A" IS NOT NULL AND b > 0', ['A', 'b'], false],
  ['a IS NOT NULL OR b > 0', ['a', 'b'], false],
  ['(a IS NOT NULL OR b > 0) AND b > 0', ['a', 'b'], false],
  ['b IS NOT NULL', ['b'], false],
  ['NOT a IS NOT NULL', ['a'], false],
  ['a <> 0', ['a'], false],
  ['(a > 0) IS NOT NULL', ['a'], false],
])('whether CHECK (%s) over %j says that a is not null: %s', (expression, columns, expected) => {
  expect(proves({ ...check('t', 'c'), expression, columns }, 'a')).toBe(expected);
});
