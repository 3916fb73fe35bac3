import {
  type Column,
  columnOf,
  type Failure,
  type ForeignKey,
  type Index,
  type Origin,
  type Table,
} from '@refint/model';
import { foreignKeysOn, shownForeignKeys } from './dependents.ts';
import { dependents, inheritedElsewhere, isFailure, notValidBelow } from './failures.ts';
import { comesElsewhere, descendants, downwards, tablesBelow } from './heirs.ts';
import { partsOf, withIndexBelow, withoutServing } from './partitions.ts';
import { type World, withSnapshot } from './world.ts';

/**
 * Another type makes anew what there is over a column: indexes, checks and foreign keys. They come back as they are
 * written by then, and those above bring theirs to the tables below (ATPostAlterTypeCleanup).
 */
export function withRemade(world: World, table: Table, column: string, origin: Origin): World | Failure {
  let now = withKeysRemade(world, table, column);
  if (table.checks.some(({ columns }) => columns.includes(column))) {
    const checked = withChecksRemade(now, table, column);
    if (isFailure(checked)) return checked;
    now = checked;
  }
  for (const { id } of [table, ...tablesBelow(now.snapshot, table)]) now = withIndexesRemade(now, id, column, origin);
  return now;
}

/** What in the tables below keeps a column of a table from getting another type. */
export function heldBelow({ snapshot }: World, table: Table, { name }: Column): Failure | undefined {
  const held = descendants(snapshot, table).find(({ heir, parents }) => {
    const column = columnOf(heir, name);
    return column !== undefined && comesElsewhere(column, parents);
  });
  return held && inheritedElsewhere(held.heir, name);
}

/** Foreign keys that rest on a partition's part of an index: it goes before PostgreSQL comes to them. */
export function heldByParts(world: World, table: Table, column: string): Failure | undefined {
  if (table.form !== 'partitioned') return undefined;
  for (const { name } of table.indexes.filter((index) => isOver(index, column))) {
    const resting = partsOf(world, table, name).flatMap((part) => foreignKeysOn(world.snapshot, part.table, part.name));
    if (resting.length > 0) return dependents(`index ${name}`, shownForeignKeys(resting));
  }
  return undefined;
}

const isOver = ({ columns, include, mentions }: Index, column: string): boolean =>
  columns.includes(column) || include.includes(column) || mentions?.includes(column) === true;

/** A foreign key that comes back names the columns, so that it rests on the oldest index over them as any other does. */
function withKeysRemade(world: World, table: Table, column: string): World {
  const { snapshot } = world;
  const isRemade = (key: ForeignKey): boolean =>
    key.onPrimaryKey === true &&
    ((key.table === table.id && key.columns.includes(column)) ||
      (key.referencedTable === table.id && key.referencedColumns.includes(column)));
  const remade = [...table.foreignKeys, ...snapshot.foreignKeysTo(table.id)].filter(isRemade);
  let now = snapshot;
  for (const id of new Set(remade.map((key) => key.table))) {
    const owner = now.table(id);
    const foreignKeys = owner?.foreignKeys.map((key) => (isRemade(key) ? { ...key, onPrimaryKey: undefined } : key));
    if (owner && foreignKeys) now = now.withTable({ ...owner, foreignKeys });
  }
  return now === snapshot ? world : withSnapshot(world, now);
}

/** A check below is made anew by the one above, and is as validated as that; its own, if it has one, must agree. */
function withChecksRemade(world: World, table: Table, column: string): World | Failure {
  const over = new Map(table.checks.flatMap((check) => (check.columns.includes(column) ? [[check.name, check]] : [])));
  return downwards(world, table.id, (now, heir) => {
    const isRemade = ({ name, heritage, validated }: Table['checks'][number]): boolean =>
      heritage !== undefined && heritage.inherited > 0 && over.has(name) && over.get(name)?.validated !== validated;
    const other = heir.checks.filter(isRemade);
    if (other.length === 0) return now;
    const refused = other.find(({ heritage, validated }) => heritage?.local && validated);
    if (refused) return notValidBelow(heir, refused.name);
    const checks = heir.checks.map((check) =>
      other.includes(check) ? { ...check, validated: !check.validated } : check,
    );
    return withSnapshot(now, now.snapshot.withTable({ ...heir, checks }));
  });
}

/** Indexes are called as their columns are now, and so are their parts in partitions, which go with them. */
function withIndexesRemade(world: World, id: Table['id'], column: string, origin: Origin): World {
  const table = world.snapshot.table(id);
  if (!table?.indexes.some((index) => isOver(index, column))) return world;
  const indexes = table.indexes.map((index) => (isOver(index, column) ? { ...index, partNames: undefined } : index));
  let now = withSnapshot(world, world.snapshot.withTable({ ...table, indexes }));
  if (table.form !== 'partitioned') return now;
  const remade = indexes.filter((index) => isOver(index, column));
  for (const part of remade.flatMap(({ name }) => partsOf(now, table, name))) {
    const heir = now.snapshot.table(part.table.id);
    if (heir) now = withSnapshot(now, now.snapshot.withTable(withoutServing(heir, part.name)));
  }
  for (const index of remade) {
    const next = withIndexBelow(now, id, index, origin, 'remade');
    if (!isFailure(next)) now = next;
  }
  return now;
}
