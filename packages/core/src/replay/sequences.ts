import type { Failure, Snapshot, TableId } from '@refint/model';
import { dependents } from './failures.ts';

/** Owned sequences go with the column that owns them, and with them the defaults that ask them. */

/** Why the sequences of a table, or of one column, can't go: a default of another column asks one of them. */
export function askedElsewhere(
  snapshot: Snapshot,
  id: TableId,
  column: string | undefined,
  together: ReadonlySet<TableId> = new Set(),
): Failure | undefined {
  for (const { number, name, column: owner } of snapshot.sequencesOf(id)) {
    if (number === undefined || (column !== undefined && owner !== column)) continue;
    const asking = snapshot
      .tablesAsking(number)
      .flatMap((table) => table.columns.filter(({ default: value }) => value?.sequence === number))
      .find((one) => !(together.has(one.table) && (column === undefined || one.name === column)));
    if (asking)
      return dependents(`sequence ${name}`, `default value for column ${asking.name} of table ${asking.table}`);
  }
  return undefined;
}

/** The state without a sequence, and without the defaults that ask it. */
export function withoutSequence(before: Snapshot, schema: string, name: string, number: number | undefined): Snapshot {
  let snapshot = before.withoutHolder(schema, name);
  for (const table of number === undefined ? [] : before.tablesAsking(number)) {
    const columns = table.columns.map((column) =>
      column.default?.sequence === number ? { ...column, default: undefined } : column,
    );
    snapshot = snapshot.withTable({ ...table, columns });
  }
  return snapshot;
}

/** The state without the sequences that a table owns, or one of its columns. */
export function withoutSequencesOf(before: Snapshot, id: TableId, column?: string): Snapshot {
  let snapshot = before;
  for (const { schema, name, number, column: owner } of before.sequencesOf(id)) {
    if (column === undefined || owner === column) snapshot = withoutSequence(snapshot, schema, name, number);
  }
  return snapshot;
}
