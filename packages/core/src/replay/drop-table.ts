import { type ForeignKey, type Origin, type Snapshot, type Table, type TableId, written } from '@refint/model';
import { type Applied, done, type Effect, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { shownForeignKeys, withoutForeignKeys } from './dependents.ts';
import { dependents, dependentsOfSome, noThing, shownName, wrongKind } from './failures.ts';
import { tablesBelow } from './heirs.ts';
import { askedElsewhere, withoutSequencesOf } from './sequences.ts';
import { shownViews, standing, viewsOver, withoutViews } from './views.ts';
import { relationNamed, type World, withSnapshot } from './world.ts';

type DropTable = ChangeOf<'drop', 'table'>;

/**
 * DROP TABLE. Foreign keys of other tables stand in the way unless CASCADE is written, or those tables are dropped by
 * the same statement (`together`).
 */
export function dropTable(world: World, change: DropTable, together: ReadonlySet<TableId>): Applied {
  const found = relationNamed(world, change.name);
  if (!found) {
    // What is not there is looked for first, so this one went with a table that was named before it.
    const isGone = [...together].some((id) => !world.snapshot.table(id));
    if (isGone) return unchanged(`${change.name.name} went with another table of the statement`);
    return change.ifExists ? unchanged(`there is no table ${change.name.name}`) : failed(noThing('table', change.name));
  }
  if (found.kind === 'other') return failed(wrongKind(change.name.name, 'a table'));
  const { table } = found;
  const all = [table, ...tablesBelow(world.snapshot, table)];
  const gone = new Set([...together, ...partitionsOf(world.snapshot, together), ...all.map(({ id }) => id)]);
  const heldBy = (others: string) =>
    together.size > 1 ? dependentsOfSome(others) : dependents(`table ${shownName(table.name)}`, others);
  const heirs = all.filter((heir) => heir !== table && !heir.isPartition && !together.has(heir.id));
  if (heirs.length > 0 && !change.cascade) {
    return failed(heldBy(heirs.map(({ id }) => `table ${id}`).join(', ')));
  }
  const others = all.flatMap((one) => foreignKeysReaching(world.snapshot, one)).filter((key) => !gone.has(key.table));
  if (others.length > 0 && !change.cascade) {
    return failed(heldBy(shownForeignKeys(others)));
  }
  const views = standing(
    world,
    all.flatMap(({ id }) => viewsOver(world.snapshot, id)),
  );
  if (views.length > 0 && !change.cascade) return failed(heldBy(shownViews(views)));
  const asked = all.map(({ id }) => askedElsewhere(world.snapshot, id, undefined, gone)).find((one) => one);
  if (asked && !change.cascade) return failed(asked);
  const origin = written(change.source, change.span);
  const { snapshot, effects } = withoutTable(world.snapshot, table, origin);
  return done(withSnapshot(world, snapshot), effects);
}

/** The partitions of tables, which go with them also where nobody names them. */
const partitionsOf = (snapshot: Snapshot, tables: ReadonlySet<TableId>): readonly TableId[] =>
  [...tables].flatMap((id) => {
    const table = snapshot.table(id);
    return table?.form === 'partitioned' ? tablesBelow(snapshot, table).map((partition) => partition.id) : [];
  });

/** Foreign keys to a table. One to a partitioned table references each of its partitions. */
const foreignKeysReaching = (snapshot: Snapshot, table: Table): readonly ForeignKey[] => {
  const above = table.isPartition ? snapshot.table(table.parents?.[0] ?? '') : undefined;
  const own = snapshot.foreignKeysTo(table.id);
  return above ? [...own, ...foreignKeysReaching(snapshot, above)] : own;
};

/** The state without a table, the tables below it, its sequences and every foreign key from or to it. */
export function withoutTable(
  before: Snapshot,
  table: Table,
  origin: Origin,
): { readonly snapshot: Snapshot; readonly effects: readonly Effect[] } {
  const gone = [...table.foreignKeys, ...foreignKeysReaching(before, table).filter((key) => key.table !== table.id)];
  let snapshot = withoutViews(withoutForeignKeys(before, gone), viewsOver(before, table.id)).withoutTable(table.id);
  snapshot = withoutSequencesOf(snapshot, table.id);
  const effects = gone.map((foreignKey): Effect => ({ what: 'dropped', foreignKey, origin }));
  for (const { id } of before.heirsOf(table.id)) {
    const heir = snapshot.table(id);
    if (!heir) continue;
    const more = withoutTable(snapshot, heir, origin);
    snapshot = more.snapshot;
    effects.push(...more.effects);
  }
  return { snapshot, effects };
}
