import { shownReference } from '@refint/model';
import { onOneLine, shownPlace } from '@refint/reporters';
import type { PictureReference } from '../graph/picture.ts';
import { lookOf } from '../graph/standing.ts';
import { arrowOf, type Box, type Row, sizes } from '../layout/boxes.ts';
import type { Point } from '../layout/graphviz.ts';
import type { Layout, PlacedBox, PlacedGroup, PlacedLine } from '../layout/layout.ts';
import { escaped } from './escape.ts';

/** What a drawing is for, besides being seen. */
export interface Drawing {
  /** Names each table and each reference as the markup of a page does, so that a script can find them. */
  readonly marks: { readonly table: (box: Box) => string; readonly reference: (reference: PictureReference) => string };
}

/** What is in a picture, as SVG without the element around it: groups below, lines above them, boxes on top. */
export function drawn({ groups }: Layout, drawing: Drawing): string {
  return [
    ...groups.map(ground),
    ...groups.flatMap(({ lines, boxes }) => {
      const ends = new Map(boxes.map((placed) => [placed.box.table.id, placed]));
      return lines.map((line) => lineOf(line, ends, drawing));
    }),
    ...groups.flatMap(({ boxes }) => boxes.map((placed) => boxOf(placed, drawing))),
  ].join('\n');
}

const number = (length: number): string => String(Math.round(length * 10) / 10);

function ground({ name, x, y, width, height, title, missing }: PlacedGroup): string {
  const shown = escaped(onOneLine(name));
  const count = missing === 0 ? '' : ` <tspan class="count">${missing} not enforced</tspan>`;
  return (
    `<g class="group"><rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="10"/>` +
    `<text x="${number(x + 22)}" y="${number(y + 12 + title)}" font-size="${number(title)}">${shown}${count}</text></g>`
  );
}

/** A reference whose line leads to the table that it references. */
function lineOf({ reference, points }: PlacedLine, ends: ReadonlyMap<string, PlacedBox>, drawing: Drawing): string {
  const placed = ends.get(reference.from);
  const row = placed?.box.rows.find((one) => one.reference === reference);
  const end = points.at(-1);
  if (!placed || !row || !end) return '';
  const start = { x: placed.x + placed.box.width, y: placed.y + row.y };
  const path = `M${shown(start)}L${shown(points[0] ?? start)}${curves(points)}`;
  return way(reference, row, start, path, arrow(end), drawing, '');
}

const shown = ({ x, y }: Point): string => `${number(x)} ${number(y)}`;

function curves(points: readonly Point[]): string {
  const parts: string[] = [];
  for (let at = 1; at + 2 < points.length; at += 3) {
    parts.push(
      `C${points
        .slice(at, at + 3)
        .map(shown)
        .join(' ')}`,
    );
  }
  return parts.join('');
}

const arrow = ({ x, y }: Point): string =>
  `M${shown({ x: x - 8, y: y - 4 })}L${shown({ x, y })}L${shown({ x: x - 8, y: y + 4 })}Z`;

/** A reference that ends in the name of what it references. */
function mentionOf(row: Row, reference: PictureReference, start: Point, drawing: Drawing): string {
  const end = { x: start.x + arrowOf(row.label), y: start.y };
  const name = `<text class="mention" x="${number(end.x + 5)}" y="${number(end.y + 3.8)}">${escaped(row.mention)}</text>`;
  return way(reference, row, start, `M${shown(start)}H${number(end.x - 7)}`, arrow(end), drawing, name);
}

function way(
  reference: PictureReference,
  row: Row,
  start: Point,
  path: string,
  head: string,
  { marks }: Drawing,
  more: string,
): string {
  const { standing, dashes } = lookOf(reference.state);
  const dash = dashes === '' ? '' : ` stroke-dasharray="${dashes}"`;
  const label =
    row.label === ''
      ? ''
      : `<text class="label" x="${number(start.x + 7)}" y="${number(start.y - 3.5)}">${escaped(row.label)}</text>`;
  return `<g class="reference ${standing}"${marks.reference(reference)}><path class="way" d="${path}"${dash}/><path class="head" d="${head}"/>${label}${more}</g>`;
}

function boxOf({ box, x, y }: PlacedBox, drawing: Drawing): string {
  const { width, height, rows, title, references: count } = box;
  const mentions = rows.flatMap((row) =>
    row.reference && row.mention !== '' ? mentionOf(row, row.reference, { x: x + width, y: y + row.y }, drawing) : [],
  );
  const texts = rows.map((row) => {
    const at = `y="${number(y + row.y + 4)}"`;
    const standing = row.reference ? lookOf(row.reference.state).standing : 'key';
    const sign = row.reference ? '' : `<text class="sign" x="${number(x + width - sizes.side)}" ${at}>key</text>`;
    return `<text class="column ${standing}" x="${number(x + sizes.side)}" ${at}>${escaped(row.text)}</text>${sign}`;
  });
  const corner = (radius: number) =>
    `M${number(x)} ${number(y + sizes.header)}V${number(y + radius)}q0 ${-radius} ${radius} ${-radius}H${number(x + width - radius)}q${radius} 0 ${radius} ${radius}V${number(y + sizes.header)}Z`;
  const hub =
    count === undefined
      ? ''
      : `<text class="sign" x="${number(x + width - sizes.side)}" y="${number(y + 19.5)}">← ${count}</text>`;
  return (
    `<g class="table"${drawing.marks.table(box)}><rect class="box" x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="6"/>` +
    `<path class="top" d="${corner(6)}"/>` +
    `<text class="name" x="${number(x + sizes.side)}" y="${number(y + 19.5)}">${escaped(title)}</text>${[hub, ...texts].join(' ')}</g>` +
    mentions.join('')
  );
}

/** A reference in a sentence: its ends, what a delete does, why it is not enforced, and where it is written. */
export function toldReference({ reference, state, onDelete, at }: PictureReference): string {
  const action = onDelete === '' ? '' : `, ON DELETE ${onDelete}`;
  const { word } = lookOf(state);
  const why = reference.because ? ` (${reference.because.text})` : '';
  return `${onOneLine(shownReference(reference))}${action}${word === '' ? '' : `, ${word}${onOneLine(why)}`}, ${shownPlace(at)}`;
}
