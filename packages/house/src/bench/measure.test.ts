import { expect, test } from 'vitest';
import { median, plain, race, ratio } from './measure.ts';

test('the median of an even number of values lies between the two in the middle', () => {
  expect(median([9, 1, 2])).toBe(2);
  expect(median([9, 1, 2, 4])).toBe(3);
});

test('ratios are taken round by round', () => {
  const slow = { times: [20, 400, 30], peak: undefined };
  const fast = { times: [10, 100, 10], peak: undefined };
  expect(ratio(slow, fast)).toBe(3);
});

test('every contestant is timed once in each round', () => {
  const node = { name: 'node', program: process.execPath, args: ['-e', '0'], folder: '.', good: [0] };
  expect(race([node, node], 2).map(({ times }) => times.length)).toEqual([2, 2]);
});

test('a run that did not do its work is not a time', () => {
  const broken = { name: 'broken', program: process.execPath, args: ['-e', 'process.exit(3)'], folder: '.', good: [0] };
  expect(() => race([broken], 1)).toThrow('broken ended with 3');
});

test('nothing that changes how Node starts is passed on, and all else is', () => {
  expect(plain({ PATH: '/bin', NODE_EXTRA_CA_CERTS: 'a.pem', NODE_OPTIONS: '--jitless', node_home: 'b' })).toEqual({
    PATH: '/bin',
    node_home: 'b',
  });
});

test('a contestant runs in that environment, and in what is set for it alone', () => {
  process.env['NODE_OPTIONS_SEEN'] = 'yes';
  const script = 'process.exit(process.env.NODE_OPTIONS_SEEN ? 4 : process.env.ADDED === "1" ? 0 : 5)';
  const node = { name: 'node', program: process.execPath, args: ['-e', script], folder: '.', good: [0] };
  expect(race([{ ...node, env: { ADDED: '1' } }], 1)).toHaveLength(1);
  expect(() => race([node], 1)).toThrow('node ended with 5');
  delete process.env['NODE_OPTIONS_SEEN'];
});
