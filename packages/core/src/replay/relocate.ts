import { type ForeignKey, type Snapshot, type Table, type TableId, tableId } from '@refint/model';

/** The state in which a table has another name, or lives in another schema, and everything that names it knows. */
export function relocated(before: Snapshot, table: Table, schema: string, name: string): Snapshot {
  const id = tableId(schema, name);
  if (id === table.id) return before;
  const self = (key: ForeignKey): ForeignKey => ({
    ...key,
    table: id,
    referencedTable: key.referencedTable === table.id ? id : key.referencedTable,
  });
  const referencing = before.foreignKeysTo(table.id).filter((key) => key.table !== table.id);
  let snapshot = before.withoutTable(table.id);
  for (const { sequence } of table.columns) {
    if (sequence === undefined) continue;
    snapshot = snapshot.withoutHolder(table.schema, sequence);
    snapshot = snapshot.withHolder({ kind: 'sequence', schema, name: sequence, table: id });
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
    indexes: table.indexes.map((index) => ({ ...index, table: id })),
    checks: table.checks.map((check) => ({ ...check, table: id })),
    foreignKeys: table.foreignKeys.map(self),
  });
  for (const other of new Set(referencing.map((key) => key.table))) snapshot = pointedTo(snapshot, other, table.id, id);
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
