import { columnOf, type Failure, type Holder, type Table, tableId, written } from '@refint/model';
import { type Applied, done, type Effect, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { withoutTable } from './drop-table.ts';
import {
  dependents,
  duplicateRelation,
  duplicateSchema,
  duplicateType,
  isFailure,
  noColumn,
  noSchema,
  noTable,
  noThing,
  notInSchemaOfOwner,
  ofIdentity,
  shownName,
  wrongKind,
} from './failures.ts';
import { isRelationName } from './names.ts';
import { replacedFailure } from './replaced-view.ts';
import { withoutSequence } from './sequences.ts';
import { withoutType } from './types.ts';
import { readsOf, shownViews, standing, viewsOver, withoutViews } from './views.ts';
import { isUnsure, relationNamed, schemaFor, tableNamed, type World, withSnapshot } from './world.ts';

type AddSchema = ChangeOf<'add', 'schema'>;
type AddThing = ChangeOf<'add', 'type'>;
type DropThing = ChangeOf<'drop', 'table'>;

export function createSchema(world: World, change: AddSchema | AddThing): Applied {
  const { name } = change.name;
  if (world.snapshot.schemas.includes(name)) {
    return change.ifNotExists ? unchanged(`there is a schema ${name} already`) : failed(duplicateSchema(name));
  }
  return done(withSnapshot(world, world.snapshot.withSchema(name)));
}

/** DROP SCHEMA: with CASCADE everything in it goes too, otherwise it must be empty. */
export function dropSchema(world: World, change: DropThing): Applied {
  const { name } = change.name;
  let { snapshot } = world;
  if (!snapshot.schemas.includes(name)) {
    if (change.ifExists) return unchanged(`there is no schema ${name}`);
    return isUnsure(world) ? done(world) : failed(noSchema(name));
  }
  const tables = snapshot.tables.filter(({ schema }) => schema === name);
  const types = snapshot.types.filter(({ schema }) => schema === name);
  const holders = snapshot.holders.filter(({ schema }) => schema === name);
  if (!change.cascade && tables.length + types.length + holders.length > 0) {
    return failed(
      dependents(`schema ${name}`, [...tables, ...types, ...holders].map((thing) => thing.name).join(', ')),
    );
  }
  const effects: Effect[] = [];
  for (const { id } of tables) {
    const table = snapshot.table(id);
    if (!table) continue;
    const gone = withoutTable(snapshot, table, written(change.source, change.span));
    snapshot = gone.snapshot;
    for (const effect of gone.effects) effects.push(effect);
  }
  for (const type of types) {
    const applied = withoutType(withSnapshot(world, snapshot), type, change);
    if (applied.kind !== 'done') continue;
    snapshot = applied.world.snapshot;
    effects.push(...applied.effects);
  }
  for (const holder of holders) {
    if (holder.kind === 'sequence') snapshot = withoutSequence(snapshot, name, holder.name, holder.number);
    else snapshot = withoutViews(snapshot, [holder, ...viewsOver(snapshot, tableId(name, holder.name))]);
  }
  return done(withSnapshot(world, snapshot.withoutSchema(name)), effects);
}

/** CREATE VIEW and CREATE SEQUENCE: names that tables and indexes can no longer have. */
export function createHolder(world: World, change: AddThing, kind: Holder['kind']): Applied {
  const schema = schemaFor(world, change.name.schema);
  if (isFailure(schema)) return failed(schema);
  const { name } = change.name;
  const missing =
    isUnsure(world) || !change.reads?.isPlain
      ? undefined
      : change.reads.from.find(({ table }) => !relationNamed(world, table));
  if (missing) return failed(noTable(missing.table));
  const there = world.snapshot.holderNamed(schema, name);
  const isView = there?.kind === 'view' || there?.kind === 'materialized-view';
  // A view whose query is not wholly known may be gone by a CASCADE that was not seen: to make it anew is no failure.
  const mayBeGone = isView && there.isExact !== true && world.aside.isLoose;
  const mayBeMade = isView && (change.orReplace ? there.kind === kind : mayBeGone);
  if (isRelationName(world.snapshot, schema, name) && !mayBeMade) {
    if (change.orReplace) return failed(wrongKind(name, 'a view'));
    return change.ifNotExists ? unchanged(`${name} is already there`) : failed(duplicateRelation(name));
  }
  if (isView && change.orReplace && !mayBeGone && !isUnsure(world)) {
    const misfit = replacedFailure(there.gives, change.gives);
    if (misfit) return failed(misfit);
  }
  if (kind !== 'sequence' && world.snapshot.typeNamed(schema, name)) return failed(duplicateType(name));
  const reads = change.reads && readsOf(world, change.reads);
  const owner = change.table && tableNamed(world, change.table);
  if (change.table && !owner && !isUnsure(world)) return failed(noTable(change.table));
  const misfit = owner && misfitOwner(owner, schema, change.column);
  if (misfit) return failed(misfit);
  const number = kind === 'sequence' ? world.snapshot.newNumber() : undefined;
  const holder: Holder = {
    kind,
    schema,
    name,
    table: owner?.id,
    column: change.column,
    number,
    text: change.text,
    gives: change.gives,
    ...reads,
  };
  return done(withSnapshot(world, world.snapshot.withHolder(holder)));
}

/** An owned sequence lives in the schema of its table, and its column must be there. */
function misfitOwner(owner: Table, schema: string, column: string | undefined): Failure | undefined {
  if (owner.schema !== schema) return notInSchemaOfOwner();
  return column === undefined || columnOf(owner, column) || owner.doubt ? undefined : noColumn(owner, column);
}

/** ALTER SEQUENCE … OWNED BY. */
export function ownSequence(world: World, change: ChangeOf<'alter', 'owner-of-sequence'>): Applied {
  const found = relationNamed(world, change.name);
  if (found?.kind !== 'other' || found.holder.kind !== 'sequence') {
    return isUnsure(world) ? done(world) : failed(noTable(change.name));
  }
  const { holder } = found;
  if (holder.isIdentity) return failed(ofIdentity());
  const owner = change.owner && tableNamed(world, change.owner.table);
  if (change.owner && !owner) return isUnsure(world) ? done(world) : failed(noTable(change.owner.table));
  const misfit = owner && misfitOwner(owner, holder.schema, change.owner?.column);
  if (misfit) return failed(misfit);
  const now = { ...holder, table: owner?.id, column: change.owner?.column };
  return done(withSnapshot(world, world.snapshot.withHolder(now)));
}

/** DROP VIEW and DROP SEQUENCE. */
export function dropHolder(world: World, change: DropThing): Applied {
  const what = change.entity.replace('-', ' ');
  const found = relationNamed(world, change.name);
  if (found?.kind !== 'other' || found.holder.kind === 'index') {
    if (found) return failed(wrongKind(change.name.name, `a ${what}`));
    if (change.ifExists) return unchanged(`there is no ${what} ${change.name.name}`);
    return isUnsure(world) ? done(world) : failed(noThing(what, change.name));
  }
  const { holder } = found;
  if (holder.kind !== change.entity) return failed(wrongKind(holder.name, `a ${what}`));
  if (holder.kind === 'sequence') return dropSequence(world, holder, change);
  const over = viewsOver(world.snapshot, tableId(holder.schema, holder.name));
  const inTheWay = standing(world, over);
  if (inTheWay.length > 0 && !change.cascade)
    return failed(dependents(`${what} ${shownName(holder.name)}`, shownViews(inTheWay)));
  return done(withSnapshot(world, withoutViews(world.snapshot, [holder, ...over])));
}

/** A sequence goes with the defaults that ask it, if CASCADE says so; that of an identity goes with its column only. */
function dropSequence(world: World, holder: Holder, change: DropThing): Applied {
  const { schema, name } = holder;
  if (holder.isIdentity) return failed(dependents(`sequence ${shownName(name)}`, 'a column requires it'));
  const asking = holder.number === undefined ? [] : world.snapshot.tablesAsking(holder.number);
  if (asking.length > 0 && !change.cascade) {
    return failed(
      dependents(
        `sequence ${shownName(name)}`,
        asking.map(({ id }) => `default value of a column of ${id}`).join(', '),
      ),
    );
  }
  return done(withSnapshot(world, withoutSequence(world.snapshot, schema, name, holder.number)));
}
