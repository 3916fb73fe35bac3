import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameData } from './same-data.ts';

const value = fc.jsonValue({ maxDepth: 3 });

test('data is the same where its JSON is, whatever the order of its keys', () => {
  fc.assert(
    fc.property(value, value, (one, other) => {
      expect(sameData(one, structuredClone(one))).toBe(true);
      expect(sameData(one, other)).toBe(inOrder(one) === inOrder(other));
      expect(sameData({ one, other }, { other, one })).toBe(true);
      expect(sameData([one], { 0: one })).toBe(false);
      expect(sameData({ one }, { one, other })).toBe(false);
      expect(sameData({ one, other }, { one })).toBe(false);
    }),
    { numRuns: 500, seed: 20240601 },
  );
});

const inOrder = (data: unknown): string =>
  JSON.stringify(data, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
