import { type DataType, type Snapshot, type Table, type UserType, written } from '@refint/model';
import { type Applied, done, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import {
  duplicateConstraint,
  duplicateInSchema,
  duplicateRelation,
  duplicateSchema,
  duplicateType,
  noIndexToRename,
  noSchema,
  noTable,
  noType,
  ofOwner,
  wrongKind,
} from './failures.ts';
import { isRelationName } from './names.ts';
import { relocated } from './relocate.ts';
import { withPartRenamed } from './rename-parts.ts';
import { hasConstraint } from './table-parts.ts';
import { isTypeName, userTypeNamed } from './type-names.ts';
import { withHolderMoved } from './views.ts';
import { isUnsure, relationNamed, type World, withSnapshot } from './world.ts';

type RenameThing = ChangeOf<'rename', 'table'>;

/** ALTER TABLE, INDEX, VIEW or SEQUENCE … RENAME TO. PostgreSQL lets ALTER TABLE rename all of them. */
export function renameRelation(world: World, change: RenameThing): Applied {
  const found = relationNamed(world, change.name);
  const to = change.to.name;
  if (!found) {
    if (change.ifExists) return unchanged(`there is no ${change.entity} ${change.name.name}`);
    if (isUnsure(world)) return done(world);
    return failed(change.entity === 'index' ? noIndexToRename(change.name) : noTable(change.name));
  }
  const { schema } = found.kind === 'table' ? found.table : found.holder;
  if (isRelationName(world.snapshot, schema, to)) return failed(duplicateRelation(to));
  const isRow = found.kind === 'table' || found.holder.kind === 'view' || found.holder.kind === 'materialized-view';
  if (isRow && world.snapshot.typeNamed(schema, to)) return failed(duplicateType(to));
  const { snapshot } = world;
  const origin = written(change.source, change.to.span);
  if (found.kind === 'table') {
    const table: Table = { ...found.table, origins: { ...found.table.origins, name: origin } };
    return done(withSnapshot(world, relocated(snapshot.withTable(table), table, schema, to)));
  }
  const { holder } = found;
  if (holder.kind === 'index') {
    const table = holder.table === undefined ? undefined : snapshot.table(holder.table);
    if (!table) return done(world);
    // The constraint that an index serves is renamed with it.
    const serves = table.indexes.some(({ name, constraint }) => name === holder.name && constraint !== undefined);
    if (serves && hasConstraint(table, to)) return failed(duplicateConstraint(table, to));
    return done(withSnapshot(world, withPartRenamed(snapshot, table, holder.name, to, origin, 'index')));
  }
  return done(withSnapshot(world, withHolderMoved(snapshot, holder, schema, to)));
}

/** ALTER TYPE or DOMAIN … RENAME TO, which every column of that type follows. */
export function renameType(world: World, change: RenameThing): Applied {
  const type = userTypeNamed(world, change.name);
  if (!type) return isUnsure(world) || world.looseTypes ? done(world) : failed(noType(change.name));
  if (isTypeName(world.snapshot, type.schema, change.to.name)) return failed(duplicateType(change.to.name));
  return done(withSnapshot(world, withTypeMoved(world.snapshot, type, type.schema, change.to.name)));
}

/** The state in which a type has another name or lives in another schema. */
export function withTypeMoved(before: Snapshot, type: UserType, schema: string, name: string): Snapshot {
  const isIt = (used: DataType | undefined): used is DataType =>
    used?.schema === type.schema && used.name === type.name;
  let snapshot = before.withoutType(type.schema, type.name).withType({ ...type, schema, name });
  for (const domain of before.domainsOver(type.schema, type.name)) {
    snapshot = snapshot.withType({ ...domain, base: { ...domain.base, schema, name } });
  }
  for (const table of before.tablesWithType(type.schema, type.name)) {
    const columns = table.columns.map((column) =>
      isIt(column.type) ? { ...column, type: { ...column.type, schema, name } } : column,
    );
    snapshot = snapshot.withTable({ ...table, columns });
  }
  return snapshot;
}

/** ALTER SCHEMA … RENAME TO: the one change that has to look at every table. */
export function renameSchema(world: World, change: RenameThing): Applied {
  const from = change.name.name;
  const to = change.to.name;
  let { snapshot } = world;
  if (!snapshot.schemas.includes(from)) return isUnsure(world) ? done(world) : failed(noSchema(from));
  if (snapshot.schemas.includes(to)) return failed(duplicateSchema(to));
  snapshot = snapshot.withSchema(to);
  for (const type of snapshot.types.filter(({ schema }) => schema === from)) {
    snapshot = withTypeMoved(snapshot, type, to, type.name);
  }
  for (const id of snapshot.tables.filter(({ schema }) => schema === from).map((table) => table.id)) {
    const table = snapshot.table(id);
    if (table) snapshot = relocated(snapshot, table, to, table.name);
  }
  for (const { name } of snapshot.holders.filter(({ schema, kind }) => schema === from && kind !== 'index')) {
    const holder = snapshot.holderNamed(from, name);
    if (holder) snapshot = withHolderMoved(snapshot, holder, to, name);
  }
  return done(withSnapshot(world, snapshot.withoutSchema(from)));
}

/** ALTER … SET SCHEMA. The target must be there, and have nothing of that name. */
export function moveToSchema(world: World, change: ChangeOf<'alter', 'schema-of'>): Applied {
  const to = change.schema.name;
  const { name } = change.name;
  if (change.of === 'type') {
    const type = userTypeNamed(world, change.name);
    if (!type) return isUnsure(world) || world.looseTypes ? done(world) : failed(noType(change.name));
    if (!world.snapshot.schemas.includes(to)) return failed(noSchema(to));
    if (type.schema === to) return done(world);
    if (isTypeName(world.snapshot, to, name)) return failed(duplicateType(name));
    return done(withSnapshot(world, withTypeMoved(world.snapshot, type, to, name)));
  }
  const found = relationNamed(world, change.name);
  if (!found) {
    if (change.ifExists) return unchanged(`there is no ${change.of} ${name}`);
    return isUnsure(world) ? done(world) : failed(noTable(change.name));
  }
  const { snapshot } = world;
  if (!snapshot.schemas.includes(to)) return failed(noSchema(to));
  if (found.kind === 'table') {
    if (found.table.schema === to) return done(world);
    if (isRelationName(snapshot, to, name)) return failed(duplicateInSchema(name, to));
    if (snapshot.typeNamed(to, name)) return failed(duplicateType(name));
    // What belongs to the table goes along, and needs its name there as well.
    const along = [...found.table.indexes, ...snapshot.sequencesOf(found.table.id)];
    const taken = along.find((part) => isRelationName(snapshot, to, part.name));
    if (taken) return failed(duplicateInSchema(taken.name, to));
    return done(withSnapshot(world, relocated(snapshot, found.table, to, name)));
  }
  const { holder } = found;
  if (holder.kind === 'index') return failed(wrongKind(name, `a ${change.of}`));
  if (change.of !== 'table' && change.of !== holder.kind) return failed(wrongKind(name, `a ${change.of}`));
  if (holder.kind === 'sequence' && holder.table !== undefined) return failed(ofOwner());
  if (holder.schema === to) return done(world);
  if (isRelationName(snapshot, to, name)) return failed(duplicateInSchema(name, to));
  return done(withSnapshot(world, withHolderMoved(snapshot, holder, to, name)));
}
