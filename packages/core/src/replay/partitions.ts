import {
  columnOf,
  type Failure,
  type ForeignKey,
  type Index,
  type Key,
  type Origin,
  sameMembers,
  sameNames,
  type Table,
  type TableId,
} from '@refint/model';
import type { Effect } from './applied.ts';
import { isFailure, secondPrimaryKey } from './failures.ts';
import { joinedColumns, keyName, partName, partNames, relationName } from './names.ts';
import { hasConstraint } from './table-parts.ts';
import { type World, withSnapshot } from './world.ts';

/**
 * Indexes, keys and foreign keys of a partitioned table, in its partitions: a part that is there already is taken,
 * otherwise one is made (PostgreSQL, CREATE TABLE, PARTITION OF; DefineIndex, CloneForeignKeyConstraints).
 */

export interface Below {
  readonly world: World;
  readonly effects: readonly Effect[];
}

/** Why partitions get their parts of an index. */
type Why = 'made' | 'attached' | 'remade';

/** The world in which every partition of a table has its part of an index. */
export function withIndexBelow(
  world: World,
  above: TableId,
  index: Index,
  origin: Origin,
  why: Why = 'made',
): World | Failure {
  let now = world;
  for (const { id } of world.snapshot.heirsOf(above)) {
    const next = withPartOfIndex(now, id, index, origin, why);
    if (isFailure(next)) return next;
    now = next;
  }
  return now;
}

/**
 * The world in which one partition, and all that are below it, has its part of an index. To one behind a constraint any
 * other belongs that is behind one (DefineIndex); in a table that is `attached` it has to be of the same kind
 * (AttachPartitionEnsureIndexes). When an index is `remade` for another type, what could be taken is gone for it too.
 */
export function withPartOfIndex(
  world: World,
  id: TableId,
  index: Index,
  origin: Origin,
  why: Why = 'made',
): World | Failure {
  const table = world.snapshot.table(id);
  if (!table) return world;
  const known =
    why === 'remade'
      ? undefined
      : table.indexes.find((own) => own.partOf === undefined && isSameIndex(own, index, why === 'attached'));
  if (known) {
    const indexes = table.indexes.map((own) => (own === known ? { ...own, partOf: index.name } : own));
    return withSnapshot(world, world.snapshot.withTable({ ...table, indexes }));
  }
  if (index.constraint === 'primary-key' && table.primaryKey) return secondPrimaryKey(table);
  const made: Index = {
    ...index,
    table: id,
    name: nameOfCopy(world, table, index),
    partOf: index.name,
    origin,
    origins: undefined,
  };
  const now = withSnapshot(world, world.snapshot.withTable(withServing(world, table, made, index)));
  return table.form === 'partitioned' ? withIndexBelow(now, id, made, origin, why) : now;
}

/** CompareIndexInfo: what an index is over, not in what order. */
const isSameIndex = (own: Index, above: Index, attached: boolean): boolean =>
  own.unique === above.unique &&
  own.method === above.method &&
  own.nullsNotDistinct === above.nullsNotDistinct &&
  (above.constraint === undefined || (attached ? own.constraint === above.constraint : own.constraint !== undefined)) &&
  sameMembers(own.columns, above.columns) &&
  sameMembers(own.include, above.include) &&
  own.predicate === above.predicate;

/** What the parts of an index are called in names that PostgreSQL chooses. */
export function partNamesOf({ columns, include, partNames: known }: Index, table: Table): readonly string[] {
  const parts = [...columns, ...include].map((text, at) => ({
    kind: at >= columns.length || columnOf(table, text) ? ('column' as const) : ('expression' as const),
    text,
  }));
  return known ?? partNames(parts);
}

/** A copied index is called as if nobody had named it. */
export function nameOfCopy({ snapshot }: World, table: Table, index: Index): string {
  const { constraint } = index;
  const { schema, name } = table;
  if (constraint === 'primary-key') return keyName(snapshot, schema, name, undefined, 'pkey');
  const columns = joinedColumns(partNamesOf(index, table));
  if (constraint === undefined) return relationName(snapshot, schema, name, columns, 'idx');
  return keyName(snapshot, schema, name, columns, constraint === 'unique' ? 'key' : 'excl');
}

