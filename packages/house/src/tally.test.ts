import { expect, test } from 'vitest';
import { add, tallyOf, tallyOfStep, wordsFor } from './tally.ts';

const report = (...files: readonly [status: string, ...tests: string[]][]) =>
  JSON.stringify({
    testResults: files.map(([status, ...tests]) => ({
      status,
      assertionResults: tests.map((test) => ({ status: test })),
    })),
  });

test('tests are counted by what became of them', () => {
  const json = report(['passed', 'passed', 'pending', 'todo'], ['failed', 'passed', 'failed']);
  expect(wordsFor(tallyOf(json, false))).toBe('2 passed, 1 failed, 2 skipped');
});

test('a file that could not be loaded is a failure, although it has no tests', () => {
  expect(wordsFor(tallyOf(report(['passed', 'passed'], ['failed']), false))).toBe('1 passed, 1 failed');
});

test('a run that failed outside of any test is a failure', () => {
  expect(tallyOf(report(['passed', 'passed']), false).failed).toBe(1);
});

test('a run without a report is a failure', () => {
  expect(wordsFor(tallyOf(undefined, true))).toBe('0 passed, 1 failed');
});

test('checks beside the tests are added', () => {
  const all = add(tallyOfStep(true), tallyOfStep(false), tallyOf(report(['passed', 'passed']), true));
  expect(wordsFor(all)).toBe('2 passed, 1 failed');
});
