import { type ForeignKey, type Snapshot, type Table, type TableId, tableId } from '@refint/model';
import { withoutTableIn } from './expression-text.ts';
import { withKeysBehindMoved } from './keys-behind.ts';
import { withReadMoved } from './views.ts';

/** The state in which a table has another name, or lives in another schema, and everything that names it knows. */
export function relocated(before: Snapshot, table: Table, schema: string, name: string): Snapshot {
  const id = tableId(schema, name);
  if (id === table.id) return before;
  const self = (key: ForeignKey): ForeignKey => ({
    ...key,
    table: id,
    referencedTable: key.referencedTable === table.id ? id : key.referencedTable,
  });
  // What names the table in an expression of its own means it under any name.
  const plain = (text: string): string => withoutTableIn(text, table.name);
  const referencing = before.foreignKeysTo(table.id).filter((key) => key.table !== table.id);
  let snapshot = withKeysBehindMoved(before, table, id).withoutTable(table.id);
  for (const sequence of before.sequencesOf(table.id)) {
    snapshot = snapshot.withoutHolder(sequence.schema, sequence.name).withHolder({ ...sequence, schema, table: id });
  }
  snapshot = snapshot.withTable({
    ...table,
    id,
    schema,
    name,
    model: table.model === table.name ? name : table.model,
    columns: table.columns.map((column) => ({ ...column, table: id })),
    primaryKey: table.primaryKey && { ...table.primaryKey, table: id },
    uniques: table.uniques.map((key) => ({ ...key, table: id })),
    indexes: table.indexes.map((index) => ({
      ...index,
      table: id,
      columns: index.expressions ? index.columns.map(plain) : index.columns,
      predicate: index.predicate === undefined ? undefined : plain(index.predicate),
    })),
    checks: table.checks.map((check) => ({ ...check, table: id, expression: plain(check.expression) })),
    foreignKeys: table.foreignKeys.map(self),
  });
  for (const other of new Set(referencing.map((key) => key.table))) snapshot = pointedTo(snapshot, other, table.id, id);
  snapshot = withReadMoved(snapshot, table.id, id);
  for (const heir of before.heirsOf(table.id)) {
    const now = snapshot.table(heir.id);
    const parents = heir.parents?.map((parent) => (parent === table.id ? id : parent));
    if (now) snapshot = snapshot.withTable({ ...now, parents });
  }
  return snapshot;
}

function pointedTo(snapshot: Snapshot, other: TableId, from: TableId, to: TableId): Snapshot {
  const table = snapshot.table(other);
  if (!table) return snapshot;
  const foreignKeys = table.foreignKeys.map((key) =>
    key.referencedTable === from ? { ...key, referencedTable: to } : key,
  );
  return snapshot.withTable({ ...table, foreignKeys });
}
