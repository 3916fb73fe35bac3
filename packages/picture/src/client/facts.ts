/** A reference as the inventory has it. */
export interface ReferenceRow {
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly row: HTMLTableRowElement;
}

/** What the tables of the page say of what is in the picture. */
export interface Facts {
  readonly references: readonly ReferenceRow[];
  /** The name of a table, by its number. */
  nameOf(table: number): string;
}

/** Reads it once: the page has no other copy of it. */
export function factsOnPage(): Facts {
  const rows = [...document.querySelectorAll<HTMLTableRowElement>('#inventory tr[data-from]')];
  const references = rows.map((row) => ({
    number: Number(row.id.slice(1)),
    from: Number(row.dataset['from']),
    to: Number(row.dataset['to']),
    row,
  }));
  return { references, nameOf: (table) => document.querySelector(`#t${table} .name`)?.textContent ?? '' };
}
