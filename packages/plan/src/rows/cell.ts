import type { Family, Sample } from './family.ts';
import { type Known, opaque } from './known.ts';

/** Which row of a table is meant by a row of number k: the one of number `plus`, or of number k + `plus` where `each` is set. */
export interface RowOf {
  readonly each: boolean;
  readonly plus: number;
}

/** A row's own number. */
export const own: RowOf = { each: true, plus: 0 };

export const row = (number: number): RowOf => ({ each: false, plus: number });

export const numberOf = ({ each, plus }: RowOf, own: number): number => (each ? own + plus : plus);

/** What a column holds in all rows of a table that are made alike. */
export type Cell =
  | { readonly kind: 'null' }
  /** Not written: the server gives it a value, its default or a generated one, of which nothing is known but that. */
  | { readonly kind: 'left'; readonly known: Known }
  | { readonly kind: 'value'; readonly sample: Sample }
  | { readonly kind: 'family'; readonly family: Family; readonly row: RowOf };

export const nothing: Cell = { kind: 'null' };
export const left: Cell = { kind: 'left', known: opaque };
export const value = (sample: Sample): Cell => ({ kind: 'value', sample });
export const familyCell = (family: Family): Cell => ({ kind: 'family', family, row: own });

/** What a column holds in the row of a number. */
export function knownIn(cell: Cell, number: number): Known {
  if (cell.kind === 'null') return null;
  if (cell.kind === 'left') return cell.known;
  return cell.kind === 'value' ? cell.sample.known : cell.family.at(numberOf(cell.row, number)).known;
}

/** The same for a statement; nothing for a column that is not written. */
export function sqlIn(cell: Cell, number: number): string | undefined {
  if (cell.kind === 'null') return 'NULL';
  if (cell.kind === 'left') return undefined;
  return cell.kind === 'value' ? cell.sample.sql : cell.family.at(numberOf(cell.row, number)).sql;
}

/** The same for many rows at once, the number of which `g` is. */
export function sqlOver(cell: Cell, g: string): string | undefined {
  if (cell.kind !== 'family') return sqlIn(cell, 1);
  const { each, plus } = cell.row;
  if (!each) return cell.family.at(plus).sql;
  return cell.family.sql(plus === 0 ? g : `(${g} + ${plus})`);
}

/** What a column of the referenced row holds, as the referencing row says it. */
export function seenFrom(cell: Cell, { each, plus }: RowOf): Cell {
  if (cell.kind !== 'family' || !cell.row.each) return cell;
  return { kind: 'family', family: cell.family, row: { each, plus: plus + cell.row.plus } };
}

/** Whether two cells surely hold the same value in every row. NULL equals nothing. */
export function sameCell(a: Cell, b: Cell): boolean {
  if (a.kind === 'value' && b.kind === 'value') return a.sample.sql === b.sample.sql;
  if (a.kind !== 'family' || b.kind !== 'family') return false;
  return a.family === b.family && a.row.each === b.row.each && a.row.plus === b.row.plus;
}

/** Up to which number rows are told apart by this cell: 1 where all have the same value. */
export const apart = (cell: Cell): number =>
  cell.kind === 'family' && cell.row.each ? cell.family.most - cell.row.plus : 1;
