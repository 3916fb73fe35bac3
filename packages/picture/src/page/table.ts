import { amount } from '@refint/reporters';
import { html, type Markup, type Part, raw } from './markup.ts';

/** What is in a cell, and what it is sorted by where that is not its text. */
export type Cell = Part | { readonly content: Part; readonly sort: string | number };

/** A row, with attributes by which a script finds it. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly marks?: Markup;
}

export interface Table {
  /** What it is a table of, for those who do not see what stands above it. */
  readonly label: string;
  readonly head: readonly string[];
  /** The columns with numbers. */
  readonly numbers?: readonly number[];
  readonly rows: readonly (Row | readonly Cell[])[];
  readonly id?: string;
}

/** Longer tables are folded. */
const mostOpen = 12;

/** A table that a script lets people sort; it scrolls by itself where it is wider than the page. */
export function tableOf({ label, head, numbers = [], rows, id }: Table): Markup {
  const right = (at: number) => (numbers.includes(at) ? raw(' class="number"') : '');
  const body = rows.map((row) => {
    const { cells, marks }: Row = 'cells' in row ? row : { cells: row };
    return html`<tr${marks}>${cells.map((cell, at) => cellOf(cell, right(at)))}</tr>\n`;
  });
  return html`<div class="scroll" role="group" tabindex="0" aria-label="${label}"><table${id === undefined ? '' : html` id="${id}"`}>
<thead><tr>${head.map((words, at) => html`<th scope="col"${right(at)}>${words}</th>`)}</tr></thead>
<tbody>
${body}</tbody></table></div>
`;
}

function cellOf(cell: Cell, right: Part): Markup {
  if (typeof cell === 'object' && 'sort' in cell) {
    return html`<td${right} data-sort="${cell.sort}">${cell.content}</td>`;
  }
  return html`<td${right}>${cell}</td>`;
}

/** A table under its title, which is folded where it is long. */
export const foldedTable = (title: string, table: Omit<Table, 'label'>): Markup =>
  table.rows.length > mostOpen
    ? html`<details><summary>${title}</summary>${tableOf({ ...table, label: title })}</details>\n`
    : tableOf({ ...table, label: title });

/** "3 foreign keys". */
export const counted = (count: number, one: string, many?: string): string => amount(count, one, many);
