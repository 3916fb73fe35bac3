import { expect, test } from 'vitest';
import { pictureOfTexts, shop, star } from '../sample.ts';
import { groupsOf, hubsOf } from './groups.ts';
import { linesOf } from './lines.ts';

async function drawn(sql: string): Promise<string[]> {
  const picture = await pictureOfTexts(sql);
  const hubs = hubsOf(picture);
  return [...linesOf(picture, groupsOf(picture, hubs), hubs)].map(({ from, to }) => `${from} ${to}`);
}

test('a line is drawn inside of a group only', async () => {
  expect(await drawn(shop)).toEqual([
    'public.items public.orders',
    'public.notes public.users',
    'public.orders public.users',
  ]);
});

test('no line is drawn to a hub', async () => {
  expect(await drawn(star(8))).toHaveLength(8);
  expect(await drawn(star(9))).toEqual([]);
});

test('no line closes a circle', async () => {
  const sql = `
    CREATE TABLE a (id int PRIMARY KEY, b int, own int REFERENCES a);
    CREATE TABLE b (id int PRIMARY KEY, c int);
    CREATE TABLE c (id int PRIMARY KEY, a int REFERENCES a);
    ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
    ALTER TABLE b ADD FOREIGN KEY (c) REFERENCES c;`;
  expect(await drawn(sql)).toEqual(['public.a public.b', 'public.b public.c']);
});
