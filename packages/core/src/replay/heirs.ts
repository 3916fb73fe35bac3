import {
  type Check,
  type Column,
  columnOf,
  type Failure,
  type Heritage,
  type Origin,
  type Snapshot,
  sameType,
  type Table,
  type TableId,
} from '@refint/model';
import { sameExpression } from './expression-text.ts';
import { duplicateConstraint, notInheritedBelow, notValidBelow, otherType } from './failures.ts';
import { hasConstraint } from './table-parts.ts';
import { type World, withSnapshot } from './world.ts';

/**
 * What tables have from the tables above them (PostgreSQL, "Inheritance" and "Table Partitioning"): columns, NOT NULL,
 * checks and defaults go down at once and are counted, so that what comes from two tables stays when one lets it go.
 */

/** Everything below a table: partitions and tables that inherit, and what is below these. */
export const tablesBelow = (snapshot: Snapshot, table: Table): readonly Table[] =>
  snapshot.heirsOf(table.id).flatMap((heir) => [heir, ...tablesBelow(snapshot, heir)]);

/** A table below others, and how many of the tables that it has its parts from are that one or below it. */
export interface Descendant {
  readonly heir: Table;
  readonly parents: number;
}

/** Everything below a table once, in the order in which PostgreSQL goes through it (find_all_inheritors). */
export function descendants(snapshot: Snapshot, table: Table): readonly Descendant[] {
  const parents = new Map<Table, number>();
  const below: Table[] = [];
  const add = (above: Table): void => {
    for (const heir of snapshot.heirsOf(above.id)) {
      if (!parents.has(heir)) below.push(heir);
      parents.set(heir, (parents.get(heir) ?? 0) + 1);
    }
  };
  add(table);
  for (const heir of below) add(heir);
  return below.map((heir) => ({ heir, parents: parents.get(heir) ?? 0 }));
}

/** Whether a part comes from other tables than these too, which keep it from being changed. */
export const comesElsewhere = (part: { readonly heritage?: Heritage | undefined }, parents: number): boolean =>
  (part.heritage?.inherited ?? 0) > parents;

/** How a part that one more table above has is held afterwards. */
export const inheritedBy = (heritage: Heritage | undefined): Heritage =>
  heritage ? { ...heritage, inherited: heritage.inherited + 1 } : { inherited: 1, local: true };

/** What comes from above alone. */
export const fromAbove: Heritage = { inherited: 1, local: false };

export const isInherited = ({ heritage }: { readonly heritage?: Heritage | undefined }): boolean =>
  heritage !== undefined && heritage.inherited > 0;

/** How a part is held after one table above let it go; nothing when it goes too. */
export function letGo(heritage: Heritage | undefined): Heritage | undefined {
  if (!heritage || heritage.inherited === 0) return { inherited: 0, local: true };
  if (heritage.inherited === 1 && !heritage.local) return undefined;
  return { ...heritage, inherited: heritage.inherited - 1 };
}

/** What a change does to a table, done to all tables below it too, the nearest first. */
export function downwards(
  world: World,
  id: TableId,
  change: (world: World, heir: Table) => World | Failure,
): World | Failure {
  let now = world;
  for (const { id: below } of world.snapshot.heirsOf(id)) {
    const heir = now.snapshot.table(below);
    if (!heir) continue;
    const changed = change(now, heir);
    if ('code' in changed) return changed;
    const further = downwards(changed, below, change);
    if ('code' in further) return further;
    now = further;
  }
  return now;
}

/** The world in which the tables below have a new column too, merged with one that they have already. */
export function withColumnBelow(world: World, table: Table, column: Column): World | Failure {
  let now = world;
  for (const { id } of world.snapshot.heirsOf(table.id)) {
    const heir = now.snapshot.table(id);
    if (!heir) continue;
    const known = columnOf(heir, column.name);
    if (known?.type && column.type && !sameType(known.type, column.type)) return otherType(heir, column.name);
    const made: Column = known
      ? { ...known, heritage: inheritedBy(known.heritage), ...requiredAlso(known, column) }
      : columnBelow(column, heir);
    const columns = known ? heir.columns.map((other) => (other === known ? made : other)) : [...heir.columns, made];
    const next = { ...heir, columns };
    now = withSnapshot(now, now.snapshot.withTable(next));
    // A column that was there already is there in all tables below, too.
    const further = known ? now : withColumnBelow(now, next, made);
    if ('code' in further) return further;
    now = further;
  }
  return now;
}

/** A column as a table below has it: with the default, but with no identity of its own. */
export const columnBelow = (column: Column, heir: Table, origin: Origin = column.origin): Column => ({
  ...column,
  table: heir.id,
  identity: heir.isPartition ? column.identity : undefined,
  heritage: fromAbove,
  requirement: column.nullable ? undefined : fromAbove,
  origin,
});

export const requiredAlso = (known: Column, above: Column): Pick<Column, 'nullable' | 'requirement'> =>
  above.nullable
    ? { nullable: known.nullable, requirement: known.requirement }
    : { nullable: false, requirement: known.nullable ? fromAbove : inheritedBy(known.requirement) };

/** The world in which the tables below have a check too. One of that name must be the same, and is below it already. */
export function withCheckBelow(world: World, table: Table, check: Check): World | Failure {
  let now = world;
  for (const { id } of world.snapshot.heirsOf(table.id)) {
    const heir = now.snapshot.table(id);
    if (!heir) continue;
    const known = heir.checks.find(({ name }) => name === check.name);
    // Only a check that says the same is merged; any other constraint, of whichever kind, has the name for itself
    // (MergeWithExistingConstraint).
    if (known ? !sameExpression(known.expression, check.expression) : hasConstraint(heir, check.name)) {
      return duplicateConstraint(heir, check.name);
    }
    if (known?.noInherit) return notInheritedBelow(heir, check.name);
    if (known && check.validated && !known.validated) return notValidBelow(heir, check.name);
    const made: Check = known
      ? { ...known, heritage: inheritedBy(known.heritage) }
      : { ...check, table: heir.id, heritage: fromAbove };
    const checks = known ? heir.checks.map((other) => (other === known ? made : other)) : [...heir.checks, made];
    now = withSnapshot(now, now.snapshot.withTable({ ...heir, checks }));
    const further = known ? now : withCheckBelow(now, heir, made);
    if ('code' in further) return further;
    now = further;
  }
  return now;
}

/** The world in which the tables below hold a check as after it was dropped above. */
export const withoutCheckBelow = (world: World, table: Table, name: string): World => {
  let now = world;
  for (const { id } of world.snapshot.heirsOf(table.id)) {
    const heir = now.snapshot.table(id);
    const check = heir?.checks.find((known) => known.name === name);
    if (!heir || !check) continue;
    const heritage = letGo(check.heritage);
    const checks = heir.checks.flatMap((known) => (known !== check ? known : heritage ? { ...known, heritage } : []));
    now = withSnapshot(now, now.snapshot.withTable({ ...heir, checks }));
    if (!heritage) now = withoutCheckBelow(now, heir, name);
  }
  return now;
};
