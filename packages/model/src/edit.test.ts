import { expect, test } from 'vitest';
import { type Edit, edited } from './edit.ts';
import { sourceOf } from './source.ts';

const source = sourceOf('a', 'one two three');
const edit = (start: number, end: number, text: string, of = source): Edit => ({
  source: of,
  span: { start, end },
  text,
});

test('edits are made in the order of their places, those at one place in the order in which they are given', () => {
  expect(
    edited(source, [edit(8, 13, '3'), edit(0, 0, 'a '), edit(0, 0, 'b '), edit(0, 0, 'X', sourceOf('b', ''))]),
  ).toBe('a b one two 3');
});

test('the same edit, which several fixes may need, is made once', () => {
  expect(edited(source, [edit(3, 3, '!'), edit(3, 3, '!'), edit(3, 3, '?')])).toBe('one!? two three');
});

test('edits that overlap are a mistake', () => {
  expect(() => edited(source, [edit(0, 5, ''), edit(3, 7, '')])).toThrow('two edits of a overlap at offset 3');
});
