import { type Origin, type Snapshot, type Table, type TableId, written } from '@refint/model';
import { type Applied, done, type Effect, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { shownForeignKeys, withoutForeignKeys } from './dependents.ts';
import { dependents, noTable, wrongKind } from './failures.ts';
import { relationNamed, type World, withSnapshot } from './world.ts';

type DropTable = ChangeOf<'drop', 'table'>;

/**
 * DROP TABLE. Foreign keys of other tables stand in the way unless CASCADE is written, or those tables are dropped by
 * the same statement (`together`).
 */
export function dropTable(world: World, change: DropTable, together: ReadonlySet<TableId>): Applied {
  const found = relationNamed(world, change.name);
  if (!found) {
    return change.ifExists ? unchanged(`there is no table ${change.name.name}`) : failed(noTable(change.name));
  }
  if (found.kind === 'other') return failed(wrongKind(change.name.name, 'a table'));
  const { table } = found;
  const others = world.snapshot
    .foreignKeysTo(table.id)
    .filter((key) => key.table !== table.id && !together.has(key.table));
  if (others.length > 0 && !change.cascade) {
    return failed(dependents(`table ${table.name}`, shownForeignKeys(others)));
  }
  const origin = written(change.source, change.span);
  const { snapshot, effects } = withoutTable(world.snapshot, table, origin);
  return done(withSnapshot(world, snapshot), effects);
}

/** The state without a table, its sequences and every foreign key from or to it. */
export function withoutTable(
  before: Snapshot,
  table: Table,
  origin: Origin,
): { readonly snapshot: Snapshot; readonly effects: readonly Effect[] } {
  const gone = [...table.foreignKeys, ...before.foreignKeysTo(table.id).filter((key) => key.table !== table.id)];
  let snapshot = withoutForeignKeys(before, gone).withoutTable(table.id);
  for (const { sequence } of table.columns) {
    if (sequence !== undefined) snapshot = snapshot.withoutHolder(table.schema, sequence);
  }
  return { snapshot, effects: gone.map((foreignKey): Effect => ({ what: 'dropped', foreignKey, origin })) };
}
