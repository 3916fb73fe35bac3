import { sourceOf } from '@refint/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plain } from './colors.ts';
import { frame } from './frame.ts';

const framed = (text: string, start: number, end: number, width: number) =>
  frame(
    { source: sourceOf('a.sql', text), span: { start, end } },
    { colors: plain, paint: (one) => one, mark: '^', width, digits: 1, around: 0 },
  );

test('a line is cut in the same way whatever its letters are, as long as each takes a cell', () => {
  const letters = fc.string({
    unit: fc.constantFrom('a', 'B', ' ', '→', '"'),
    minLength: 1,
    maxLength: 150,
    size: 'max',
  });
  const property = fc.property(
    letters,
    fc.nat(160),
    fc.nat(40),
    fc.integer({ min: 10, max: 80 }),
    (text, at, more, width) => {
      const [start, end] = [Math.min(at, text.length), Math.min(at + more, text.length)];
      // Of this one it is not known beforehand that it takes one.
      const other = framed(text.replaceAll('a', 'ж'), start, end, width);
      expect(framed(text, start, end, width)).toEqual(other.map((line) => line.replaceAll('ж', 'a')));
    },
  );
  fc.assert(property, { numRuns: 3000 });
});
