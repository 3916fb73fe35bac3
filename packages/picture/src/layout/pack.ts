/** Something with a size that has to lie somewhere. */
export interface Sized {
  readonly width: number;
  readonly height: number;
}

export interface Packed extends Sized {
  /** The upper left corner of each thing, in the order in which the things were given. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
}

/**
 * Lays rectangles on shelves, the tallest first, so that the whole is about as much wider than high as wanted: the width of
 * the shelves is tried from narrow to wide, and the best one is taken.
 */
export function pack(things: readonly Sized[], gap: number, wanted: number): Packed {
  const order = things.map((_, at) => at).sort((a, b) => (things[b]?.height ?? 0) - (things[a]?.height ?? 0) || a - b);
  const widest = Math.max(0, ...things.map(({ width }) => width));
  const area = things.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  let best: Packed | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let factor = 0.7; factor < 1.6; factor += 0.05) {
    const packed = onShelves(things, order, Math.max(widest, Math.sqrt(area * wanted) * factor), gap);
    // What counts is how small the whole gets on a screen of the wanted form.
    const shrunk = Math.max(packed.width / wanted, packed.height);
    if (shrunk < least) {
      least = shrunk;
      best = packed;
    }
  }
  return best ?? { width: 0, height: 0, places: [] };
}

/** A shelf holds columns: a thing goes below the last one of a column where there is still room for it. */
function onShelves(things: readonly Sized[], order: readonly number[], most: number, gap: number): Packed {
  const places: { x: number; y: number }[] = things.map(() => ({ x: 0, y: 0 }));
  const shelves: Shelf[] = [];
  let bottom = 0;
  for (const at of order) {
    const { width, height } = things[at] ?? { width: 0, height: 0 };
    const place = firstPlace(shelves, width, height, most, gap);
    if (place) places[at] = place;
    else {
      const y = bottom === 0 ? 0 : bottom + gap;
      shelves.push({ y, height, columns: [{ x: 0, width, bottom: y + height }] });
      places[at] = { x: 0, y };
      bottom = y + height;
    }
  }
  const right = things.map(({ width }, at) => (places[at]?.x ?? 0) + width);
  return { width: Math.max(0, ...right), height: bottom, places };
}

interface Shelf {
  readonly y: number;
  readonly height: number;
  readonly columns: { readonly x: number; readonly width: number; bottom: number }[];
}

/** A shelf that has room takes the thing, so no further one is asked. */
function firstPlace(shelves: readonly Shelf[], width: number, height: number, most: number, gap: number) {
  for (const shelf of shelves) {
    const place = placeOn(shelf, width, height, most, gap);
    if (place) return place;
  }
  return undefined;
}

function placeOn({ y, height, columns }: Shelf, width: number, own: number, most: number, gap: number) {
  const below = columns.find((column) => width <= column.width && column.bottom + gap + own <= y + height);
  if (below) {
    const place = { x: below.x, y: below.bottom + gap };
    below.bottom = place.y + own;
    return place;
  }
  const last = columns.at(-1);
  const x = last ? last.x + last.width + gap : 0;
  if (x + width > most) return undefined;
  columns.push({ x, width, bottom: y + own });
  return { x, y };
}
