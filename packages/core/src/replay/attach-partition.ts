import { type Check, type Column, columnOf, type Failure, type Origin, type Table, written } from '@refint/model';
import { type Applied, done, failed } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import {
  attachedIdentity,
  cannotAttach,
  duplicateRelation,
  isFailure,
  noTable,
  notAPartition,
  wrongKind,
} from './failures.ts';
import { fromAbove, letGo } from './heirs.ts';
import { unfitChecks, unfitColumns } from './inheritance.ts';
import { withKeysBehind, withKeysBehindTo, withoutKeysBehindTo } from './keys-behind.ts';
import { withPartOfForeignKey, withPartOfIndex } from './partitions.ts';
import { relationNamed, type World, withSnapshot } from './world.ts';

type AlterPartition = ChangeOf<'alter', 'partition'>;

/** ATTACH and DETACH PARTITION. */
export function alterPartition(world: World, table: Table, change: AlterPartition): Applied {
  const found = relationNamed(world, change.partition);
  if (!found) return failed(noTable(change.partition));
  if (found.kind === 'other') return failed(wrongKind(change.partition.name, 'a table'));
  const partition = found.table;
  if (table.doubt || partition.doubt) return done(world);
  return change.attach
    ? attached(world, table, partition, written(change.source, change.span))
    : detached(world, table, partition);
}

/** A table becomes a partition: it must fit, and gets what it has not yet (ATExecAttachPartition). */
function attached(world: World, table: Table, partition: Table, origin: Origin): Applied {
  if (table.form !== 'partitioned') return failed(wrongKind(table.name, 'partitioned'));
  if (
    partition.isPartition ||
    partition.parents?.length ||
    world.snapshot.heirsOf(partition.id).some((heir) => !heir.isPartition)
  ) {
    return failed(wrongKind(partition.name, 'a table that can be attached'));
  }
  for (let above: Table | undefined = table; above; above = world.snapshot.table(above.parents?.[0] ?? '')) {
    if (above === partition) return failed(duplicateRelation(partition.name));
  }
  const unfit = whyUnfit(world, table, partition);
  if (unfit) return failed(unfit);
  const reaches = world.aside.version >= 17;
  const columns = partition.columns.map((column) => attachedColumn(column, columnOf(table, column.name), reaches));
  const checks = partition.checks.map((check) => attachedCheck(check, table));
  const made: Table = { ...partition, columns, checks, parents: [table.id], isPartition: true };
  let now = withSnapshot(world, world.snapshot.withTable(made));
  for (const index of table.indexes) {
    const next = withPartOfIndex(now, made.id, index, origin, 'attached');
    if (isFailure(next)) return failed(next);
    now = next;
  }
  const effects = [];
  for (const key of table.foreignKeys) {
    const next = withPartOfForeignKey(now, made.id, key, origin);
    now = next.world;
    effects.push(...next.effects);
  }
  return done(withKeysBehindTo(now, made), effects);
}

function whyUnfit({ aside }: World, table: Table, partition: Table): Failure | undefined {
  for (const { name, identity } of partition.columns) {
    if (identity && aside.version >= 17) return attachedIdentity(partition.name, name);
    if (!columnOf(table, name)) {
      return cannotAttach(`table "${partition.name}" contains column "${name}" not found in parent`);
    }
  }
  return unfitColumns(partition, table) ?? unfitChecks(partition, table);
}

/** Since version 17 an identity reaches the partitions. */
const attachedColumn = (column: Column, above: Column | undefined, reaches: boolean): Column => ({
  ...column,
  identity: (reaches ? above?.identity : undefined) ?? column.identity,
  heritage: fromAbove,
  requirement: above && !above.nullable ? fromAbove : column.requirement,
});

const attachedCheck = (check: Check, above: Table): Check =>
  above.checks.some(({ name }) => name === check.name) ? { ...check, heritage: fromAbove } : check;

/** A partition becomes a table of its own again, and what it had from above is its own. */
function detached(world: World, table: Table, partition: Table): Applied {
  if (!partition.isPartition || !partition.parents?.includes(table.id)) return failed(notAPartition(partition, table));
  const ownPart = <T extends { readonly heritage?: Column['heritage'] }>(part: T): T =>
    part.heritage ? { ...part, heritage: letGo({ ...part.heritage, local: true }) } : part;
  const made: Table = {
    ...partition,
    parents: undefined,
    isPartition: undefined,
    columns: partition.columns.map((column) => ({ ...ownPart(column), identity: undefined, requirement: undefined })),
    checks: partition.checks.map(ownPart),
    indexes: partition.indexes.map((index) => ({ ...index, partOf: undefined })),
    foreignKeys: partition.foreignKeys.map((key) => ({ ...key, partOf: undefined })),
  };
  const freed = partition.foreignKeys.filter(({ partOf }) => partOf !== undefined);
  const out = withoutKeysBehindTo(world, partition);
  const own = withSnapshot(out, out.snapshot.withTable(made));
  return done(freed.reduce((now, { name }) => withKeysBehind(now, made.id, name), own));
}