/** The table with an index that was copied, and with the key that it serves. */
export function withServing(world: World, table: Table, index: Index, model: Index): Table {
  const indexes = [...table.indexes, index];
  const of = world.snapshot.table(model.table);
  const served =
    of && [...(of.primaryKey ? [of.primaryKey] : []), ...of.uniques].find(({ name }) => name === model.name);
  if (!served || index.constraint === undefined || index.constraint === 'exclude') return { ...table, indexes };
  const { name, origin } = index;
  const key: Key = { ...served, table: table.id, name, origin, origins: undefined };
  return key.kind === 'primary-key'
    ? { ...table, indexes, primaryKey: key }
    : { ...table, indexes, uniques: [...table.uniques, key] };
}

/** The table without an index and the key that it serves. */
export function withoutServing(table: Table, name: string): Table {
  const index = table.indexes.find((candidate) => candidate.name === name);
  return {
    ...table,
    indexes: table.indexes.filter((candidate) => candidate !== index),
    primaryKey: index?.constraint === 'primary-key' ? undefined : table.primaryKey,
    uniques: index?.constraint === 'unique' ? table.uniques.filter((key) => key.name !== name) : table.uniques,
  };
}

/** The world in which every partition of a table has its part of a foreign key. */
export function withForeignKeyBelow(world: World, above: TableId, key: ForeignKey, origin: Origin): Below {
  let now: Below = { world, effects: [] };
  for (const { id } of world.snapshot.heirsOf(above)) {
    const next = withPartOfForeignKey(now.world, id, key, origin);
    now = { world: next.world, effects: [...now.effects, ...next.effects] };
  }
  return now;
}

export function withPartOfForeignKey(world: World, id: TableId, key: ForeignKey, origin: Origin): Below {
  const table = world.snapshot.table(id);
  if (!table) return { world, effects: [] };
  const known = table.foreignKeys.find((own) => own.partOf === undefined && isSameForeignKey(own, key));
  if (known) {
    const foreignKeys = table.foreignKeys.map((own) =>
      own === known ? { ...own, partOf: key.name, behind: undefined } : own,
    );
    return { world: withSnapshot(world, world.snapshot.withTable({ ...table, foreignKeys })), effects: [] };
  }
  const name = hasConstraint(table, key.name) ? partName(world.snapshot, table.schema, key.name) : key.name;
  const made: ForeignKey = { ...key, table: id, name, partOf: key.name, behind: undefined, origin };
  const now = withSnapshot(world, world.snapshot.withTable({ ...table, foreignKeys: [...table.foreignKeys, made] }));
  const further =
    table.form === 'partitioned' ? withForeignKeyBelow(now, id, made, origin) : { world: now, effects: [] };
  return { world: further.world, effects: [{ what: 'added', foreignKey: made, origin }, ...further.effects] };
}

const isSameForeignKey = (own: ForeignKey, above: ForeignKey): boolean =>
  own.referencedTable === above.referencedTable &&
  sameMembers(own.columns, above.columns) &&
  sameMembers(own.referencedColumns, above.referencedColumns) &&
  own.onDelete === above.onDelete &&
  own.onUpdate === above.onUpdate &&
  own.match === above.match &&
  own.deferrable === above.deferrable &&
  own.initiallyDeferred === above.initiallyDeferred &&
  own.validated === above.validated &&
  sameNames(own.setColumns ?? [], above.setColumns ?? []);

/** The indexes of tables below that are parts of an index, and those that are parts of them. */
export function partsOf(world: World, above: Table, index: string): { readonly table: Table; readonly name: string }[] {
  if (above.form !== 'partitioned') return [];
  return world.snapshot
    .heirsOf(above.id)
    .flatMap((table) =>
      table.indexes
        .filter(({ partOf }) => partOf === index)
        .flatMap(({ name }) => [{ table, name }, ...partsOf(world, table, name)]),
    );
}
