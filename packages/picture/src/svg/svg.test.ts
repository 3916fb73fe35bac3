import { expect, test } from 'vitest';
import { hostile, pictureOfTexts, shop, star } from '../sample.ts';
import { svg } from './svg.ts';

const textsIn = (drawing: string) => [...drawing.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text);

test('says what is in it', async () => {
  const drawing = await svg(await pictureOfTexts(shop));
  expect(drawing).toContain(
    '<desc id="about">5 tables and 5 references: 3 enforced, 1 failing, 1 not validated</desc>',
  );
  expect(textsIn(drawing)).toEqual(
    expect.arrayContaining(['order_id, line', 'SET NULL', 'not validated · NO ACTION', 'failing', 'audit.entries']),
  );
});

test('a reference that is not enforced differs by color, by dashes and by a word', async () => {
  const drawing = await svg(await pictureOfTexts(shop));
  const failing = drawing.split('\n').find((line) => line.includes('>failing</text>') && line.includes('author'));
  expect(failing).toMatch(
    /<g class="reference missing"><title>notes\.author → users\.id, failing \(.+\), 1\.sql:\d+:\d+<\/title>/,
  );
  expect(failing).toContain('stroke-dasharray=');
});

test('a hub tells how many references it has, and those that reference it tell its name', async () => {
  const texts = textsIn(await svg(await pictureOfTexts(star(9))));
  expect(texts).toContain('← 9');
  expect(texts.filter((text) => text === 'hub')).toHaveLength(2 + 9 + 9);
});

test('is the same each time', async () => {
  const [one, two] = await Promise.all([svg(await pictureOfTexts(shop)), svg(await pictureOfTexts(shop))]);
  expect(one).toBe(two);
});

test('names are text, whatever they hold', async () => {
  const drawing = await svg(await pictureOfTexts(hostile));
  for (const sign of ['<script', '<b>', '\u202e', '\u0007']) expect(drawing).not.toContain(sign);
  expect(textsIn(drawing)).toContain('&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  // What is left without its tags has neither a bracket nor a quote that nobody escaped.
  expect(drawing.replace(/<style>[\s\S]*<\/style>/, '').replace(/<[a-z/][^<>]*>/g, '')).not.toMatch(/[<>]/);
});

test('a picture of nothing is a picture', async () => {
  expect(await svg(await pictureOfTexts('SELECT 1;'))).toContain('0 tables, 0 references');
});
