import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack } from './pack.ts';

const size = fc.record({ width: fc.integer({ min: 1, max: 400 }), height: fc.integer({ min: 1, max: 400 }) });

test('nothing lies on another thing, or outside of the whole', () => {
  fc.assert(
    fc.property(fc.array(size, { maxLength: 40 }), (things) => {
      const { width, height, places } = pack(things, 10, 1.5);
      const boxes = things.map((thing, at) => ({ ...thing, ...places[at]! }));
      for (const [at, one] of boxes.entries()) {
        expect(one.x + one.width).toBeLessThanOrEqual(width);
        expect(one.y + one.height).toBeLessThanOrEqual(height);
        for (const other of boxes.slice(at + 1)) {
          const apart =
            one.x + one.width + 10 <= other.x ||
            other.x + other.width + 10 <= one.x ||
            one.y + one.height + 10 <= other.y ||
            other.y + other.height + 10 <= one.y;
          expect(apart, JSON.stringify([one, other])).toBe(true);
        }
      }
    }),
  );
});

test('many equal things fill a form that is about as wide as wanted', () => {
  const { width, height } = pack(
    Array.from({ length: 60 }, () => ({ width: 100, height: 50 })),
    10,
    1.5,
  );
  expect(width / height).toBeGreaterThan(1.2);
  expect(width / height).toBeLessThan(1.9);
});
