import {
  type Column,
  columnOf,
  type Failure,
  type ForeignKey,
  foreignKeyTypes,
  type Heritage,
  type Origin,
  type Snapshot,
  type Table,
  written,
} from '@refint/model';
import { type Applied, done, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { columnFrom, defaultOf, sequenceFor, withColumn } from './columns.ts';
import { withConstraint } from './constraints.ts';
import { inOrder } from './create-table.ts';
import { foreignKeysOn, shownForeignKeys } from './dependents.ts';
import {
  dependents,
  duplicateColumn,
  identityBelow,
  inheritedPart,
  inPartitionKey,
  inPrimaryKey,
  isAPartition,
  isFailure,
  isIdentity,
  isIdentityBelow,
  mostColumns,
  noColumn,
  notGenerated,
  readByView,
  requiredAbove,
  tooManyColumns,
  typesRefused,
  usedByGenerated,
} from './failures.ts';
import { fromAbove, inheritedBy, isInherited, letGo, tablesBelow, withColumnBelow } from './heirs.ts';
import { heldBelow, heldByParts, withRemade } from './remade.ts';
import { resolvedType } from './type-names.ts';
import { defaultFailure } from './values.ts';
import { standing, viewsOver } from './views.ts';
import { isUnsure, type World, withSnapshot } from './world.ts';

type AddColumn = ChangeOf<'add', 'column'>;
type AlterColumn = ChangeOf<'alter', 'column'>;

export function addColumn(world: World, table: Table, change: AddColumn): Applied {
  const { column: definition, source } = change;
  if (table.isPartition) return failed(isAPartition());
  if (columnOf(table, definition.name.name)) {
    if (change.ifNotExists) return unchanged(`${table.name} already has a column ${definition.name.name}`);
    return failed(duplicateColumn(table.name, definition.name.name));
  }
  if (definition.identity && table.form !== 'partitioned' && world.snapshot.heirsOf(table.id).length > 0) {
    return failed(identityBelow());
  }
  if (table.columns.length >= mostColumns) return failed(tooManyColumns());
  const made = columnFrom(world, table, definition, source);
  if (isFailure(made)) return failed(made);
  let { snapshot } = world;
  if (made.sequence) snapshot = snapshot.withHolder(made.sequence);
  const next = { ...table, columns: [...table.columns, made.column] };
  const below = withColumnBelow(withSnapshot(world, snapshot.withTable(next)), next, made.column);
  if (isFailure(below)) return failed(below);
  let now = below;
  const effects = [];
  for (const constraint of inOrder(definition.constraints)) {
    const next = withConstraint(now, table.id, constraint, source);
    if (isFailure(next)) return failed(next, constraint.kind === 'foreign-key' ? constraint : undefined);
    now = next.world;
    effects.push(...next.effects);
  }
  return done(now, effects);
}

export function alterColumn(world: World, table: Table, change: AlterColumn): Applied {
  const column = columnOf(table, change.column.name);
  if (!column) return table.doubt ? done(world) : failed(noColumn(table, change.column.name));
  const { to } = change.alteration;
  if (to === 'type' || to === 'generated') {
    if (isInherited(column)) return failed(inheritedPart(`column "${column.name}"`, 'alter'));
    if (table.partitionKey?.includes(column.name)) return failed(inPartitionKey(table, column.name, 'alter'));
  }
  if (to === 'identity' && table.isPartition) return failed(inheritedPart(`column "${column.name}"`, 'alter'));
  if (to === 'not-null' && !change.alteration.value && !column.nullable) {
    if (column.identity) return failed(isIdentity(column.name));
    const isAsked = world.aside.version >= 18 && (column.requirement?.inherited ?? 0) > 0;
    if (isAsked) return failed(requiredAbove(column.name));
  }
  if (to === 'type') {
    const inTheWay = [table, ...tablesBelow(world.snapshot, table)].map((one) => typeHeldBy(world, one, column.name));
    const held =
      heldBelow(world, table, column) ?? inTheWay.find((failure) => failure) ?? heldByParts(world, table, column.name);
    if (held) return failed(held);
  }
  const own = withAltered(world, table, column, change);
  if (isFailure(own)) return failed(own);
  // NOT NULL that is there already is not asked for anew below.
  const isThere = to === 'not-null' && change.alteration.value && !column.nullable;
  const stays = change.only || isThere || (to === 'identity' && table.form !== 'partitioned');
  const all = stays ? own : alteredBelow(own, table, change);
  if (isFailure(all)) return failed(all);
  // Both ends of a foreign key may have changed, so its types are looked at when all is done.
  const refused = to === 'type' ? refusedBelow(all, table, column.name) : undefined;
  if (refused) return failed(refused);
  if (to !== 'type') return done(all);
  const remade = withRemade(all, table, column.name, written(change.source, change.span));
  return isFailure(remade) ? failed(remade) : done(remade);
}

function refusedBelow(world: World, table: Table, column: string): Failure | undefined {
  for (const { id } of [table, ...tablesBelow(world.snapshot, table)]) {
    const now = world.snapshot.table(id);
    const refused = now && refusedKey(world, now, column);
    if (refused) return refused;
  }
  return undefined;
}

function withAltered(world: World, table: Table, column: Column, change: AlterColumn): World | Failure {
  const altered = alteredColumn(world, table, column, change);
  if (isFailure(altered)) return altered;
  return withSnapshot(world, altered.snapshot.withTable(withColumn(table, altered.column)));
}

/** Types, defaults, expressions and NOT NULL go down to partitions and to tables that inherit. */
function alteredBelow(world: World, above: Table, change: AlterColumn): World | Failure {
  let now = world;
  for (const { id } of world.snapshot.heirsOf(above.id)) {
    const heir = now.snapshot.table(id);
    const column = heir && columnOf(heir, change.column.name);
    if (!heir || !column) continue;
    const { alteration } = change;
    if (alteration.to === 'not-null') {
      const requirement = alteration.value ? requiredBelow(column) : released(column);
      if (!requirement && heir.primaryKey?.columns.includes(column.name)) return inPrimaryKey(column.name);
      if (!requirement && column.identity) return isIdentityBelow(heir, column.name);
      const made = { ...column, nullable: requirement === undefined, requirement };
      now = withSnapshot(now, now.snapshot.withTable(withColumn(heir, made)));
      // What was there before is not asked for anew further down, and what stays for another reason stays there too.
      if (alteration.value !== column.nullable) continue;
    } else {
      const next = withAltered(now, heir, column, change);
      if (isFailure(next)) return next;
      now = next;
    }
    const further = alteredBelow(now, heir, change);
    if (isFailure(further)) return further;
    now = further;
  }
  return now;
}

const requiredBelow = (column: Column): Heritage => (column.nullable ? fromAbove : inheritedBy(column.requirement));

/** NOT NULL after a table above let it go: it stays where it is the table's own. */
const released = (column: Column): Heritage | undefined => (column.nullable ? undefined : letGo(column.requirement));

function alteredColumn(
  world: World,
  table: Table,
  column: Column,
  { alteration, source, span }: AlterColumn,
): { readonly column: Column; readonly snapshot: Snapshot } | Failure {
  const { snapshot } = world;
  const origin = written(source, span);
  const stated = (fact: string, at: Origin): Column['origins'] => ({ ...column.origins, [fact]: at });
  switch (alteration.to) {
    case 'type': {
      const type = resolvedType(world, alteration.type);
      if (isFailure(type)) return type;
      const said = column.default;
      const value = said && said.saidOf === undefined ? { ...said, saidOf: column.type } : said;
      const origins = stated('type', written(source, alteration.type.span));
      return { column: { ...column, type, default: value, origins }, snapshot };
    }
    case 'not-null':
      if (!alteration.value && table.primaryKey?.columns.includes(column.name)) return inPrimaryKey(column.name);
      return {
        column: {
          ...column,
          nullable: !alteration.value,
          // Said here too, it stays when the tables above let it go.
          requirement: column.requirement && { ...column.requirement, local: alteration.value },
          origins: stated('nullable', origin),
        },
        snapshot,
      };
    case 'default': {
      const { value } = alteration;
      const refused = isUnsure(world) ? undefined : defaultFailure(world, column.name, column.type, value);
      if (refused) return refused;
      return {
        column: { ...column, default: defaultOf(world, alteration.value), origins: stated('default', origin) },
        snapshot,
      };
    }
    case 'generated':
      if (alteration.value !== undefined && column.generated === undefined) return notGenerated(table, column.name);
      return { column: { ...column, generated: alteration.value, generatedFrom: alteration.from }, snapshot };
    case 'identity':
      return withIdentity(snapshot, world, table, column, alteration.value);
  }
}

function withIdentity(
  snapshot: Snapshot,
  world: World,
  table: Table,
  column: Column,
  identity: Column['identity'],
): { readonly column: Column; readonly snapshot: Snapshot } {
  // A partition asks the sequence of its table.
  if (table.isPartition) return { column: { ...column, identity }, snapshot };
  if (identity && !column.identity) {
    const sequence = sequenceFor(world, table, column.name, true);
    return { column: { ...column, identity }, snapshot: snapshot.withHolder(sequence) };
  }
  if (identity || !column.identity) return { column: { ...column, identity }, snapshot };
  const own = snapshot.sequencesOf(table.id).find((one) => one.column === column.name && one.isIdentity);
  const left = own ? snapshot.withoutHolder(own.schema, own.name) : snapshot;
  return { column: { ...column, identity: undefined }, snapshot: left };
}

/** What keeps a column of a table from getting another type. */
function typeHeldBy(world: World, table: Table, column: string): Failure | undefined {
  if (standing(world, viewsOver(world.snapshot, table.id, column)).length > 0) return readByView();
  const resting = restingOnIncluded(world, table, column);
  if (resting.length > 0) return dependents(`an index over ${column}`, shownForeignKeys(resting));
  return table.columns.some(({ generatedFrom }) => generatedFrom?.includes(column)) ? usedByGenerated() : undefined;
}

/**
 * Foreign keys that rest on an index which only includes the column: it is made anew, and PostgreSQL forgets about them.
 * Those that are over the column themselves, on either side, are made anew with it (RememberConstraintForRebuilding).
 */
const restingOnIncluded = ({ snapshot }: World, table: Table, column: string): readonly ForeignKey[] =>
  table.indexes
    .filter(({ include }) => include.includes(column))
    .flatMap(({ name }) => foreignKeysOn(snapshot, table, name))
    .filter((key) => !key.referencedColumns.includes(column))
    .filter((key) => key.table !== table.id || !key.columns.includes(column));

/** A column's new type must still fit the foreign keys that it is part of, on either side. */
function refusedKey(world: World, table: Table, column: string): Failure | undefined {
  if (isUnsure(world)) return undefined;
  const { snapshot } = world;
  const around = [...table.foreignKeys, ...snapshot.foreignKeysTo(table.id).filter((key) => key.table !== table.id)];
  for (const key of around) {
    const from = key.table === table.id ? table : snapshot.table(key.table);
    const to = key.referencedTable === table.id ? table : snapshot.table(key.referencedTable);
    for (const [at, name] of key.columns.entries()) {
      const target = key.referencedColumns[at] ?? '';
      if (!((from === table && name === column) || (to === table && target === column))) continue;
      const referencing = from && columnOf(from, name)?.type;
      const referenced = to && columnOf(to, target)?.type;
      const verdict = referencing && referenced && foreignKeyTypes(referenced, referencing, snapshot);
      if (verdict?.kind === 'refused') return typesRefused(key.name, verdict.because);
    }
  }
  return undefined;
}
