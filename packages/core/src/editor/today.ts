import {
  type Moment,
  type QualifiedName,
  type Table,
  type TableId,
  type Timeline,
  tableId,
  tableMeant,
} from '@refint/model';

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
      const moved = renamed(moment);
      if (moved) table = new Map(table).set(moved.from, table.get(moved.to) ?? moved.to);
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

/** The table that gets another name, or comes into another schema, in a moment. */
function renamed(moment: Moment): { readonly from: TableId; readonly to: TableId } | undefined {
  const { change } = moment;
  if (change.kind === 'rename' && change.entity === 'table') {
    const was = before(moment, change.name);
    return was && { from: was.id, to: tableId(was.schema, change.to.name) };
  }
  if (change.kind === 'alter' && change.entity === 'schema-of' && change.of === 'table') {
    const was = before(moment, change.name);
    return was && { from: was.id, to: tableId(change.schema.name, was.name) };
  }
  return undefined;
}

const before = (moment: Moment, name: QualifiedName): Table | undefined =>
  moment.before.table(tableMeant(moment, name));
