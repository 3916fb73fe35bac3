import type { ForeignKey, Snapshot, Table, TableId } from '@refint/model';
import type { Cell } from './cell.ts';
import type { Referenced } from './key-options.ts';
import { solved } from './solve.ts';
import { isUnfillable, type Special, type Template, type Unfillable, type Wish } from './template.ts';

/** Makes rows for the tables of a state. */
export interface Planner {
  readonly snapshot: Snapshot;
  readonly wish: Wish;
  /** How rows of a table are made, or why there can be none. */
  templateOf(table: TableId): Template | Unfillable;
  /** The same for a row with something special about it. What it references is as usual. */
  specialOf(table: TableId, special: Special): Template | Unfillable;
}

export function plannerFor(snapshot: Snapshot, wish: Wish): Planner {
  const known = new Map<TableId, Template | Unfillable>();
  const begun = new Map<TableId, ReadonlyMap<string, Cell>>();
  const taken = new Map<TableId, Map<string, Cell>>();
  const referencedColumns = new Map<TableId, Set<string>>();
  for (const { referencedTable, referencedColumns: names } of snapshot.foreignKeys) {
    const all = referencedColumns.get(referencedTable) ?? new Set();
    for (const name of names) all.add(name);
    referencedColumns.set(referencedTable, all);
  }

  const solve = (table: Table, special: Special, isUsual: boolean): Template | Unfillable => {
    const referenced = (key: ForeignKey, cells: ReadonlyMap<string, Cell>): Referenced | Unfillable => {
      if (isUsual) begun.set(table.id, cells);
      const to = key.referencedTable;
      const half = begun.get(to);
      if (!half) {
        const made = templateOf(to);
        if (isUnfillable(made)) return without(table.id, made);
        return { cellOf: (name) => made.cells.get(name), most: made.most };
      }
      // A circle: of what is not finished only keys are decided, and these must stay what they are.
      const seen = taken.get(to) ?? new Map<string, Cell>();
      taken.set(to, seen);
      const cellOf = (name: string): Cell | undefined => {
        const cell = half.get(name);
        if (cell && to !== table.id) seen.set(name, cell);
        return cell;
      };
      return { cellOf, most: wish.count };
    };
    const isReferenced = (name: string): boolean => referencedColumns.get(table.id)?.has(name) === true;
    return solved({ snapshot, table, wish, special, referenced, isReferenced });
  };

  const templateOf = (id: TableId): Template | Unfillable => {
    const before = known.get(id);
    if (before) return before;
    const table = snapshot.table(id);
    const refused = refusalOf(id, table);
    if (refused || !table)
      return keep(id, refused ?? { table: id, check: undefined, because: 'there is no such table' });
    begun.set(id, new Map());
    const made = solve(table, {}, true);
    begun.delete(id);
    return keep(id, settled(made));
  };

  /** What others took from a table while it was not finished must be what it is now. */
  const settled = (made: Template | Unfillable): Template | Unfillable => {
    if (isUnfillable(made)) return made;
    for (const [name, cell] of taken.get(made.table.id) ?? []) {
      if (made.cells.get(name) !== cell)
        return { table: made.table.id, check: undefined, because: `its references form a circle, through ${name}` };
    }
    return made;
  };

  const keep = (id: TableId, made: Template | Unfillable): Template | Unfillable => {
    known.set(id, made);
    return made;
  };

  const wholes = new Map<TableId, Template | Unfillable>();

  /**
   * A table whose rows need rows of a table that can have none has none either, which in a circle shows only at its end; and
   * what is in doubt there is in doubt here.
   */
  const whole = (id: TableId): Template | Unfillable => {
    const before = wholes.get(id);
    if (before) return before;
    const made = templateOf(id);
    const result = isUnfillable(made) ? made : reached(made, templateOf);
    wholes.set(id, result);
    return result;
  };

  const specialOf = (id: TableId, special: Special): Template | Unfillable => {
    const usual = templateOf(id);
    const table = snapshot.table(id);
    const refused = refusalOf(id, table);
    if (refused || !table) return refused ?? usual;
    const made = solve(table, special, false);
    return isUnfillable(made) ? made : reached(made, templateOf);
  };

  return { snapshot, wish, templateOf: (id) => whole(id), specialOf };
}

function reached(made: Template, templateOf: (id: TableId) => Template | Unfillable): Template | Unfillable {
  const { id } = made.table;
  const seen = new Set([id]);
  const doubts = new Set(made.doubts);
  const waiting = [made];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const { key } of next.uses) {
      if (seen.has(key.referencedTable)) continue;
      seen.add(key.referencedTable);
      const to = templateOf(key.referencedTable);
      if (isUnfillable(to)) return without(id, to);
      for (const doubt of to.doubts) doubts.add(doubt);
      waiting.push(to);
    }
  }
  return { ...made, doubts: [...doubts] };
}

const start = 'there can be no row to reference in ';

/** What is said of a table that references one for which there are no rows: where it begins, and not all the way there. */
const without = (table: TableId, { table: to, because }: Unfillable): Unfillable => ({
  table,
  check: undefined,
  because: because.startsWith(start) ? because : `${start}${to.replace(/^public\./, '')}: ${because}`,
});

/** Tables of which too little is known for any row. */
function refusalOf(id: TableId, table: Table | undefined): Unfillable | undefined {
  const because = !table
    ? 'there is no such table'
    : table.form !== 'ordinary'
      ? table.form === 'view'
        ? 'it is a view'
        : 'it is partitioned, and what its partitions take is not known'
      : table.isPartition
        ? 'it is a partition, and what it takes is not known'
        : table.doubt && `parts of it are unknown: ${table.doubt.because}`;
  return because ? { table: id, check: undefined, because } : undefined;
}
