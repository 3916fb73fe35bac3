import type { ForeignKey, Snapshot, Table, TableId } from '@refint/model';
import { restedOn } from './foreign-keys.ts';

/** Foreign keys that would lose the index that they rest on. */
export function foreignKeysOn(snapshot: Snapshot, table: Table, index: string): readonly ForeignKey[] {
  return snapshot.foreignKeysTo(table.id).filter((key) => restedOn(table, key)?.name === index);
}

/** The state without these foreign keys, whatever tables they are in. */
export function withoutForeignKeys(snapshot: Snapshot, gone: readonly ForeignKey[]): Snapshot {
  const byTable = new Map<TableId, Set<ForeignKey>>();
  for (const key of gone) byTable.set(key.table, (byTable.get(key.table) ?? new Set()).add(key));
  let left = snapshot;
  for (const [id, keys] of byTable) {
    const table = left.table(id);
    if (table) left = left.withTable({ ...table, foreignKeys: table.foreignKeys.filter((key) => !keys.has(key)) });
  }
  return left;
}

/** The parts of a foreign key in the partitions below, and in those below them. */
export function partsOfForeignKey(snapshot: Snapshot, above: Table, name: string): readonly ForeignKey[] {
  if (above.form !== 'partitioned') return [];
  return snapshot
    .heirsOf(above.id)
    .flatMap((heir) =>
      heir.foreignKeys
        .filter(({ partOf }) => partOf === name)
        .flatMap((key) => [key, ...partsOfForeignKey(snapshot, heir, key.name)]),
    );
}

/** "posts.posts_author_id_fkey", for a message about what stands in the way. */
export const shownForeignKeys = (keys: readonly ForeignKey[]): string =>
  keys.map(({ table, name }) => `constraint ${name} on table ${table}`).join(', ');
