import type { TableId } from '@refint/model';
import { onOneLine } from '@refint/reporters';
import type { Picture, PictureReference, PictureTable } from '../graph/picture.ts';
import { labelOf } from '../graph/standing.ts';
import { monoWidth, sansWidth, short } from './measure.ts';

/** Sizes in units of the picture, which are pixels before anybody zooms. */
export const sizes = {
  header: 30,
  row: 22,
  bottom: 6,
  side: 12,
  name: 13,
  column: 11.5,
  label: 9,
  mention: 11,
  arrow: 12,
};

/** The longest name that is shown whole: nobody reads a longer one in a picture, and it would make its box as wide as a page. */
const longest = 42;

/** A line in a box: the key of the table, or one of its references. */
export interface Row {
  readonly text: string;
  /** The middle of the row, from the top of the box. */
  readonly y: number;
  /** Nothing for the key. */
  readonly reference: PictureReference | undefined;
  /** What is written on the way out of the box. */
  readonly label: string;
  /** The name at the end of a reference that has no line. */
  readonly mention: string;
}

/** A table as a box, with the ways out of it at its right side. */
export interface Box {
  readonly table: PictureTable;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly rows: readonly Row[];
  /** How many references lead here, for a hub, whose lines are not drawn. */
  readonly references: number | undefined;
  /** From the right side of the box to the point where lines begin, or where labels and mentions end. */
  readonly lead: number;
}

/** The boxes of a picture, by table. */
export function boxesOf(
  picture: Picture,
  lines: ReadonlySet<PictureReference>,
  hubs: ReadonlySet<TableId>,
): ReadonlyMap<TableId, Box> {
  const from = new Map<TableId, PictureReference[]>();
  for (const reference of picture.references) {
    const known = from.get(reference.from);
    if (known) known.push(reference);
    else from.set(reference.from, [reference]);
  }
  const names = new Map(picture.tables.map(({ id, name }) => [id, shown(name)]));
  const counts = new Map([...hubs].map((id) => [id, picture.references.filter(({ to }) => to === id).length]));
  return new Map(
    picture.tables.map((table) => {
      const rows = rowsOf(table, from.get(table.id) ?? [], names, lines);
      return [table.id, boxOf(table, rows, counts.get(table.id))];
    }),
  );
}

const shown = (text: string): string => short(onOneLine(text), longest);

function rowsOf(
  table: PictureTable,
  references: readonly PictureReference[],
  names: ReadonlyMap<TableId, string>,
  lines: ReadonlySet<PictureReference>,
): readonly Row[] {
  const key =
    table.key.length > 0 ? [{ text: shown(table.key.join(', ')), reference: undefined, label: '', mention: '' }] : [];
  const others = references.map((reference) => ({
    text: shown(reference.columns.join(', ')),
    reference,
    label: labelOf(reference),
    mention: lines.has(reference) ? '' : mentioned(reference, names),
  }));
  return [...key, ...others].map((row, at) => ({ ...row, y: sizes.header + sizes.row * (at + 0.5) + 2 }));
}

const mentioned = ({ from, to }: PictureReference, names: ReadonlyMap<TableId, string>): string =>
  from === to ? 'itself' : (names.get(to) ?? shown(to));

function boxOf(table: PictureTable, rows: readonly Row[], references: number | undefined): Box {
  const title = shown(table.name);
  const widths = rows.map(({ text, reference }) => monoWidth(text, sizes.column) + (reference ? 0 : 34));
  const count = references === undefined ? 0 : 44;
  const inner = Math.max(sansWidth(title, sizes.name) + count, ...widths, 80);
  return {
    table,
    title,
    width: inner + 2 * sizes.side,
    height: sizes.header + sizes.row * rows.length + (rows.length > 0 ? sizes.bottom : 0),
    rows,
    references,
    lead: Math.max(0, ...rows.map(leadOf)),
  };
}

function leadOf({ reference, label, mention }: Row): number {
  if (!reference) return 0;
  const written = label === '' ? 12 : monoWidth(label, sizes.label) + 14;
  return written + (mention === '' ? 0 : sizes.arrow + sansWidth(mention, sizes.mention));
}

/** From the right side of a box to the arrow of a reference that ends in a name. */
export const arrowOf = (label: string): number =>
  (label === '' ? 12 : monoWidth(label, sizes.label) + 14) + sizes.arrow - 4;
