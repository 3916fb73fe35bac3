import type { Snapshot, UserType } from '@refint/model';
import { type Applied, done, type Effect, failed, unchanged } from './applied.ts';
import { typesOfExtension } from './builtin-types.ts';
import type { ChangeOf } from './change-of.ts';
import { dropColumn } from './drop-column.ts';
import { dependents, duplicateType, duplicateValue, isFailure, noSuchValue, noType } from './failures.ts';
import { resolvedType, userTypeNamed } from './type-names.ts';
import { isUnsure, schemaFor, type World, withSnapshot } from './world.ts';

type DropThing = ChangeOf<'drop', 'table'>;
type AddThing = ChangeOf<'add', 'type'>;

export function createEnum(world: World, change: ChangeOf<'add', 'enum'>): Applied {
  const values = change.values.map(({ name }) => name);
  return created(world, change.name, (schema) => ({ kind: 'enum', schema, name: change.name.name, values }));
}

export function createDomain(world: World, change: ChangeOf<'add', 'domain'>): Applied {
  const base = resolvedType(world, change.base);
  if (isFailure(base)) return failed(base);
  const { notNull } = change;
  return created(world, change.name, (schema) => ({ kind: 'domain', schema, name: change.name.name, base, notNull }));
}

/** A composite, range or base type: only its name matters. */
export const createOtherType = (world: World, change: AddThing): Applied =>
  created(world, change.name, (schema) => ({ kind: 'other', schema, name: change.name.name }));

function created(
  world: World,
  name: { readonly schema: string | undefined; readonly name: string },
  make: (schema: string) => UserType,
): Applied {
  const schema = schemaFor(world, name.schema);
  if (isFailure(schema)) return failed(schema);
  // A table's row type has the table's name, so the two can't share one.
  if (world.snapshot.typeNamed(schema, name.name) || world.snapshot.tableNamed(schema, name.name)) {
    return failed(duplicateType(name.name));
  }
  return done(withSnapshot(world, world.snapshot.withType(make(schema))));
}

export function addEnumValue(world: World, change: ChangeOf<'add', 'enum-value'>): Applied {
  const type = userTypeNamed(world, change.type);
  if (type?.kind !== 'enum') return isUnsure(world) ? done(world) : failed(noType(change.type));
  const value = change.value.name;
  if (type.values.includes(value)) {
    return change.ifNotExists ? unchanged(`${type.name} already has ${value}`) : failed(duplicateValue(value));
  }
  const { beside } = change;
  const at = beside ? type.values.indexOf(beside.value) : type.values.length;
  if (beside && at < 0) return failed(noSuchValue(beside.value));
  const place = beside?.side === 'after' ? at + 1 : at;
  const values = [...type.values.slice(0, place), value, ...type.values.slice(place)];
  return done(withSnapshot(world, world.snapshot.withType({ ...type, values })));
}

export function renameEnumValue(world: World, change: ChangeOf<'rename', 'enum-value'>): Applied {
  const type = userTypeNamed(world, change.type);
  if (type?.kind !== 'enum') return isUnsure(world) ? done(world) : failed(noType(change.type));
  if (!type.values.includes(change.name.name)) return failed(noSuchValue(change.name.name));
  if (type.values.includes(change.to.name)) return failed(duplicateValue(change.to.name));
  const values = type.values.map((value) => (value === change.name.name ? change.to.name : value));
  return done(withSnapshot(world, world.snapshot.withType({ ...type, values })));
}

/** DROP TYPE or DOMAIN. Columns of that type stand in the way; CASCADE drops them. */
export function dropType(world: World, change: DropThing): Applied {
  const type = userTypeNamed(world, change.name);
  if (!type) {
    if (change.ifExists) return unchanged(`there is no type ${change.name.name}`);
    return isUnsure(world) || world.looseTypes ? done(world) : failed(noType(change.name));
  }
  const using = world.snapshot.tablesWithType(type.schema, type.name);
  if (using.length > 0 && !change.cascade) {
    return failed(dependents(`type ${type.name}`, using.map((table) => `a column of table ${table.id}`).join(', ')));
  }
  let now = world;
  const effects: Effect[] = [];
  for (const table of using) {
    for (const column of table.columns) {
      if (column.type?.name !== type.name || column.type.schema !== type.schema) continue;
      const left = now.snapshot.table(table.id);
      const name = { name: column.name, span: change.span };
      const { source, span } = change;
      const drop = {
        kind: 'drop',
        entity: 'column',
        table: change.name,
        name,
        ifExists: true,
        cascade: true,
        source,
        span,
      } as const;
      const applied = left && dropColumn(now, left, drop);
      if (applied?.kind !== 'done') continue;
      now = applied.world;
      for (const effect of applied.effects) effects.push(effect);
    }
  }
  return done(withSnapshot(now, now.snapshot.withoutType(type.schema, type.name)), effects);
}

/** CREATE EXTENSION: its types are there from now on; those of an unknown one may be called anything. */
export function createExtension(before: World, change: AddThing): Applied {
  const { name: own } = change.name;
  const world = before.extensions.includes(own) ? before : { ...before, extensions: [...before.extensions, own] };
  const names = typesOfExtension(change.name.name);
  if (!names) return done({ ...world, looseTypes: true });
  const schema = schemaFor(world, change.name.schema);
  if (isFailure(schema)) return failed(schema);
  let snapshot: Snapshot = world.snapshot;
  for (const name of names) {
    if (!snapshot.typeNamed(schema, name)) snapshot = snapshot.withType({ kind: 'other', schema, name });
  }
  return done(withSnapshot(world, snapshot));
}
