import { columnOf, type UserType, written } from '@refint/model';
import { type Applied, done, type Effect, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { dropColumn } from './drop-column.ts';
import { withLabelRenamed } from './enum-labels.ts';
import {
  dependents,
  duplicateType,
  duplicateValue,
  invalidLabel,
  isFailure,
  noSuchValue,
  noType,
  shownName,
  wrongKind,
} from './failures.ts';
import { cutName } from './names.ts';
import { withEnumChanged, withEnumMade } from './new-enums.ts';
import { isTypeName, resolvedType, userTypeNamed } from './type-names.ts';
import { isUnsure, schemaFor, type World, withSnapshot } from './world.ts';

type DropThing = ChangeOf<'drop', 'table'>;
type AddThing = ChangeOf<'add', 'type'>;
type Enum = Extract<UserType, { readonly kind: 'enum' }>;

export function createEnum(world: World, change: ChangeOf<'add', 'enum'>): Applied {
  const values = change.values.map(({ name }) => name);
  const { name, span } = change.name;
  const origin = written(change.source, span);
  const applied = created(world, change.name, (schema) => ({ kind: 'enum', schema, name, values, origin }));
  const type = applied.kind === 'done' ? userTypeNamed(applied.world, change.name) : undefined;
  return applied.kind === 'done' && type ? done(withEnumMade(applied.world, type)) : applied;
}

export function createDomain(world: World, change: ChangeOf<'add', 'domain'>): Applied {
  const base = resolvedType(world, change.base);
  if (isFailure(base)) return failed(base);
  const { notNull } = change;
  return created(world, change.name, (schema) => ({
    kind: 'domain',
    schema,
    name: change.name.name,
    base,
    notNull,
    checked: change.checked,
  }));
}

/** ALTER DOMAIN … SET or DROP NOT NULL. Whether rows hold NULLs is not known, and a migration that ran says that they did not. */
export function alterDomain(world: World, { name, notNull }: ChangeOf<'alter', 'domain'>): Applied {
  const type = userTypeNamed(world, name);
  if (!type) return isUnsure(world) || world.looseTypes ? done(world) : failed(noType(name));
  if (type.kind !== 'domain') return failed(wrongKind(name.name, 'a domain'));
  return done(withSnapshot(world, world.snapshot.withType({ ...type, notNull })));
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
  if (isTypeName(world.snapshot, schema, name.name)) {
    return failed(duplicateType(name.name));
  }
  const type = make(schema);
  const long = type.kind === 'enum' ? type.values.find(isTooLong) : undefined;
  return long === undefined ? done(withSnapshot(world, world.snapshot.withType(type))) : failed(invalidLabel(long));
}

/** Other names are cut, and these are refused (src/backend/catalog/pg_enum.c). */
const isTooLong = (label: string): boolean => cutName(label) !== label;

export function addEnumValue(world: World, change: ChangeOf<'add', 'enum-value'>): Applied {
  const type = userTypeNamed(world, change.type);
  if (type?.kind !== 'enum') return isUnsure(world) ? done(world) : failed(noType(change.type));
  const value = change.value.name;
  if (isTooLong(value)) return failed(invalidLabel(value));
  if (type.values.includes(value)) {
    return change.ifNotExists ? unchanged(`${type.name} already has ${value}`) : failed(duplicateValue(value));
  }
  const { beside } = change;
  const at = beside ? type.values.indexOf(beside.value) : type.values.length;
  if (beside && at < 0) return failed(noSuchValue(beside.value));
  const place = beside?.side === 'after' ? at + 1 : at;
  const values = [...type.values.slice(0, place), value, ...type.values.slice(place)];
  return done(withEnumValues(world, type, values, [value]));
}

export function renameEnumValue(world: World, change: ChangeOf<'rename', 'enum-value'>): Applied {
  const type = userTypeNamed(world, change.type);
  if (type?.kind !== 'enum') return isUnsure(world) ? done(world) : failed(noType(change.type));
  if (isTooLong(change.to.name)) return failed(invalidLabel(change.to.name));
  if (!type.values.includes(change.name.name)) return failed(noSuchValue(change.name.name));
  if (type.values.includes(change.to.name)) return failed(duplicateValue(change.to.name));
  const values = type.values.map((value) => (value === change.name.name ? change.to.name : value));
  // A value that was there before may be used under its new name; of one that was not, nobody says what it is called.
  const changed = world.snapshot.withType({ ...type, values });
  return done(withSnapshot(world, withLabelRenamed(changed, type, change.name.name, change.to.name)));
}

function withEnumValues(world: World, type: Enum, values: readonly string[], added: readonly string[]): World {
  const changed = { ...type, values };
  return withEnumChanged(withSnapshot(world, world.snapshot.withType(changed)), type, changed, added);
}

/** DROP TYPE or DOMAIN. Columns of that type stand in the way; CASCADE drops them. */
export function dropType(world: World, change: DropThing): Applied {
  const type = userTypeNamed(world, change.name);
  if (!type) {
    if (change.ifExists) return unchanged(`there is no type ${change.name.name}`);
    return isUnsure(world) || world.looseTypes ? done(world) : failed(noType(change.name));
  }
  if (!change.cascade) {
    const using = world.snapshot.tablesWithType(type.schema, type.name).map((table) => `a column of table ${table.id}`);
    const over = world.snapshot.domainsOver(type.schema, type.name).map(({ name }) => `type ${name}`);
    const all = [...using, ...over];
    if (all.length > 0) return failed(dependents(`type ${shownName(type.name)}`, all.join(', ')));
  }
  return withoutType(world, type, change);
}

/** The world without a type, the domains over it and the columns that have it. */
export function withoutType(world: World, type: UserType, { source, span }: DropThing): Applied {
  let now = world;
  const effects: Effect[] = [];
  const take = (applied: Applied | undefined): void => {
    if (applied?.kind !== 'done') return;
    now = applied.world;
    effects.push(...applied.effects);
  };
  for (const domain of world.snapshot.domainsOver(type.schema, type.name))
    take(withoutType(now, domain, { source, span } as DropThing));
  const columns = world.snapshot
    .tablesWithType(type.schema, type.name)
    .flatMap((table) => table.columns.map((column) => ({ table, column })))
    .filter(({ column }) => column.type?.name === type.name && column.type.schema === type.schema);
  // A column that tables above have too can go after it went there, so that there may be several rounds.
  for (let before: World | undefined; before !== now; ) {
    before = now;
    for (const { table, column } of columns) {
      const left = now.snapshot.table(table.id);
      if (!left || !columnOf(left, column.name)) continue;
      const name = { name: column.name, span };
      const of = { schema: table.schema, name: table.name, span };
      const how = { kind: 'drop', entity: 'column', ifExists: true, cascade: true } as const;
      take(dropColumn(now, left, { ...how, table: of, name, source, span }));
    }
  }
  return done(withSnapshot(now, now.snapshot.withoutType(type.schema, type.name)), effects);
}
