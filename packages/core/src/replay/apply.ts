import {
  bareTable,
  type Change,
  type Holder,
  type QualifiedName,
  type Table,
  type TableId,
  tableId,
  written,
} from '@refint/model';
import { addColumn, alterColumn } from './alter-column.ts';
import { alterConstraint } from './alter-table.ts';
import { type Applied, done, failed, unchanged } from './applied.ts';
import { alterPartition } from './attach-partition.ts';
import { withConstraint } from './constraints.ts';
import { createTable } from './create-table.ts';
import { dropColumn } from './drop-column.ts';
import { dropConstraint, dropIndex } from './drop-constraint.ts';
import { dropTable } from './drop-table.ts';
import { createExtension, dropExtension } from './extensions.ts';
import { duplicateRelation, type Failure, isFailure, noSchema, noTable, wrongKind } from './failures.ts';
import { defaultIndexName, withIndexFrom } from './indexes.ts';
import { alterInheritance } from './inheritance.ts';
import { isRelationName } from './names.ts';
import { eachNeed } from './needs.ts';
import { createPolicy, dropPolicy } from './policies.ts';
import { moveToSchema, renameRelation, renameSchema, renameType } from './rename.ts';
import { renameColumn, renameConstraint } from './rename-parts.ts';
import { createRoutine, dropRoutine, withRoutine } from './routines.ts';
import { setSearchPath } from './session.ts';
import { keyOf } from './survey.ts';
import { createHolder, createSchema, dropHolder, dropSchema, ownSequence } from './things.ts';
import { createTrigger, dropTrigger, renameTrigger } from './triggers.ts';
import {
  addEnumValue,
  alterDomain,
  createDomain,
  createEnum,
  createOtherType,
  dropType,
  renameEnumValue,
} from './types.ts';
import { likelySchema, relationNamed, type World, withAside, withSnapshot } from './world.ts';

/** Tables that the statement drops together. */
export type Together = ReadonlySet<TableId>;

/** What a change does to the world, as PostgreSQL would do it at this moment. */
export function apply(before: World, change: Change, together: Together): Applied {
  const world = withBase(before, change);
  const applied = applyAny(world, change, together);
  if (applied.kind === 'failed') return { ...applied, failure: inSchema(world, applied.failure) };
  const isTaking = change.kind === 'drop' && change.cascade && mayTakeViews.has(change.entity);
  return isTaking && applied.kind === 'done' ? { ...applied, world: withLooseViews(applied.world) } : applied;
}

/** What a view can depend on besides tables and other views, which are always known. */
const mayTakeViews = new Set(['column', 'constraint', 'index', 'type', 'function', 'extension', 'schema']);

/** Views that are known in part may be gone. */
const withLooseViews = (world: World): World =>
  world.aside.isLoose ? world : withAside(world, { ...world.aside, isLoose: true });

/** What is looked for in a schema that is not there fails because of the schema. */
function inSchema({ snapshot }: World, failure: Failure): Failure {
  const schema = /^([^.]+)\../.exec(failure.missing?.name ?? '')?.[1];
  const isIn =
    failure.missing?.kind === 'table' || failure.missing?.kind === 'type' || failure.missing?.kind === 'index';
  if (!isIn || schema === undefined || snapshot.schemas.includes(schema)) return failure;
  return { ...noSchema(schema), missing: failure.missing };
}

function applyAny(world: World, change: Change, together: Together): Applied {
  switch (change.kind) {
    case 'add':
      return applyAdd(world, change);
    case 'drop':
      return applyDrop(world, change, together);
    case 'alter':
      return applyAlter(world, change);
    case 'rename':
      return applyRename(world, change);
    case 'opaque':
      return done(withDoubt(world, change));
    case 'run':
      return done(world);
  }
}

function applyAdd(world: World, change: Extract<Change, { readonly kind: 'add' }>): Applied {
  switch (change.entity) {
    case 'table':
      return createTable(world, change);
    case 'column':
      return onTable(world, change.table, change, (table) => addColumn(world, table, change));
    case 'constraint':
      return onTable(world, change.table, change, (table) => {
        const { constraint, source } = change;
        const next = withConstraint(world, table.id, constraint, source, change.only);
        if (isFailure(next)) return failed(next, constraint.kind === 'foreign-key' ? constraint : undefined);
        return done(next.world, next.effects);
      });
    case 'index':
      return addIndex(world, change);
    case 'enum':
      return createEnum(world, change);
    case 'domain':
      return createDomain(world, change);
    case 'enum-value':
      return addEnumValue(world, change);
    case 'schema':
      return createSchema(world, change);
    case 'type':
      return createOtherType(world, change);
    case 'extension':
      return createExtension(world, change);
    case 'function':
      return createRoutine(world, change);
    case 'trigger':
      return change.table
        ? onTable(world, change.table, change, (table) => createTrigger(world, table, change))
        : done(world);
    case 'view':
    case 'materialized-view':
    case 'sequence':
      return createHolder(world, change, change.entity);
    case 'policy':
      return createPolicy(world, change);
  }
}

