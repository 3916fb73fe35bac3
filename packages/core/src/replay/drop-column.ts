import { columnOf, type ForeignKey, type Table, written } from '@refint/model';
import { type Applied, done, type Effect, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { shownForeignKeys, withoutForeignKeys } from './dependents.ts';
import { dependents, noColumn } from './failures.ts';
import { numberedColumns } from './numbered-columns.ts';
import { type World, withSnapshot } from './world.ts';

type DropColumn = ChangeOf<'drop', 'column'>;

/**
 * Everything of the table that involves the column goes with it: indexes, keys, checks, foreign keys (PostgreSQL, ALTER
 * TABLE, DROP COLUMN). Foreign keys of other tables that reference it stand in the way unless CASCADE is written.
 */
export function dropColumn(world: World, table: Table, change: DropColumn): Applied {
  const { name } = change.name;
  const column = columnOf(table, name);
  if (!column) {
    if (change.ifExists) return unchanged(`${table.name} has no column ${name}`);
    return table.doubt ? done(world) : failed(noColumn(table, name));
  }
  const others = world.snapshot
    .foreignKeysTo(table.id)
    .filter((key) => key.referencedColumns.includes(name) && !(key.table === table.id && key.columns.includes(name)));
  if (others.length > 0 && !change.cascade) {
    return failed(dependents(`column ${name} of table ${table.name}`, shownForeignKeys(others)));
  }
  const own = table.foreignKeys.filter((key) => key.columns.includes(name));
  const gone = new Set<ForeignKey>([...own, ...others]);
  let snapshot = withoutForeignKeys(world.snapshot, [...gone]);
  const left = snapshot.table(table.id) ?? table;
  if (column.sequence !== undefined) snapshot = snapshot.withoutHolder(table.schema, column.sequence);
  const origin = written(change.source, change.span);
  const effects = [...gone].map((foreignKey): Effect => ({ what: 'dropped', foreignKey, origin }));
  const gap = numberedColumns(table).find((one) => one.column === column)?.number ?? 0;
  return done(withSnapshot(world, snapshot.withTable(withoutColumn(left, name, gap))), effects);
}

function withoutColumn(table: Table, name: string, gap: number): Table {
  return {
    ...table,
    gaps: [...(table.gaps ?? []), gap],
    columns: table.columns.filter((column) => column.name !== name),
    primaryKey: table.primaryKey?.columns.includes(name) ? undefined : table.primaryKey,
    uniques: kept(table.uniques, (key) => !key.columns.includes(name)),
    checks: kept(table.checks, (check) => !check.columns.includes(name)),
    indexes: kept(
      table.indexes,
      (index) => ![...index.columns, ...index.include, ...(index.mentions ?? [])].includes(name),
    ),
  };
}

/** The same list when nothing goes, so that what is derived from it is not worked out again. */
function kept<T>(list: readonly T[], stays: (item: T) => boolean): readonly T[] {
  return list.every(stays) ? list : list.filter(stays);
}
