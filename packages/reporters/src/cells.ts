/** A text cut into what a person sees as one character, with the cells of a terminal that each takes. */
export interface Cell {
  readonly text: string;
  /** Offsets of its first code unit and of the first one after it. */
  readonly start: number;
  readonly end: number;
  readonly width: number;
}

const tabStop = 4;

/** Made when the first text needs it, because making it takes longer than the rest of a report: most need none. */
let segmenter: Intl.Segmenter | undefined;

/** Letters of which each is a character of its own and takes one cell: of Latin scripts, marks such as "…" and quotes, and arrows. */
const plain = /^[\t\x20-\x7e\xa0-\xac\xae-\u024f\u2010-\u2027\u2190-\u21ff]*$/;

function graphemesOf(text: string): Iterable<{ readonly segment: string; readonly index: number }> {
  if (plain.test(text)) return Array.from(text, (segment, index) => ({ segment, index }));
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** Whether each letter of a text is a character of its own and takes one cell: there is nothing to be cut or counted then. */
export const isPlain = (text: string): boolean => plain.test(text) && !text.includes('\t');

/** A line of text, without line ends, as cells. Tabs become blanks up to the next stop. Offsets begin at `offset`. */
export function cellsOf(line: string, offset = 0): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemesOf(line)) {
    const width = segment === '\t' ? tabStop - (column % tabStop) : widthOfGrapheme(segment);
    const start = index + offset;
    cells.push({ text: segment === '\t' ? ' '.repeat(width) : segment, start, end: start + segment.length, width });
    column += width;
  }
  return cells;
}

/** How many cells a text without tabs takes. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemesOf(text)) width += widthOfGrapheme(segment);
  return width;
}

/** Emoji, and the scripts of East Asia whose letters take two cells (Unicode TR 11, classes W and F). */
const wide =
  /^(?:\p{Emoji_Presentation}|\p{Emoji}\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}])/u;
const marks = /^(?:\p{Mn}|\p{Me}|\p{Cf})+$/u;

function widthOfGrapheme(text: string): number {
  if (text.length === 1 && text >= ' ' && text <= '~') return 1;
  if (wide.test(text)) return 2;
  return marks.test(text) ? 0 : 1;
}
