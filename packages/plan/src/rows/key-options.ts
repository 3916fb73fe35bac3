import { columnOf, type ForeignKey, type Snapshot, type Table } from '@refint/model';
import { type Cell, knownIn, nothing, own, type RowOf, row, sameCell, seenFrom } from './cell.ts';
import { fits } from './fits.ts';
import type { Special, Use, Wish } from './template.ts';

/** One way to fulfil a foreign key: what columns hold that held nothing yet, and the row that must be there. */
export interface KeyOption {
  readonly cells: readonly (readonly [column: string, cell: Cell])[];
  readonly use: Use | undefined;
}

/** The referenced table as far as it is made: what a column of it holds, and how many rows there can be. */
export interface Referenced {
  readonly cellOf: (column: string) => Cell | undefined;
  readonly most: number;
}

export interface KeyQuestion {
  readonly snapshot: Snapshot;
  readonly table: Table;
  readonly key: ForeignKey;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly wish: Wish;
  readonly special: Special;
  /** Asked only where a row is needed. Nothing where there can be none. */
  readonly referenced: () => Referenced | undefined;
}

/** The ways to fulfil a foreign key when some columns hold something already. */
export function* keyOptions(asked: KeyQuestion): Generator<KeyOption> {
  const { key, cells, wish, special } = asked;
  const held = key.columns.map((name) => cells.get(name));
  const forced = special.rows?.get(key);
  // A NULL in one of them is enough with MATCH SIMPLE.
  if (held.some((cell) => cell?.kind === 'null')) {
    if (key.match === 'simple' || held.every((cell) => cell?.kind === 'null')) yield { cells: [], use: undefined };
    return;
  }
  const free = forced ? [] : nullable(asked);
  const whole = key.match === 'simple' ? free.length > 0 : free.length === key.columns.length;
  const empty: KeyOption[] = whole ? [{ cells: free.map((name) => [name, nothing] as const), use: undefined }] : [];
  if (wish.references === 'required') yield* empty;
  yield* forced && 'nowhere' in forced ? toNowhere(asked, forced.nowhere) : toRows(asked, forced);
  if (wish.references === 'all') yield* empty;
}

function nullable({ table, key, cells, special }: KeyQuestion): readonly string[] {
  return key.columns.filter(
    (name) => !cells.has(name) && !special.filled?.has(name) && columnOf(table, name)?.nullable === true,
  );
}

function* toRows(asked: KeyQuestion, forced: RowOf | undefined): Generator<KeyOption> {
  const { key, wish } = asked;
  const to = asked.referenced();
  if (!to) return;
  const rows = forced ? [forced] : wish.spread ? [own, row(1), row(2)] : [row(1), own, row(2)];
  for (const one of rows) {
    if ((one.each ? wish.count : one.plus) > to.most) continue;
    const taken = taking(asked, to, one);
    if (taken) yield { cells: taken, use: { key, row: one } };
  }
}

/** What the columns hold that reference such a row; nothing where that can't be. */
function taking(
  { table, key, cells, snapshot }: KeyQuestion,
  to: Referenced,
  one: RowOf,
): KeyOption['cells'] | undefined {
  const taken: [string, Cell][] = [];
  for (const [at, name] of key.columns.entries()) {
    const theirs = to.cellOf(key.referencedColumns[at] ?? '');
    if (!theirs || theirs.kind === 'null' || theirs.kind === 'left') return undefined;
    const cell = seenFrom(theirs, one);
    const held = cells.get(name) ?? taken.find(([other]) => other === name)?.[1];
    if (held ? !sameCell(held, cell) : !takes(snapshot, table, key, at, cell)) return undefined;
    if (!held) taken.push([name, cell]);
  }
  return taken;
}

/** Whether the referencing column can hold what the referenced one does, and they are equal then. */
function takes(snapshot: Snapshot, table: Table, key: ForeignKey, at: number, cell: Cell): boolean {
  const mine = columnOf(table, key.columns[at] ?? '');
  const theirs = snapshot.column(key.referencedTable, key.referencedColumns[at] ?? '');
  if (!mine?.type || !theirs?.type || mine.generated !== undefined) return false;
  const isMoment = (name: string): boolean => name === 'date' || name.startsWith('timestamp');
  if (isMoment(mine.type.name) && mine.type.name !== theirs.type.name) return false;
  const { type } = mine;
  return [1, 2, 3].every((number) => fits(knownIn(cell, number), type));
}

/** A row that is not there: what other foreign keys have not decided is that of a number that no row has. */
function* toNowhere(asked: KeyQuestion, missing: RowOf): Generator<KeyOption> {
  const { snapshot, table, key, cells, wish } = asked;
  const to = asked.referenced();
  if (!to) return;
  const taken: [string, Cell][] = [];
  for (const [at, name] of key.columns.entries()) {
    if (cells.has(name)) continue;
    const theirs = to.cellOf(key.referencedColumns[at] ?? '');
    // Beyond its last number a family begins again, and that value may be there.
    if (theirs?.kind !== 'family' || (missing.each ? wish.count : 0) + missing.plus > theirs.family.most) return;
    const cell: Cell = { kind: 'family', family: theirs.family, row: missing };
    if (!takes(snapshot, table, key, at, cell)) return;
    taken.push([name, cell]);
  }
  if (taken.length > 0) yield { cells: taken, use: undefined };
}
