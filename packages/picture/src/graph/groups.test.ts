import { describe, expect, test } from 'vitest';
import { pictureOfTexts, shop, star } from '../sample.ts';
import { groupsOf, hubsOf } from './groups.ts';

async function shown(sql: string): Promise<string[]> {
  const picture = await pictureOfTexts(sql);
  return groupsOf(picture, hubsOf(picture)).map(({ name, tables }) => `${name} | ${tables.join(' ')}`);
}

test('tables that reference one another are one group, and schemas are never mixed', async () => {
  expect(await shown(shop)).toEqual([
    'public: users | public.items public.notes public.orders public.users',
    'audit: entries | audit.entries',
  ]);
});

describe('a hub', () => {
  test('is what more than eight tables reference', async () => {
    expect([...hubsOf(await pictureOfTexts(star(8)))]).toEqual([]);
    expect([...hubsOf(await pictureOfTexts(star(9)))]).toEqual(['public.hub']);
  });

  test('is no reason to be one group, but a home for tables that reference nothing else', async () => {
    const sql = `${star(9)}
      CREATE TABLE a (id int PRIMARY KEY, hub int REFERENCES hub);
      CREATE TABLE b (a int REFERENCES a, hub int REFERENCES hub);
      CREATE TABLE alone (id int);`;
    expect(await shown(sql)).toEqual([
      `hub | public.hub ${Array.from({ length: 9 }, (_, at) => `public.t${at}`).join(' ')}`,
      'a | public.a public.b',
      'without references | public.alone',
    ]);
  });
});

test('what hangs together and is much is cut into communities', async () => {
  // Two rings of fifteen tables, of which each references the next one, and one reference between the rings.
  const ring = (name: string) =>
    Array.from(
      { length: 15 },
      (_, at) => `CREATE TABLE ${name}${at} (id int PRIMARY KEY, next int, other int);\n`,
    ).join('') +
    Array.from({ length: 15 }, (_, at) =>
      [1, 2, 3]
        .map((far) => `ALTER TABLE ${name}${at} ADD FOREIGN KEY (next) REFERENCES ${name}${(at + far) % 15};\n`)
        .join(''),
    ).join('');
  const groups = await shown(`${ring('a')}${ring('b')}ALTER TABLE a0 ADD FOREIGN KEY (other) REFERENCES b0;`);
  expect(groups.length).toBeGreaterThan(1);
  for (const group of groups) expect(group).toMatch(/^[ab]\d+ \| (public\.a\d+ ?)+$|^[ab]\d+ \| (public\.b\d+ ?)+$/);
});
