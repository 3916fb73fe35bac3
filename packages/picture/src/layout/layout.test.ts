import { expect, test } from 'vitest';
import { pictureOfTexts, shop, star } from '../sample.ts';
import { type Layout, layoutOf } from './layout.ts';

const boxesIn = ({ groups }: Layout) => groups.flatMap(({ boxes }) => boxes);

test.each([
  ['a shop', shop],
  ['a star', star(30)],
])('%s: every table lies in its group, once and beside the others', async (_, sql) => {
  const picture = await pictureOfTexts(sql);
  const layout = await layoutOf(picture);
  const boxes = boxesIn(layout);
  expect(boxes.map(({ box }) => box.table.id).sort()).toEqual(picture.tables.map(({ id }) => id));
  for (const { boxes: own, x, y, width, height } of layout.groups) {
    for (const placed of own) {
      expect(placed.x).toBeGreaterThanOrEqual(x);
      expect(placed.y).toBeGreaterThanOrEqual(y);
      expect(placed.x + placed.box.width + placed.box.lead).toBeLessThanOrEqual(x + width + 1);
      expect(placed.y + placed.box.height).toBeLessThanOrEqual(y + height);
    }
  }
  for (const [at, one] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) {
      const apart =
        one.x + one.box.width + one.box.lead <= other.x ||
        other.x + other.box.width + other.box.lead <= one.x ||
        one.y + one.box.height <= other.y ||
        other.y + other.box.height <= one.y;
      expect(apart, `${one.box.table.id} ${other.box.table.id}`).toBe(true);
    }
  }
});

test('a line begins at the row of its columns and ends at the table that they reference', async () => {
  const layout = await layoutOf(await pictureOfTexts(shop));
  const boxes = new Map(boxesIn(layout).map((placed) => [placed.box.table.id, placed]));
  const lines = layout.groups.flatMap((group) => group.lines);
  expect(lines).toHaveLength(3);
  for (const { reference, points } of lines) {
    const from = boxes.get(reference.from)!;
    const to = boxes.get(reference.to)!;
    const row = from.box.rows.find((one) => one.reference === reference)!;
    expect(Math.abs(points[0]!.y - (from.y + row.y))).toBeLessThan(1.5);
    expect(Math.abs(points[0]!.x - (from.x + from.box.width + from.box.lead))).toBeLessThan(1.5);
    expect(Math.abs(points.at(-1)!.x - to.x)).toBeLessThan(1.5);
    expect(points.at(-1)!.y).toBeGreaterThan(to.y);
    expect(points.at(-1)!.y).toBeLessThan(to.y + to.box.height);
  }
});

test('lines lead from left to right', async () => {
  const layout = await layoutOf(await pictureOfTexts(shop));
  for (const { points } of layout.groups.flatMap((group) => group.lines)) {
    expect(points[0]!.x).toBeLessThan(points.at(-1)!.x);
  }
});
