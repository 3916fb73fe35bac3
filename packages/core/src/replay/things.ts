import { type Holder, type Snapshot, tableId, written } from '@refint/model';
import { type Applied, done, type Effect, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { withoutTable } from './drop-table.ts';
import { dependents, duplicateRelation, duplicateSchema, isFailure, noSchema, noTable } from './failures.ts';
import { isRelationName } from './names.ts';
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
  for (const type of types) snapshot = snapshot.withoutType(name, type.name);
  for (const holder of holders) snapshot = snapshot.withoutHolder(name, holder.name);
  return done(withSnapshot(world, snapshot.withoutSchema(name)), effects);
}

/** CREATE VIEW and CREATE SEQUENCE: names that tables and indexes can no longer have. */
export function createHolder(world: World, change: AddThing, kind: Holder['kind']): Applied {
  const schema = schemaFor(world, change.name.schema);
  if (isFailure(schema)) return failed(schema);
  const { name } = change.name;
  const there = world.snapshot.holderNamed(schema, name);
  const isView = there?.kind === 'view' || there?.kind === 'materialized-view';
  // What a view depends on is not known, so one may be gone by a CASCADE that was not seen: it is no failure to make it anew.
  if (isRelationName(world.snapshot, schema, name) && !isView) {
    return change.ifNotExists ? unchanged(`${name} is already there`) : failed(duplicateRelation(name));
  }
  const table = change.table && tableNamed(world, change.table)?.id;
  return done(withSnapshot(world, world.snapshot.withHolder({ kind, schema, name, table, text: change.text })));
}

/** DROP VIEW and DROP SEQUENCE. */
export function dropHolder(world: World, change: DropThing): Applied {
  const found = relationNamed(world, change.name);
  if (found?.kind !== 'other' || found.holder.kind === 'index') {
    if (change.ifExists) return unchanged(`there is no ${change.entity} ${change.name.name}`);
    return isUnsure(world) ? done(world) : failed(noTable(change.name));
  }
  const { schema, name, kind, table } = found.holder;
  let snapshot = world.snapshot.withoutHolder(schema, name);
  if (kind === 'materialized-view') {
    const id = tableId(schema, name);
    const indexes = snapshot.holders.filter((holder) => holder.kind === 'index' && holder.table === id);
    for (const index of indexes) snapshot = snapshot.withoutHolder(schema, index.name);
  }
  return done(withSnapshot(world, kind === 'sequence' ? withoutSequence(snapshot, table, name) : snapshot));
}

function withoutSequence(snapshot: Snapshot, owner: string | undefined, name: string): Snapshot {
  const table = owner === undefined ? undefined : snapshot.table(owner);
  if (!table?.columns.some((column) => column.sequence === name)) return snapshot;
  const columns = table.columns.map((column) =>
    column.sequence === name ? { ...column, sequence: undefined } : column,
  );
  return snapshot.withTable({ ...table, columns });
}
