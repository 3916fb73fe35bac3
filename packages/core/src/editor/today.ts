import { type Moment, type TableId, type Timeline, tableMeant } from '@refint/model';
import { renamingsIn } from '../chronicle/lives.ts';

/** What a table, or a column of it, that had a name at some moment is called today. */
export interface Today {
  table(id: TableId, at: Moment): TableId;
  /** @param table as it is called today */
  column(table: TableId, name: string, at: Moment): string;
}

/**
 * Follows names to what they became. Histories are gone through once, from their end: before a rename the old name stands for
 * what the new one stands for after it, and before a table is made its name stood for another one.
 */
export function namesToday({ moments }: Pick<Timeline, 'moments'>): Today {
  const tables = new Map<Moment, ReadonlyMap<TableId, TableId>>();
  const columns = new Map<Moment, ReadonlyMap<string, string>>();
  let table: ReadonlyMap<TableId, TableId> = new Map();
  let column: ReadonlyMap<string, string> = new Map();
  for (const moment of [...moments].reverse()) {
    const { change, outcome } = moment;
    // A statement that renames names what it renames as it was called before.
    if (outcome.kind === 'done') {
      for (const { from, to } of renamingsIn(moment)) table = new Map(table).set(from, table.get(to) ?? to);
      if (change.kind === 'rename' && change.entity === 'column') {
        const of = tableMeant(moment, change.table);
        const today = table.get(of) ?? of;
        const now = column.get(key(today, change.to.name)) ?? change.to.name;
        column = new Map(column).set(key(today, change.name.name), now);
      }
    }
    tables.set(moment, table);
    columns.set(moment, column);
    if (outcome.kind === 'done' && change.kind === 'add' && change.entity === 'table') {
      const made = tableMeant(moment, change.name);
      if (table.has(made)) table = new Map([...table].filter(([id]) => id !== made));
    }
  }
  return {
    table: (id, at) => tables.get(at)?.get(id) ?? id,
    column: (of, name, at) => columns.get(at)?.get(key(of, name)) ?? name,
  };
}

const key = (table: TableId, column: string): string => `${table}\n${column}`;
