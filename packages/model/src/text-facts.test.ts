import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds, lineStarts, sourceOf } from './source.ts';

const words = ['\0', '\r', 'ab', 'aba', 'refint-ignore'];
const piece = fc.constantFrom(
  '\n',
  '\r\n',
  '\0',
  'a',
  'b',
  'ab',
  'é',
  '😀',
  'refint-',
  'ignore',
  'refint-ignore',
  '\n\n',
  'x',
);
const some = fc.array(piece, { maxLength: 12, size: 'max' }).map((pieces) => pieces.join(''));

/** A part of the text is replaced; both places are parts of its length. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  text: some,
});

const startsOf = (text: string): number[] => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];

test('what is known of a text that was edited is what is found in it anew', () => {
  let held = 0;
  fc.assert(
    fc.property(some, fc.array(edit, { minLength: 1, maxLength: 8 }), (first, edits) => {
      let text = first;
      for (const [turn, { at, to, text: more }] of edits.entries()) {
        const source = sourceOf('edited.prisma', text);
        // Not all of it is known of each text: what was never asked is found when it is.
        if (turn % 3 < 2) expect(lineStarts(source)).toEqual(startsOf(text));
        for (const word of words.slice(turn % 2)) {
          expect(holds(source, word)).toBe(text.includes(word));
          if (text.includes(word)) held++;
        }
        const [start, end] = [at, to].map((part) => Math.floor(part * text.length)).sort((a, b) => a - b) as [
          number,
          number,
        ];
        text = text.slice(0, start) + more + text.slice(end);
      }
    }),
    { numRuns: 2000, seed: 20240917 },
  );
  expect(held).toBeGreaterThan(5000);
});

test('more words may be looked for than are remembered', () => {
  const many = Array.from({ length: 70 }, (_, at) => `word${at};`);
  for (const text of ['word3; word69;', 'word3; word40; word69;', 'word3; word69; word64;']) {
    const source = sourceOf('many.prisma', text);
    for (const word of [...many, ...many]) expect(holds(source, word)).toBe(text.includes(word));
  }
});