function addIndex(
  world: World,
  change: Extract<Change, { readonly entity: 'index'; readonly index: unknown }>,
): Applied {
  const { index } = change;
  const found = relationNamed(world, index.table);
  // An index of a materialized view takes a name and changes no table.
  if (found?.kind === 'other' && found.holder.kind === 'materialized-view') {
    const { schema } = found.holder;
    const name = index.name?.name ?? defaultIndexName(world, found.holder, index);
    if (isRelationName(world.snapshot, schema, name)) {
      return change.ifNotExists ? unchanged(`${name} is already there`) : failed(duplicateRelation(name));
    }
    const holder = { kind: 'index', schema, name, table: tableId(schema, found.holder.name) } as const;
    return done(withSnapshot(world, world.snapshot.withHolder(holder)));
  }
  return onTable(world, index.table, change, (table) => {
    const next = withIndexFrom(world, table, index, change.source, change.span, change.only);
    if (!isFailure(next)) return done(next);
    // Its columns are looked for even when it is there already.
    const isThere = next.code === '42P07' && change.ifNotExists;
    return isThere ? unchanged(`${index.name?.name} is already there`) : failed(next);
  });
}

function applyDrop(world: World, change: Extract<Change, { readonly kind: 'drop' }>, together: Together): Applied {
  switch (change.entity) {
    case 'table':
      return dropTable(world, change, together);
    case 'index':
      return dropIndex(world, change);
    case 'column':
      return onTable(world, change.table, change, (table) => dropColumn(world, table, change));
    case 'constraint':
      return onTable(world, change.table, change, (table) => dropConstraint(world, table, change));
    case 'type':
      return dropType(world, change);
    case 'schema':
      return dropSchema(world, change);
    case 'function':
      return dropRoutine(world, change);
    case 'extension':
      return dropExtension(world, change);
    case 'trigger':
      return change.table
        ? onTable(world, change.table, change, (table) => dropTrigger(world, table, change))
        : done(world);
    case 'view':
    case 'materialized-view':
    case 'sequence':
      return dropHolder(world, change);
    case 'policy':
      return dropPolicy(world, change);
  }
}

function applyAlter(world: World, change: Extract<Change, { readonly kind: 'alter' }>): Applied {
  switch (change.entity) {
    case 'column':
      return onTable(world, change.table, change, (table) => alterColumn(world, table, change));
    case 'constraint':
      return onTable(world, change.table, change, (table) => alterConstraint(world, table, change));
    case 'schema-of':
      return moveToSchema(world, change);
    case 'owner-of-sequence':
      return ownSequence(world, change);
    case 'partition':
      return onTable(world, change.table, change, (table) => alterPartition(world, table, change));
    case 'inheritance':
      return onTable(world, change.table, change, (table) => alterInheritance(world, table, change));
    case 'domain':
      return alterDomain(world, change);
    case 'search-path':
      return setSearchPath(world, change);
  }
}

function applyRename(world: World, change: Extract<Change, { readonly kind: 'rename' }>): Applied {
  switch (change.entity) {
    case 'column':
      return onTable(world, change.table, change, (table) => renameColumn(world, table, change));
    case 'constraint':
      return onTable(world, change.table, change, (table) => renameConstraint(world, table, change));
    case 'enum-value':
      return renameEnumValue(world, change);
    case 'type':
      return renameType(world, change);
    case 'schema':
      return renameSchema(world, change);
    case 'trigger':
      return change.table
        ? onTable(world, change.table, change, (table) => renameTrigger(world, table, change))
        : done(world);
    case 'table':
    case 'index':
    case 'view':
    case 'materialized-view':
    case 'sequence':
      return renameRelation(world, change);
    case 'function':
      return done(withRoutine(world, change.to.name));
    default:
      return done(world);
  }
}

/** What a change does to the table that it names. Views may have columns renamed too; what is in them is not known. */
function onTable(world: World, name: QualifiedName, change: Change, then: (table: Table) => Applied): Applied {
  const found = relationNamed(world, name);
  if (found?.kind === 'table') return then(found.table);
  if (found && found.holder.kind !== 'index')
    return done(change.kind === 'rename' ? withoutText(world, found.holder) : world);
  if (found) return failed(wrongKind(name.name, 'a table'));
  const may =
    change.ifTableExists === true ||
    ('ifExists' in change && (change.kind === 'rename' || change.entity === 'trigger') && change.ifExists);
  return may ? unchanged(`there is no table ${name.name}`) : failed(noTable(name));
}

/** The world in which what a view was made of says nothing any more about the names of its columns. */
const withoutText = (world: World, holder: Holder): World =>
  withSnapshot(world, world.snapshot.withHolder({ ...holder, text: undefined, gives: undefined }));

/** The world with the tables that the change needs and that must have been there from the beginning. */
function withBase(before: World, change: Change): World {
  if (before.base.tables.size === 0) return before;
  let world = before;
  eachNeed(change, (table) => {
    const sign = world.base.tables.get(keyOf(table));
    if (!sign || relationNamed(world, table)) return;
    const doubt = { because: `no migration creates the table ${table.name}`, at: sign };
    const schema = likelySchema(world, table.schema);
    const stub: Table = { ...bareTable(schema, table.name, sign), doubt };
    world = withSnapshot(world, world.snapshot.withSchema(schema).withTable(stub));
  });
  return world;
}

/** SQL that is not understood makes the tables that it names doubtful, or everything when it names none. */
function withDoubt(world: World, change: Extract<Change, { readonly kind: 'opaque' }>): World {
  const doubt = { because: change.because, at: written(change.source, change.span) };
  if (change.touches.length === 0) return { ...world, doubt: world.doubt ?? doubt };
  let { snapshot } = world;
  for (const name of change.touches) {
    const found = relationNamed({ ...world, snapshot }, name);
    if (found?.kind === 'table' && !found.table.doubt) snapshot = snapshot.withTable({ ...found.table, doubt });
  }
  return withSnapshot(world, snapshot);
}
