import type { ForeignKey, KeyBehind, Snapshot, Table, TableId } from '@refint/model';
import { tablesBelow } from './heirs.ts';
import { partName } from './names.ts';
import { type World, withSnapshot } from './world.ts';

/**
 * A foreign key to a partitioned table has one more behind it for each of its partitions, of which only the server knows
 * but by their names, which nothing else of the table can have (addFkRecurseReferenced, CloneFkReferenced; so named since
 * PostgreSQL 18). Parts of a foreign key have none: that of the partitioned table is enough.
 */

/** The world in which a foreign key of a table has one behind it for all partitions, or for one and those below it. */
export function withKeysBehind(world: World, id: TableId, name: string, partition?: Table): World {
  const key = world.snapshot.table(id)?.foreignKeys.find((own) => own.name === name);
  const referenced = key && world.snapshot.table(key.referencedTable);
  if (!key || key.partOf !== undefined || referenced?.form !== 'partitioned' || world.aside.version < 18) return world;
  const base = key.behind?.find(({ to }) => to === partition?.parents?.[0])?.name ?? name;
  const below = tablesBelow(world.snapshot, partition ?? referenced);
  let now = world;
  for (const { id: to } of partition ? [partition, ...below] : below) {
    const behind = { to, name: partName(now.snapshot, now.snapshot.table(id)?.schema ?? '', base) };
    now = changed(now, id, name, (all) => [...all, behind]);
  }
  return now;
}

/** The world in which the foreign keys to the tables above a new partition have one behind them for it too. */
export function withKeysBehindTo(world: World, partition: Table): World {
  let now = world;
  for (const { table, name } of keysToAbove(world.snapshot, partition)) {
    now = withKeysBehind(now, table, name, partition);
  }
  return now;
}

/** The world without those that are there for a partition that is taken out, and for what is below it. */
export function withoutKeysBehindTo(world: World, partition: Table): World {
  const gone = new Set([partition, ...tablesBelow(world.snapshot, partition)].map(({ id }) => id));
  let now = world;
  for (const { table, name } of keysToAbove(world.snapshot, partition)) {
    now = changed(now, table, name, (all) => all.filter(({ to }) => !gone.has(to)));
  }
  return now;
}

/** The state in which those for a partition know it by the id that it has now. */
export function withKeysBehindMoved(before: Snapshot, partition: Table, to: TableId): Snapshot {
  let snapshot = before;
  for (const { table, name } of keysToAbove(before, partition)) {
    const moved = (all: readonly KeyBehind[]): readonly KeyBehind[] =>
      all.map((one) => (one.to === partition.id ? { ...one, to } : one));
    snapshot = inSnapshot(snapshot, table, name, moved);
  }
  return snapshot;
}

function keysToAbove(snapshot: Snapshot, { isPartition, parents }: Table): readonly ForeignKey[] {
  const above = isPartition ? snapshot.table(parents?.[0] ?? '') : undefined;
  if (!above) return [];
  return [...snapshot.foreignKeysTo(above.id), ...keysToAbove(snapshot, above)];
}

type ChangeOfAll = (all: readonly KeyBehind[]) => readonly KeyBehind[];

const changed = (world: World, id: TableId, name: string, change: ChangeOfAll): World =>
  withSnapshot(world, inSnapshot(world.snapshot, id, name, change));

function inSnapshot(snapshot: Snapshot, id: TableId, name: string, change: ChangeOfAll): Snapshot {
  const table = snapshot.table(id);
  if (!table) return snapshot;
  const foreignKeys = table.foreignKeys.map((key) => {
    const behind = key.name === name ? change(key.behind ?? []) : (key.behind ?? []);
    return behind === key.behind || (behind.length === 0 && !key.behind) ? key : { ...key, behind };
  });
  return snapshot.withTable({ ...table, foreignKeys });
}
