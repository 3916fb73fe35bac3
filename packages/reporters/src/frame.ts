import { lineStarts, type Place, positionAt, type Source } from '@refint/model';
import { type Cell, cellsOf, isPlain } from './cells.ts';
import type { Colors, Paint } from './colors.ts';
import { visible } from './safe-text.ts';

export interface FrameOptions {
  readonly colors: Colors;
  /** The colour of the underline. */
  readonly paint: Paint;
  /** What the underline is drawn with: `^` for what a finding is about, `-` for the other end. */
  readonly mark: '^' | '-';
  /** Cells for the whole line, gutter included. */
  readonly width: number;
  /** How many digits the gutter has room for. */
  readonly digits: number;
  /** Lines to show before and after, where they are not blank. */
  readonly around: number;
}

/** More lines than these are shown from both ends only. */
const mostLines = 6;

/** The number of the last line that a frame of this place shows, to know how wide the gutter must be. */
export const lastLineOf = ({ source, span }: Place, around: number): number =>
  Math.min(positionAt(source, lastInside(span)).line + around, lineStarts(source).length);

/** The lines of a place as they stand in the file, with the place itself underlined; no trailing line end. */
export function frame({ source, span }: Place, options: FrameOptions): readonly string[] {
  const first = positionAt(source, span.start).line;
  const last = positionAt(source, lastInside(span)).line;
  const shown: string[] = [];
  for (let line = Math.max(1, first - options.around); line < first; line++)
    shown.push(...context(source, line, options));
  for (let line = first; line <= last; line++) {
    if (last - first >= mostLines && line === first + mostLines / 2) {
      shown.push(gutter('…', options));
      line = last - mostLines / 2 + 1;
    }
    shown.push(...underlined(source, line, span, options));
  }
  const end = Math.min(last + options.around, lineStarts(source).length);
  for (let line = last + 1; line <= end; line++) shown.push(...context(source, line, options));
  return shown;
}

/** The last offset inside of a span; its start when it is empty. */
const lastInside = ({ start, end }: Place['span']): number => Math.max(start, end - 1);

const gutter = (label: string, { colors, digits }: FrameOptions): string => colors.dim(`${label.padStart(digits)} |`);

interface Line {
  readonly text: string;
  /** Offset of the line in its source. */
  readonly start: number;
}

/** A line without its end. A lone "\r" before "\n" is part of the end. */
function lineAt(source: Source, line: number): Line {
  const starts = lineStarts(source);
  const start = starts[line - 1] ?? 0;
  const next = starts[line];
  const end = next === undefined ? source.text.length : next - 1;
  const text = source.text.slice(start, end);
  return { start, text: text.endsWith('\r') ? text.slice(0, -1) : text };
}

function context(source: Source, line: number, options: FrameOptions): readonly string[] {
  const { text } = lineAt(source, line);
  if (text.trim() === '') return [];
  const { shown } = cut(text, 0, 0, options);
  return [`${gutter(String(line), options)} ${shown}`];
}

function underlined(source: Source, line: number, span: Place['span'], options: FrameOptions): readonly string[] {
  const { text, start } = lineAt(source, line);
  const inside = (offset: number) => Math.max(0, Math.min(offset - start, text.length));
  const indent = span.start < start ? text.length - text.trimStart().length : 0;
  const from = Math.max(inside(span.start), indent);
  const to = Math.max(from, inside(span.end));
  const { shown, before, under } = cut(text, from, to, options);
  const number = `${gutter(String(line), options)} ${shown}`.trimEnd();
  if (span.start < start && text.trim() === '') return [number];
  const marks = options.paint(options.mark.repeat(Math.max(1, under)));
  return [number, `${gutter('', options)} ${' '.repeat(before)}${marks}`];
}

interface Cut {
  readonly shown: string;
  /** Cells before the underlined part, and of it. */
  readonly before: number;
  readonly under: number;
}

/** As much of a line as fits, with the part between two offsets in it; "…" stands for what was cut. */
function cut(text: string, from: number, to: number, { width, digits }: FrameOptions): Cut {
  const room = Math.max(20, width - digits - 3);
  if (isPlain(text)) return cutPlain(text, from, to, room);
  const low = whole(text, Math.max(0, from - 2 * room));
  const high = whole(text, Math.min(text.length, from + 2 * room));
  const cells = cellsOf(visible(text.slice(low, high)).replaceAll('\r', '␍'), low);

  const isWhole = low === 0 && high === text.length && widthOfCells(cells) <= room;
  const first = isWhole ? 0 : firstShown(cells, from, to, room);
  const cutLeft = low > 0 || first > 0;
  const last = isWhole ? cells.length : firstBeyond(cells, first, room - (cutLeft ? 2 : 1));
  const cutRight = high < text.length || last < cells.length;

  const part = cells.slice(first, last);
  return {
    shown: `${cutLeft ? '…' : ''}${part.map((cell) => cell.text).join('')}${cutRight ? '…' : ''}`,
    before: widthOfCells(part.filter((cell) => cell.end <= from)) + (cutLeft ? 1 : 0),
    under: widthOfCells(part.filter((cell) => cell.end > from && cell.start < to)),
  };
}

/** The same where each letter is a cell, as in nearly all of SQL: there is nothing to be taken apart. */
function cutPlain(text: string, from: number, to: number, room: number): Cut {
  if (text.length <= room) return { shown: text, before: from, under: to - from };
  const left = roomBefore(to - from, text.length - to, room);
  const first = to <= room - 2 ? 0 : Math.max(0, from - left);
  const last = Math.min(text.length, first + room - (first > 0 ? 2 : 1));
  return {
    shown: `${first > 0 ? '…' : ''}${text.slice(first, last)}${last < text.length ? '…' : ''}`,
    before: from - first + (first > 0 ? 1 : 0),
    under: Math.min(to, last) - from,
  };
}

/** So many cells stay before a place: a third of the room, or more where little follows. */
const roomBefore = (place: number, tail: number, room: number): number =>
  Math.max(Math.floor(room / 3), room - 2 - place - tail);

const widthOfCells = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.width, 0);

/** The cell with which a line that is too long begins: the first if the place fits behind it, otherwise one that leaves room before. */
function firstShown(cells: readonly Cell[], from: number, to: number, room: number): number {
  const head = cells.filter((cell) => cell.end <= from);
  const place = widthOfCells(cells.filter((cell) => cell.end > from && cell.start < to));
  if (cells[0]?.start === 0 && widthOfCells(head) + place <= room - 2) return 0;
  const tail = widthOfCells(cells) - widthOfCells(head) - place;
  let first = head.length;
  let left = roomBefore(place, tail, room);
  while (first > 0 && (left -= cells[first - 1]?.width ?? 0) >= 0) first--;
  return first;
}

/** The first cell from an index on for which there is no room any more. */
function firstBeyond(cells: readonly Cell[], first: number, room: number): number {
  let left = room;
  let last = first;
  while (last < cells.length && (left -= cells[last]?.width ?? 0) >= 0) last++;
  return last;
}

/** The offset, or the one before it when it would split a character of two code units. */
const whole = (text: string, offset: number): number =>
  /^[\udc00-\udfff]/.test(text.slice(offset, offset + 1)) ? offset - 1 : offset;
