import type { Rehearsal, RehearsedPlan } from '@refint/core';
import { expect, test } from 'vitest';
import { costOf } from './costs/operations.ts';
import { always, spreadOf, sumOf, withMillion } from './plan/estimate.ts';
import { isWell } from './verdict.ts';

type Judged = Parameters<typeof isWell>[0];

const history: Rehearsal['history'] = {
  migrations: 1,
  statements: 1,
  tables: 1,
  foreignKeys: 1,
  compared: 1,
  refused: [],
  disagreements: [],
  partly: undefined,
};
const refused = [{ migration: 'm', path: 'm.sql', line: 1, code: '23503', text: '', foreseen: 'yes' as const }];
const disagreements = [{ about: 'lock' as const, at: undefined, what: 't', refint: '', postgresql: '' }];
const plan: RehearsedPlan = {
  migrations: 1,
  refused: [],
  disagreements: [],
  steps: [],
  waits: [],
  audit: [{ reference: 'a', planted: 3, counted: 3 }],
  tests: { pass: true, because: undefined, trials: 2, untested: 0 },
  notRestored: [],
};
const costs = { keys: [], rows: 1, goal: 10, figure: 10 };
const well: Judged = { history, plan, costs };

test('all is well where nothing is wrong, also with the history alone', () => {
  expect(isWell(well)).toBe(true);
  expect(isWell({ history, plan: undefined, costs: undefined })).toBe(true);
  expect(isWell({ ...well, plan: { ...plan, audit: undefined, tests: undefined, notRestored: undefined } })).toBe(true);
  expect(isWell({ ...well, plan: { ...plan, audit: [{ reference: 'a', planted: 0, counted: undefined }] } })).toBe(
    true,
  );
});

test.each<[string, Partial<Judged>]>([
  ['a statement of the history is refused', { history: { ...history, refused } }],
  ['the history differs', { history: { ...history, disagreements } }],
  ['a statement of the plan is refused', { plan: { ...plan, refused } }],
  ['the plan differs', { plan: { ...plan, disagreements } }],
  ['the audit counts too few', { plan: { ...plan, audit: [{ reference: 'a', planted: 3, counted: 2 }] } }],
  ['the audit counts nothing', { plan: { ...plan, audit: [{ reference: 'a', planted: 3, counted: undefined }] } }],
  ['the tests fail', { plan: { ...plan, tests: { pass: false, because: 'no', trials: 0, untested: 0 } } }],
  ['something is not restored', { plan: { ...plan, notRestored: ['a'] } }],
  ['a write takes too long', { costs: { ...costs, figure: 10.1 } }],
])('not all is well where %s', (_, part) => {
  expect(isWell({ ...well, ...part })).toBe(false);
});

test('times', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
  expect(costOf(hundred)).toEqual({ perSecond: 20, median: 50, p95: 95 });
  expect(costOf([2])).toEqual({ perSecond: 500, median: 2, p95: 2 });
  expect(spreadOf([3, 1, 2])).toEqual({ least: 1, median: 2, most: 3 });
  const took = (least: number, most: number) => ({ least, median: least, most });
  // 1 to 2 ms with 1,000 rows, 10 to 12 ms with 10,000: at least 8 ms for 9,000 rows, at most 12 ms for 10,000.
  expect(withMillion({ rows: 1000, took: took(1, 2) }, { rows: 10_000, took: took(10, 12) })).toEqual({
    least: 888.889,
    most: 1200,
  });
  expect(withMillion({ rows: 1000, took: took(5, 9) }, { rows: 10_000, took: took(4, 8) })).toEqual({
    least: 0,
    most: 800,
  });
  expect(withMillion({ rows: 10, took: took(1, 2) }, { rows: 10, took: took(1, 2) })).toBeUndefined();
  expect(always(took(1, 2), took(0.5, 1))).toEqual({ least: 0.5, most: 2 });
  expect(sumOf([took(1, 2), took(3, 4)])).toEqual({ least: 4, most: 6 });
  expect(sumOf([took(1, 2), undefined])).toBeUndefined();
});
