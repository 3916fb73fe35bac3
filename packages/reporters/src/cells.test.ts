import { expect, test } from 'vitest';
import { cellsOf, widthOf } from './cells.ts';

const cellOf = (letter: string, more = '') => cellsOf(`a${letter}b${more}`).map(({ text, width }) => [text, width]);

test('a letter takes as many cells in a line that is quickly understood as in any other', () => {
  const others: string[] = [];
  for (let code = 0; code < 0xffff; code++) {
    // Half of a letter is none.
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const letter = String.fromCharCode(code);
    if (JSON.stringify(cellOf(letter)) !== JSON.stringify(cellOf(letter, '漢').slice(0, -1))) others.push(letter);
    if (letter !== '\t' && widthOf(`a${letter}b`) !== widthOf(`a${letter}b漢`) - 2) others.push(letter);
  }
  expect(others).toEqual([]);
});

test.each([
  ['Post.authorId → User.id', 23],
  ['a → b … c', 9],
  ['漢字', 4],
  ['👩‍💻', 2],
  ['e\u0301', 1],
])('%s takes %i cells', (text, width) => {
  expect(widthOf(text)).toBe(width);
});
