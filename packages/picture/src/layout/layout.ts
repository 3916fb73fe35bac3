import { doing, type TableId } from '@refint/model';
import { groupsOf, hubsOf } from '../graph/groups.ts';
import { linesOf } from '../graph/lines.ts';
import type { Picture, PictureReference } from '../graph/picture.ts';
import { lookOf } from '../graph/standing.ts';
import { type Box, boxesOf } from './boxes.ts';
import { graphviz, layOut, type Part, type Point } from './graphviz.ts';
import { sansWidth } from './measure.ts';
import { pack, type Sized } from './pack.ts';

/** A box at its place. */
export interface PlacedBox {
  readonly box: Box;
  readonly x: number;
  readonly y: number;
}

export interface PlacedLine {
  readonly reference: PictureReference;
  readonly points: readonly Point[];
}

/** A group with the room that it takes. */
export interface PlacedGroup {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The size of its name, larger in a large picture, of which people see the whole first. */
  readonly title: number;
  /** How many of the references of its tables should be enforced and are not. */
  readonly missing: number;
  readonly boxes: readonly PlacedBox[];
  readonly lines: readonly PlacedLine[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly PlacedGroup[];
}

const gaps = { parts: 28, groups: 40, side: 22, head: 18 };

/** Half as wide again as high, as the screens are on which pictures are looked at. */
const form = 1.5;

/** Where everything in a picture lies. */
export async function layoutOf(picture: Picture): Promise<Layout> {
  doing('starting Graphviz');
  const viz = await graphviz();
  const hubs = hubsOf(picture);
  const groups = groupsOf(picture, hubs);
  const lines = linesOf(picture, groups, hubs);
  const boxes = boxesOf(picture, lines, hubs);
  const near = neighbours(lines);
  const rooms = groups.map(({ name, tables }, at) => {
    doing('drawing groups of tables', at, groups.length);
    const parts = connected(tables, near).map((ids) => {
      const inside = new Set(ids);
      const own = ids.flatMap((id) => boxes.get(id) ?? []);
      return layOut(
        viz,
        own,
        [...lines].filter(({ from }) => inside.has(from)),
      );
    });
    return { name, parts, packed: pack(parts, gaps.parts, form) };
  });
  const title = titleSize(rooms.map(({ packed }) => packed));
  const head = gaps.head + title * 2;
  const sized = rooms.map(({ name, packed }) => ({
    width: Math.max(packed.width, sansWidth(name, smallest)) + 2 * gaps.side,
    height: packed.height + head + gaps.side,
  }));
  const outer = pack(sized, gaps.groups, form);
  const placed = rooms.map(({ name, parts, packed }, at) => {
    const { x = 0, y = 0 } = outer.places[at] ?? {};
    const { width = 0, height = 0 } = sized[at] ?? {};
    const moved = parts.map((part, index) => {
      const place = packed.places[index] ?? { x: 0, y: 0 };
      return move(part, x + gaps.side + place.x, y + head + place.y);
    });
    const own = moved.flatMap((part) => part.boxes);
    return {
      name,
      x,
      y,
      width,
      height,
      title: Math.min(title, ((width - 2 * gaps.side) / sansWidth(name, 100)) * 100),
      missing: missingIn(own),
      boxes: own,
      lines: moved.flatMap((part) => part.lines),
    };
  });
  return { width: outer.width, height: outer.height, groups: placed };
}

/** The smallest size of a group's name. */
const smallest = 13;

/** Readable where the whole picture is made as small as a screen. */
function titleSize(rooms: readonly Sized[]): number {
  const area = rooms.reduce((sum, { width, height }) => sum + width * height, 0);
  return Math.max(smallest, Math.round(Math.sqrt(area) / 100));
}

const missingIn = (boxes: readonly PlacedBox[]): number =>
  boxes
    .flatMap(({ box }) => box.rows)
    .filter(({ reference }) => reference && lookOf(reference.state).standing === 'missing').length;

function move(part: Part, dx: number, dy: number): Part {
  const shifted = <T extends Point>(point: T): T => ({ ...point, x: point.x + dx, y: point.y + dy });
  return {
    ...part,
    boxes: part.boxes.map(shifted),
    lines: part.lines.map(({ reference, points }) => ({ reference, points: points.map(shifted) })),
  };
}

function neighbours(lines: Iterable<PictureReference>): ReadonlyMap<TableId, readonly TableId[]> {
  const near = new Map<TableId, TableId[]>();
  const add = (a: TableId, b: TableId) => near.set(a, [...(near.get(a) ?? []), b]);
  for (const { from, to } of lines) {
    add(from, to);
    add(to, from);
  }
  return near;
}

/** The tables that lines connect, part by part. */
function connected(
  tables: readonly TableId[],
  near: ReadonlyMap<TableId, readonly TableId[]>,
): readonly (readonly TableId[])[] {
  const seen = new Set<TableId>();
  return tables.flatMap((start) => {
    if (seen.has(start)) return [];
    const part = [start];
    seen.add(start);
    for (const id of part) {
      for (const next of near.get(id) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        part.push(next);
      }
    }
    return [part];
  });
}
