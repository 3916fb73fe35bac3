import { type Change, type Table, written } from '@refint/model';
import { type Applied, done, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { foreignKeysOn, shownForeignKeys, withoutForeignKeys } from './dependents.ts';
import { constraintNeedsIndex, dependents, noConstraint, noIndex, wrongKind } from './failures.ts';
import { isUnsure, relationNamed, type World, withSnapshot } from './world.ts';

type DropConstraint = ChangeOf<'drop', 'column'>;
type DropIndex = ChangeOf<'drop', 'table'>;

export function dropConstraint(world: World, table: Table, change: DropConstraint): Applied {
  const { name } = change.name;
  const origin = written(change.source, change.span);
  const foreignKey = table.foreignKeys.find((key) => key.name === name);
  if (foreignKey) {
    const foreignKeys = table.foreignKeys.filter((key) => key !== foreignKey);
    return done(withSnapshot(world, world.snapshot.withTable({ ...table, foreignKeys })), [
      { what: 'dropped', foreignKey, origin },
    ]);
  }
  if (table.checks.some((check) => check.name === name)) {
    const checks = table.checks.filter((check) => check.name !== name);
    return done(withSnapshot(world, world.snapshot.withTable({ ...table, checks })));
  }
  const index = table.indexes.find((candidate) => candidate.name === name && candidate.constraint !== undefined);
  if (!index) {
    if (change.ifExists) return unchanged(`${table.name} has no constraint ${name}`);
    return table.doubt || isUnsure(world) ? done(world) : failed(noConstraint(table, name));
  }
  return withoutIndex(world, table, name, change, `constraint ${name} on table ${table.name}`);
}

export function dropIndex(world: World, change: DropIndex): Applied {
  const found = relationNamed(world, change.name);
  if (!found) {
    if (change.ifExists) return unchanged(`there is no index ${change.name.name}`);
    return isUnsure(world) ? done(world) : failed(noIndex(change.name));
  }
  const table = found.kind === 'other' && found.holder.kind === 'index' ? found.holder.table : undefined;
  const owner = table === undefined ? undefined : world.snapshot.table(table);
  // The index of a materialized view belongs to no table.
  if (found.kind === 'other' && found.holder.kind === 'index' && !owner) {
    return done(withSnapshot(world, world.snapshot.withoutHolder(found.holder.schema, found.holder.name)));
  }
  if (!owner || found.kind === 'table') return failed(wrongKind(change.name.name, 'an index'));
  const index = owner.indexes.find((candidate) => candidate.name === found.holder.name);
  if (index?.constraint !== undefined) return failed(constraintNeedsIndex(index.name, owner.id));
  return withoutIndex(world, owner, found.holder.name, change, `index ${found.holder.name}`);
}

/** The world without an index and the constraint that it serves, and without the foreign keys that rest on it. */
function withoutIndex(
  world: World,
  table: Table,
  name: string,
  change: Extract<Change, { readonly kind: 'drop' }>,
  what: string,
): Applied {
  const resting = foreignKeysOn(world.snapshot, table, name);
  if (resting.length > 0 && !change.cascade) return failed(dependents(what, shownForeignKeys(resting)));
  const snapshot = withoutForeignKeys(world.snapshot, resting);
  const left = snapshot.table(table.id) ?? table;
  const index = left.indexes.find((candidate) => candidate.name === name);
  const origin = written(change.source, change.span);
  return done(
    withSnapshot(
      world,
      snapshot.withTable({
        ...left,
        indexes: left.indexes.filter((candidate) => candidate !== index),
        primaryKey: index?.constraint === 'primary-key' ? undefined : left.primaryKey,
        uniques: index?.constraint === 'unique' ? left.uniques.filter((key) => key.name !== name) : left.uniques,
      }),
    ),
    resting.map((foreignKey) => ({ what: 'dropped', foreignKey, origin })),
  );
}
