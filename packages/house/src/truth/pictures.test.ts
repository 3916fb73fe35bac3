import { loadSvg, pictureOf } from '@refint/picture';
import { expect, test } from 'vitest';
import { entriesWith, reportOn } from './entries.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boxesIn = (drawing: string, before: string): readonly Box[] =>
  [...drawing.matchAll(new RegExp(`${before}x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)"`, 'g'))].map(
    ([, ...numbers]) => {
      const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
      return { x, y, width, height };
    },
  );

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const holds = (a: Box, b: Box): boolean =>
  a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height;

/** Real projects: every table has its place and no other table's, every reference is there, and the form suits a screen. */
test.each(entriesWith('dmmf.json').map((entry) => [entry.name, entry] as const))(
  '%s as a picture',
  async (_, entry) => {
    const report = await reportOn(entry, []);
    const project = report?.projects[0]?.project;
    if (!project || project.graph.tables.length === 0) return;
    const { svg } = await loadSvg();
    const drawing = await svg(pictureOf(project));
    const boxes = boxesIn(drawing, '<rect class="box" ');
    const groups = boxesIn(drawing, '<g class="group"><rect ');
    expect(boxes).toHaveLength(project.graph.tables.length);
    // Those of the legend come on top.
    const states = new Set(project.graph.references.map(({ enforcement }) => enforcement)).size;
    expect(drawing.match(/<g class="reference /g) ?? []).toHaveLength(project.graph.references.length + states);
    for (const [at, box] of boxes.entries()) {
      expect(groups.filter((group) => holds(group, box))).toHaveLength(1);
      expect(boxes.slice(at + 1).filter((other) => overlaps(box, other))).toEqual([]);
    }
    for (const [at, group] of groups.entries())
      expect(groups.slice(at + 1).filter((other) => overlaps(group, other))).toEqual([]);
    const [, width = 0, height = 0] = (/width="(\d+)" height="(\d+)"/.exec(drawing) ?? []).map(Number);
    if (boxes.length > 40) {
      expect(width / height).toBeGreaterThan(1);
      expect(width / height).toBeLessThan(2.2);
    }
    expect(await svg(pictureOf(project))).toBe(drawing);
  },
);
