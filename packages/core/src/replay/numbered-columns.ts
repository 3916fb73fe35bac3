import type { Column, Table } from '@refint/model';

/** The numbers of the columns of a table: a column that was dropped leaves its number unused for ever. */
export function numberedColumns(table: Table): readonly { readonly column: Column; readonly number: number }[] {
  const gaps = new Set(table.gaps);
  let number = 0;
  return table.columns.map((column) => {
    do number++;
    while (gaps.has(number));
    return { column, number };
  });
}

/** The numbers of some columns of a table, in their order. */
export function numbersOf(table: Table | undefined, columns: readonly string[]): readonly number[] | undefined {
  if (!table) return undefined;
  const all = numberedColumns(table);
  return columns.map((name) => all.find(({ column }) => column.name === name)?.number ?? 0);
}
