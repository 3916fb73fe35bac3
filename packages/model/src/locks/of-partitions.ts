import type { Change } from '../change.ts';
import type { TableId } from '../table.ts';
import { tableMeant } from '../tables-of.ts';
import type { Moment } from '../timeline.ts';
import { type Lock, lock } from './lock.ts';
import { newReferences } from './of-columns.ts';

type OfInheritance = Extract<Change, { readonly kind: 'alter'; readonly entity: 'inheritance' }>;
type OfPartition = Extract<Change, { readonly kind: 'alter'; readonly entity: 'partition' }>;

/** ATTACH and DETACH PARTITION. The foreign keys of the partitioned table are made for the partition too, or its own again. */
export function locksOfPartition(moment: Moment, change: OfPartition): readonly Lock[] {
  const table = tableMeant(moment, change.table);
  const partition = tableMeant(moment, change.partition);
  if (!change.attach) {
    const mode = change.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE';
    const shared = (moment.before.table(partition)?.foreignKeys ?? []).filter(({ partOf }) => partOf !== undefined);
    return [
      lock(table, mode, 'take the partition out'),
      lock(partition, 'ACCESS EXCLUSIVE', 'take it out'),
      ...shared.map((key) =>
        lock(key.referencedTable, 'SHARE ROW EXCLUSIVE', 'make the foreign key of the partition its own'),
      ),
    ];
  }
  const scans = !mayBeProven(moment, table, partition);
  const because = scans ? 'look whether every row fits' : 'attach it';
  return [
    lock(table, 'SHARE UPDATE EXCLUSIVE', 'attach a partition'),
    lock(partition, 'ACCESS EXCLUSIVE', because, { scans }),
    ...newReferences(moment, partition).map((to) =>
      lock(to, 'SHARE ROW EXCLUSIVE', 'add the foreign key to the partition'),
    ),
  ];
}

/** INHERIT and NO INHERIT: the other table can be worked with meanwhile, and those below are only looked at. */
export function locksOfInheritance(moment: Moment, change: OfInheritance): readonly Lock[] {
  const table = tableMeant(moment, change.table);
  if (!change.inherits) return [lock(table, 'ACCESS EXCLUSIVE', 'take it from below another table')];
  return [
    lock(table, 'ACCESS EXCLUSIVE', 'put it below another table'),
    lock(tableMeant(moment, change.parent), 'SHARE UPDATE EXCLUSIVE', 'put a table below it'),
  ];
}

/** Whether a CHECK of the partition may say that all of its rows fit: it names the columns of the partition key. */
function mayBeProven({ before }: Moment, table: TableId, partition: TableId): boolean {
  const key = before.table(table)?.partitionKey ?? [];
  const checks = before.table(partition)?.checks ?? [];
  return checks.some(({ columns, validated }) => validated && key.some((name) => columns.includes(name)));
}
