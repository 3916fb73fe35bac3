import type { Viz } from '@viz-js/viz';
import type { PictureReference } from '../graph/picture.ts';
import { type Box, sizes } from './boxes.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the boxes of one part lie, and the lines between them: each is a chain of Bézier curves, four points and then three more for each. */
export interface Part {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly { readonly box: Box; readonly x: number; readonly y: number }[];
  readonly lines: readonly { readonly reference: PictureReference; readonly points: readonly Point[] }[];
}

let loaded: Promise<Viz> | undefined;

/** Graphviz, made when the first picture needs it. */
export const graphviz = (): Promise<Viz> => (loaded ??= import('@viz-js/viz').then(({ instance }) => instance()));

/** Lays out tables that lines connect, those that reference others to the left of them. Draws with `dot` (Gansner et al., 1993). */
export function layOut(viz: Viz, boxes: readonly Box[], lines: readonly PictureReference[]): Part {
  const [only, second] = boxes;
  if (only && !second && lines.length === 0) {
    return { width: only.width + only.lead, height: only.height, boxes: [{ box: only, x: 0, y: 0 }], lines: [] };
  }
  const at = new Map(boxes.map((box, place) => [box.table.id, place]));
  const edges = lines.map((reference, place) => {
    const from = at.get(reference.from) ?? 0;
    const row = boxes[from]?.rows.findIndex((one) => one.reference === reference);
    return `n${from}:r${row}:e -> n${at.get(reference.to)}:h:w [id=${place}]`;
  });
  const input = [
    'digraph {',
    'graph [rankdir=LR nodesep=0.3 ranksep=0.5 remincross=true]',
    'node [shape=plain label=""] edge [arrowhead=none]',
    ...boxes.map((box, place) => `n${place} [id=${place} label=<${frame(box)}>]`),
    ...edges,
    '}',
  ].join('\n');
  return read(viz.renderString(input, { format: 'json0', engine: 'dot' }), boxes, lines);
}

/** The box as Graphviz has to know it: a place for each row, all as wide as the box and its ways out together. */
function frame({ width, lead, height, rows }: Box): string {
  const whole = Math.ceil(width + lead);
  const cell = (port: string, tall: number) =>
    `<TR><TD${port === '' ? '' : ` PORT="${port}"`} FIXEDSIZE="TRUE" WIDTH="${whole}" HEIGHT="${tall}"></TD></TR>`;
  const left = height - sizes.header - 2 - rows.length * sizes.row;
  const inside = rows.map((_, at) => cell(`r${at}`, sizes.row)).join('');
  const end = left > 0 ? cell('', left) : '';
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">${cell('h', sizes.header + 2)}${inside}${end}</TABLE>`;
}

interface Answer {
  readonly bb: string;
  readonly objects?: readonly {
    readonly id: string;
    readonly pos: string;
    readonly width: string;
    readonly height: string;
  }[];
  readonly edges?: readonly { readonly id: string; readonly pos: string }[];
}

function read(text: string, boxes: readonly Box[], lines: readonly PictureReference[]): Part {
  const { bb, objects = [], edges = [] } = JSON.parse(text) as Answer;
  const [, , width = 0, height = 0] = bb.split(',').map(Number);
  const placed = objects.flatMap(({ id, pos, width: w, height: h }) => {
    const box = boxes[Number(id)];
    const [x = 0, y = 0] = pos.split(',').map(Number);
    return box ? [{ box, x: tidy(x - Number(w) * 36), y: tidy(height - y - Number(h) * 36) }] : [];
  });
  const drawn = edges.flatMap(({ id, pos }) => {
    const reference = lines[Number(id)];
    return reference ? [{ reference, points: pointsIn(pos, height) }] : [];
  });
  return { width, height, boxes: placed, lines: drawn };
}

/** Graphviz counts upwards, pictures downwards. */
const pointsIn = (pos: string, height: number): readonly Point[] =>
  pos.split(' ').flatMap((pair) => {
    const [x = Number.NaN, y = Number.NaN] = pair.split(',').map(Number);
    return Number.isFinite(x) && Number.isFinite(y) ? [{ x: tidy(x), y: tidy(height - y) }] : [];
  });

/** A tenth of a pixel is finer than anybody sees. */
const tidy = (length: number): number => Math.round(length * 10) / 10;
