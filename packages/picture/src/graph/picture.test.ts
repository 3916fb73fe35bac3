import { expect, test } from 'vitest';
import { pictureOfTexts, shop } from '../sample.ts';
import { around } from './picture.ts';

test.each([
  ['public.orders', 0, ['public.orders'], 0],
  ['public.orders', 1, ['public.items', 'public.orders', 'public.users'], 2],
  ['public.notes', 1, ['public.notes', 'public.users'], 1],
  ['public.notes', 2, ['audit.entries', 'public.notes', 'public.orders', 'public.users'], 3],
  ['public.notes', 99, ['audit.entries', 'public.items', 'public.notes', 'public.orders', 'public.users'], 5],
])('around %s, %i references away', async (table, depth, tables, references) => {
  const part = around(await pictureOfTexts(shop), table, depth);
  expect(part.tables.map(({ id }) => id)).toEqual(tables);
  expect(part.references).toHaveLength(references);
});
