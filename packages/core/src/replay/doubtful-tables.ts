import type { Change } from '@refint/model';
import { relationNamed, type World, withSnapshot } from './world.ts';

/** The tables that a change works on are doubtful after it when it is not known whether it ran. */
export function withDoubtfulTables(
  before: World,
  after: World,
  change: Change,
  doubt: NonNullable<World['doubt']>,
): World {
  let { snapshot } = after;
  const name = change.kind !== 'add' ? undefined : change.entity === 'table' ? change.name : tableOf(change);
  const named = name ?? tableOf(change);
  const found = named && relationNamed(after, named);
  if (found?.kind === 'table' && !found.table.doubt) snapshot = snapshot.withTable({ ...found.table, doubt });
  // A table that may or may not have been dropped stays, or everything about it would be said to be missing.
  if (change.kind === 'drop' && change.entity === 'table') {
    const dropped = relationNamed(before, change.name);
    if (dropped?.kind === 'table') snapshot = before.snapshot.withTable({ ...dropped.table, doubt });
  }
  return withSnapshot(after, snapshot);
}

const tableOf = (change: Change) =>
  'table' in change ? change.table : 'index' in change ? change.index.table : undefined;
