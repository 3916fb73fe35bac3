import { columnOf, type ForeignKey, type Index, type Table, written } from '@refint/model';
import { type Applied, done, type Effect, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { withColumn } from './columns.ts';
import { foreignKeysOn, shownForeignKeys, withoutForeignKeys } from './dependents.ts';
import { dependents, inheritedPart, inPartitionKey, noColumn, shownName } from './failures.ts';
import { isInherited, letGo, tablesBelow } from './heirs.ts';
import { numberedColumns } from './numbered-columns.ts';
import { askedElsewhere, withoutSequencesOf } from './sequences.ts';
import { shownViews, standing, viewsOver, withoutViews } from './views.ts';
import { type World, withSnapshot } from './world.ts';

type DropColumn = ChangeOf<'drop', 'column'>;

/**
 * Everything of the table that involves the column goes with it: indexes, keys, checks, foreign keys (PostgreSQL, ALTER
 * TABLE, DROP COLUMN). Foreign keys of other tables that reference it stand in the way unless CASCADE is written.
 */
export function dropColumn(world: World, table: Table, change: DropColumn): Applied {
  const column = columnOf(table, change.name.name);
  if (column && isInherited(column)) return failed(inheritedPart(`column "${column.name}"`, 'drop'));
  return dropHere(world, table, change);
}

/** The column of this table, and of the tables below, where nothing else holds it. */
function dropHere(world: World, table: Table, change: DropColumn): Applied {
  const { name } = change.name;
  const column = columnOf(table, name);
  if (!column) {
    if (change.ifExists) return unchanged(`${table.name} has no column ${name}`);
    return table.doubt ? done(world) : failed(noColumn(table, name));
  }
  if (table.partitionKey?.includes(name)) return failed(inPartitionKey(table, name, 'drop'));
  const all = new Set([table, ...tablesBelow(world.snapshot, table)].map(({ id }) => id));
  // An index that only includes the column goes with it, and a foreign key may rest on that.
  const resting = table.indexes
    .filter(({ include, columns }) => include.includes(name) && !columns.includes(name))
    .flatMap((index) => foreignKeysOn(world.snapshot, table, index.name));
  const referencing = world.snapshot
    .foreignKeysTo(table.id)
    .filter((key) => key.referencedColumns.includes(name) && !(all.has(key.table) && key.columns.includes(name)));
  const others = [...resting, ...referencing];
  const views = viewsOver(world.snapshot, table.id, name);
  const inTheWay = standing(world, views);
  if (inTheWay.length > 0 && !change.cascade)
    return failed(dependents(`column ${name} of table ${shownName(table.name)}`, shownViews(inTheWay)));
  const made = table.columns.filter(({ generatedFrom }) => generatedFrom?.includes(name));
  if (made.length > 0 && !change.cascade) {
    return failed(
      dependents(
        `column ${name} of table ${shownName(table.name)}`,
        made.map((column) => `column ${column.name}`).join(', '),
      ),
    );
  }
  const asked = askedElsewhere(world.snapshot, table.id, name, all);
  if (asked && !change.cascade) return failed(asked);
  if (others.length > 0 && !change.cascade) {
    return failed(dependents(`column ${name} of table ${shownName(table.name)}`, shownForeignKeys(others)));
  }
  const own = table.foreignKeys.filter((key) => key.columns.includes(name));
  const within = world.snapshot
    .foreignKeysTo(table.id)
    .filter((key) => key.referencedColumns.includes(name) && key.columns.includes(name));
  const gone = new Set<ForeignKey>([...own, ...others, ...within]);
  let snapshot = withoutForeignKeys(world.snapshot, [...gone]);
  const left = snapshot.table(table.id) ?? table;
  snapshot = withoutSequencesOf(withoutViews(snapshot, views), table.id, name);
  const origin = written(change.source, change.span);
  const effects = [...gone].map((foreignKey): Effect => ({ what: 'dropped', foreignKey, origin }));
  const below = change.only ? undefined : dropBelow(withSnapshot(world, snapshot), table, change);
  if (below && below.kind !== 'done') return below;
  const now = below?.world ?? withSnapshot(world, snapshot);
  const here = now.snapshot.table(table.id) ?? left;
  let after = withSnapshot(now, now.snapshot.withTable(withoutColumn(here, name)));
  for (const { name: dependent } of made) {
    const left = after.snapshot.table(table.id);
    const next =
      left &&
      columnOf(left, dependent) &&
      dropHere(after, left, { ...change, name: { ...change.name, name: dependent } });
    if (next?.kind === 'done') {
      after = next.world;
      effects.push(...next.effects);
    }
  }
  return done(after, below ? [...effects, ...below.effects] : effects);
}

function dropBelow(world: World, above: Table, change: DropColumn): Applied {
  let now = world;
  const effects: Effect[] = [];
  for (const { id } of world.snapshot.heirsOf(above.id)) {
    const heir = now.snapshot.table(id);
    const column = heir && columnOf(heir, change.name.name);
    if (!heir || !column) continue;
    const heritage = letGo(column.heritage);
    if (heritage) {
      now = withSnapshot(now, now.snapshot.withTable(withColumn(heir, { ...column, heritage })));
      continue;
    }
    const applied = dropHere(now, heir, change);
    if (applied.kind !== 'done') return applied;
    now = applied.world;
    effects.push(...applied.effects);
  }
  return done(now, effects);
}

function withoutColumn(table: Table, name: string): Table {
  const gap = numberedColumns(table).find(({ column }) => column.name === name)?.number ?? 0;
  const isOver = (index: Index): boolean =>
    [...index.columns, ...index.include, ...(index.mentions ?? [])].includes(name);
  // A key goes with its index, also where the column is only included in that.
  const indexes = table.indexes.filter(isOver).map((index) => index.name);
  return {
    ...table,
    gaps: [...(table.gaps ?? []), gap],
    columns: table.columns.filter((column) => column.name !== name),
    primaryKey: indexes.includes(table.primaryKey?.name ?? '') ? undefined : table.primaryKey,
    uniques: kept(table.uniques, (key) => !indexes.includes(key.name)),
    checks: kept(table.checks, (check) => !check.columns.includes(name)),
    indexes: kept(table.indexes, (index) => !isOver(index)),
  };
}

/** The same list when nothing goes, so that what is derived from it is not worked out again. */
function kept<T>(list: readonly T[], stays: (item: T) => boolean): readonly T[] {
  return list.every(stays) ? list : list.filter(stays);
}
