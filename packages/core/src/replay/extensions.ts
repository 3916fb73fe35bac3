import type { Snapshot } from '@refint/model';
import { type Applied, done, type Effect, failed, unchanged } from './applied.ts';
import { typesOfExtension } from './builtin-types.ts';
import type { ChangeOf } from './change-of.ts';
import { duplicateExtension, isFailure, noExtension } from './failures.ts';
import { dropType } from './types.ts';
import { isUnsure, schemaFor, type World, withSnapshot } from './world.ts';

/** CREATE EXTENSION: its types are there from now on; those of an unknown one may be called anything. */
export function createExtension(world: World, change: ChangeOf<'add', 'extension'>): Applied {
  const { name } = change.name;
  // Every database has it from the beginning, in the schema of the catalog.
  const isThere = name === 'plpgsql' || world.snapshot.extensions.some((known) => known.name === name);
  if (isThere) {
    return change.ifNotExists ? unchanged(`the extension ${name} is already there`) : failed(duplicateExtension(name));
  }
  const schema = schemaFor(world, change.name.schema);
  if (isFailure(schema)) return failed(schema);
  let snapshot: Snapshot = world.snapshot.withExtension({ name, schema });
  const types = typesOfExtension(name);
  if (!types) return done({ ...withSnapshot(world, snapshot), looseTypes: true });
  for (const type of types) {
    if (!snapshot.typeNamed(schema, type)) snapshot = snapshot.withType({ kind: 'other', schema, name: type });
  }
  return done(withSnapshot(world, snapshot));
}

/** DROP EXTENSION takes its types with it; columns of such a type stand in the way unless CASCADE is written. */
export function dropExtension(world: World, change: ChangeOf<'drop', 'extension'>): Applied {
  const { name } = change.name;
  const extension = world.snapshot.extensions.find((known) => known.name === name);
  if (!extension) {
    if (change.ifExists) return unchanged(`there is no extension ${name}`);
    return isUnsure(world) ? done(world) : failed(noExtension(name));
  }
  let now = world;
  const effects: Effect[] = [];
  for (const type of typesOfExtension(name) ?? []) {
    const named = { name: type, schema: extension.schema, span: change.name.span };
    const dropped = dropType(now, { ...change, entity: 'type', name: named, ifExists: true });
    if (dropped.kind === 'failed') return dropped;
    if (dropped.kind !== 'done') continue;
    now = dropped.world;
    effects.push(...dropped.effects);
  }
  return done(withSnapshot(now, now.snapshot.withoutExtension(name)), effects);
}
