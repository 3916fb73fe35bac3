/** Gives each column of each table a button that sorts by it, first upwards and then downwards. */
export function sorting(): void {
  for (const table of document.querySelectorAll('table')) {
    for (const [at, head] of [...table.querySelectorAll('th')].entries()) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      // Browsers do not print buttons once more where a table goes on on the next page.
      const paper = document.createElement('span');
      paper.className = 'paper';
      paper.textContent = head.textContent;
      head.replaceChildren(button, paper);
      button.addEventListener('click', () => sort(table, head, at));
    }
  }
}

function sort(table: HTMLTableElement, head: HTMLTableCellElement, at: number): void {
  const upwards = head.getAttribute('aria-sort') !== 'ascending';
  for (const other of table.querySelectorAll('th')) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', upwards ? 'ascending' : 'descending');
  const body = table.tBodies[0];
  if (!body) return;
  const rows = [...body.rows].map((row) => ({ row, key: keyOf(row, at) }));
  rows.sort((a, b) => compare(a.key, b.key) * (upwards ? 1 : -1));
  body.append(...rows.map(({ row }) => row));
}

function keyOf(row: HTMLTableRowElement, at: number): string {
  const cell = row.cells[at];
  return cell?.dataset['sort'] ?? cell?.textContent ?? '';
}

/** Numbers by their size, also where a sign stands behind them; everything else as texts. */
function compare(a: string, b: string): number {
  const [one, other] = [Number.parseFloat(a), Number.parseFloat(b)];
  if (/^\d/.test(a) && /^\d/.test(b) && one !== other) return one - other;
  return a < b ? -1 : a > b ? 1 : 0;
}
