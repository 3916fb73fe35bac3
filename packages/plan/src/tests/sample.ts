import type { ForeignKey } from '@refint/model';
import { type Cell, row, sqlIn } from '../rows/cell.ts';
import type { Planner } from '../rows/planner.ts';
import { insertOf, rowsFor, type SampleRow } from '../rows/rows.ts';
import { isUnfillable, type Special } from '../rows/template.ts';
import { quote } from '../sql/quote.ts';

/** The numbers of rows and of values. The first row is what all other references share. */
export const numbers = { referenced: 2, referencing: 3, other: 4, missing: 5 } as const;

/** Rows for the trials of one foreign key. */
export interface SampleOf {
  readonly key: ForeignKey;
  readonly referencing: SampleRow;
  readonly referenced: SampleRow;
  /** Rows that both need, and the referenced one, by statement. */
  readonly before: readonly (readonly SampleRow[])[];
  /** Foreign keys of these rows that reference the referenced row as well. */
  readonly others: readonly ForeignKey[];
}

/** Rows for the trials of a foreign key, or why there are none. */
export function sampleOf(planner: Planner, key: ForeignKey): SampleOf | { readonly because: string } {
  let because = 'no rows were found';
  // A row that nothing else references shows best what becomes of the one that references it.
  for (const number of [numbers.referenced, 1]) {
    const own = numberIn(planner, key);
    const special: Special = { numbers: [own, own], filled: new Set(key.columns), rows: new Map([[key, row(number)]]) };
    const { groups, unfillable } = rowsFor(planner, [{ table: key.table, number: own, special }]);
    const [refused] = unfillable;
    if (refused) {
      because = refused.because;
      continue;
    }
    const all = groups.flat();
    const referencing = all.find(({ template }) => template.isSpecial);
    const referenced = referencing?.references.find((one) => one.key === key)?.row;
    if (!referencing || !referenced) continue;
    const last = groups.find((group) => group.includes(referencing));
    if (last && last.length > 1) return { because: 'its rows need each other' };
    const others = all.flatMap((one) =>
      one.references
        .filter((use) => use.row === referenced && (one !== referencing || use.key !== key))
        .map((use) => use.key),
    );
    return { key, referencing, referenced, before: groups.filter((group) => group !== last), others };
  }
  return { because };
}

/** A table of which there can be one row only has that one. */
function numberIn(planner: Planner, { table }: ForeignKey): number {
  const usual = planner.templateOf(table);
  return isUnfillable(usual) || usual.most >= numbers.referencing ? numbers.referencing : 1;
}

/** A row with something special about it, and the statements that insert it and what it needs besides the rows that are there. */
export interface AnotherRow {
  readonly row: SampleRow;
  readonly inserts: readonly string[];
}

/** A row like the referencing one but for something special, or why there is none. */
export function anotherRow(planner: Planner, { key, before }: SampleOf, special: Special): AnotherRow | string {
  const { groups, unfillable } = rowsFor(planner, [
    { table: key.table, number: numbers.other, special: { ...special, numbers: [numbers.other, numbers.other] } },
  ]);
  const [refused] = unfillable;
  if (refused) return refused.because;
  const there = new Set(before.flat().map(nameOf));
  const all = groups.filter((group) => !group.every((one) => there.has(nameOf(one))));
  const row = all.flat().find(({ template }) => template.isSpecial);
  if (!row) return 'no row was found';
  return { row, inserts: all.map(insertOf) };
}

const nameOf = ({ table, number, template }: SampleRow): string =>
  `${number} ${table}${template.isSpecial ? ' special' : ''}`;

/** `"a" = 1 AND "b" = 2`: what a row holds, in some columns. */
export function holds(cells: ReadonlyMap<string, Cell>, number: number, names: Iterable<string>, prefix = ''): string {
  return [...names]
    .map((name) => {
      const cell = cells.get(name);
      return `${prefix}${quote(name)} = ${cell ? sqlIn(cell, number) : 'NULL'}`;
    })
    .join(' AND ');
}

/**
 * Columns by which the referencing row is found whatever becomes of its reference: its primary key, or else all that is
 * told apart; none where there is nothing.
 */
export function identityOf({ template }: SampleRow, key: ForeignKey): readonly string[] {
  const isOwn = (name: string): boolean => {
    const cell = template.cells.get(name);
    return !key.columns.includes(name) && cell?.kind === 'family' && cell.row.each && cell.family.most > 2;
  };
  const primary = (template.table.primaryKey?.columns ?? []).filter(isOwn);
  return primary.length > 0 ? primary : template.table.columns.map(({ name }) => name).filter(isOwn);
}
