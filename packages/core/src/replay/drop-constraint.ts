import { type Change, type Column, type Table, written } from '@refint/model';
import { alterColumn } from './alter-column.ts';
import { type Applied, done, type Effect, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { foreignKeysOn, partsOfForeignKey, shownForeignKeys, withoutForeignKeys } from './dependents.ts';
import {
  constraintNeedsIndex,
  dependents,
  inheritedPart,
  noConstraint,
  noIndex,
  shownName,
  wrongKind,
} from './failures.ts';
import { isInherited, withoutCheckBelow } from './heirs.ts';
import { partsOf, withoutServing } from './partitions.ts';
import { isUnsure, relationNamed, type World, withSnapshot } from './world.ts';

type DropConstraint = ChangeOf<'drop', 'column'>;
type DropIndex = ChangeOf<'drop', 'table'>;

export function dropConstraint(world: World, table: Table, change: DropConstraint): Applied {
  const { name } = change.name;
  const origin = written(change.source, change.span);
  const foreignKey = table.foreignKeys.find((key) => key.name === name);
  if (foreignKey) {
    if (foreignKey.partOf !== undefined) return failed(inheritedPart(`constraint "${name}"`, 'drop'));
    const gone = [foreignKey, ...partsOfForeignKey(world.snapshot, table, name)];
    const effects = gone.map((key): Effect => ({ what: 'dropped', foreignKey: key, origin }));
    return done(withSnapshot(world, withoutForeignKeys(world.snapshot, gone)), effects);
  }
  if (table.foreignKeys.some(({ behind }) => behind?.some((key) => key.name === name))) {
    return failed(inheritedPart(`constraint "${name}"`, 'drop'));
  }
  const check = table.checks.find((own) => own.name === name);
  if (check) {
    if (isInherited(check)) return failed(inheritedPart(`constraint "${name}"`, 'drop'));
    const checks = table.checks.filter((own) => own !== check);
    const own = withSnapshot(world, world.snapshot.withTable({ ...table, checks }));
    return done(change.only ? own : withoutCheckBelow(own, table, name));
  }
  const index = table.indexes.find((candidate) => candidate.name === name && candidate.constraint !== undefined);
  if (!index) {
    const required =
      world.aside.version >= 18 ? table.columns.find((column) => isNotNull(table, column, name)) : undefined;
    if (required) return withoutNotNull(world, table, required, change);
    if (change.ifExists) return unchanged(`${table.name} has no constraint ${name}`);
    // What PostgreSQL 18 calls NOT NULL by itself stays as it is when the column or the table gets another name.
    if (world.aside.version >= 18 && name.endsWith('_not_null')) return done(world);
    return table.doubt || isUnsure(world) ? done(world) : failed(noConstraint(table, name));
  }
  if (index.partOf !== undefined) return failed(inheritedPart(`constraint "${name}"`, 'drop'));
  return withoutIndex(world, table, name, change, `constraint ${shownName(name)} on table ${shownName(table.name)}`);
}

/** Since version 18 NOT NULL is a constraint with a name, which PostgreSQL chooses where nobody did. */
const isNotNull = (table: Table, column: Column, name: string): boolean =>
  !column.nullable && name === (column.notNullName ?? `${table.name}_${column.name}_not_null`);

function withoutNotNull(world: World, table: Table, column: Column, change: DropConstraint): Applied {
  const { table: of, name, source, span, only } = change;
  const alteration = { to: 'not-null', value: false } as const;
  const named = { name: column.name, span: name.span };
  return alterColumn(world, table, {
    kind: 'alter',
    entity: 'column',
    table: of,
    column: named,
    alteration,
    source,
    span,
    only,
  });
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
  if (index?.constraint !== undefined || index?.partOf !== undefined) {
    return failed(constraintNeedsIndex(index.name, owner));
  }
  return withoutIndex(world, owner, found.holder.name, change, `index ${shownName(found.holder.name)}`);
}

/** The world without an index and the constraint that it serves, and without the foreign keys that rest on it. */
function withoutIndex(
  world: World,
  table: Table,
  name: string,
  change: Extract<Change, { readonly kind: 'drop' }>,
  what: string,
): Applied {
  const parts = [{ table, name }, ...partsOf(world, table, name)];
  const resting = parts.flatMap((part) => foreignKeysOn(world.snapshot, part.table, part.name));
  if (resting.length > 0 && !change.cascade) return failed(dependents(what, shownForeignKeys(resting)));
  let snapshot = withoutForeignKeys(world.snapshot, resting);
  for (const part of parts) {
    const left = snapshot.table(part.table.id);
    if (left) snapshot = snapshot.withTable(withoutServing(left, part.name));
  }
  const origin = written(change.source, change.span);
  return done(
    withSnapshot(world, snapshot),
    resting.map((foreignKey) => ({ what: 'dropped', foreignKey, origin })),
  );
}
