import { formatType } from './data-type.ts';
import type { ForeignKey } from './foreign-key.ts';
import { type Grounded, placeOf } from './origin.ts';
import type { Snapshot } from './snapshot.ts';
import type { Source } from './source.ts';
import { type Column, columnOf, type Table } from './table.ts';

/** A migration that is not what it was at the commit since which migrations speak. Its origin is where that shows. */
export interface EditedMigration extends Grounded {
  readonly kind: 'edited-migration';
  /** Its name then. */
  readonly name: string;
  readonly was: Source;
  /** What it is now; nothing for one that is gone. */
  readonly now: { readonly name: string; readonly source: Source } | undefined;
}

/** What became of migrations that others may have applied already. */
export interface Edited {
  /** The commit, as it was named. */
  readonly since: string;
  readonly migrations: readonly EditedMigration[];
  /** What a database holds that ran them as they were, and then everything that is new. */
  readonly old: Snapshot;
}

export type Part = Table | Column | ForeignKey;

/** How a database that ran a migration as it was differs, in the end, from one that runs all of them as they are. */
export interface Divergence {
  /** What only new databases have. */
  readonly missing: readonly Part[];
  /** What only old databases have. */
  readonly kept: readonly Part[];
  /** What both have, not alike: as it is in new ones. */
  readonly unlike: readonly Part[];
}

/**
 * The differences that come from each migration: those in parts that are written in one version of it. What is written in
 * none of them, as where a DROP is taken out, is told of the first.
 */
export function divergences({ migrations, old }: Edited, last: Snapshot): ReadonlyMap<EditedMigration, Divergence> {
  const isOf = (part: Part, { was, now }: EditedMigration): boolean => {
    const origins = [part.origin, ...Object.values(part.origins ?? {})];
    return origins.map((origin) => placeOf(origin).source).some((source) => source === was || source === now?.source);
  };
  const owner = (part: Part): EditedMigration | undefined => migrations.find((one) => isOf(part, one)) ?? migrations[0];
  const missing = partsBeyond(last, old);
  const kept = partsBeyond(old, last);
  const unlike = unlikeParts(last, old);
  return new Map(
    migrations.map((one) => {
      const own = (parts: readonly Part[]): readonly Part[] => parts.filter((part) => owner(part) === one);
      return [one, { missing: own(missing), kept: own(kept), unlike: own(unlike) }];
    }),
  );
}

/** What one state has and another one has not. Of a table that is not there, its foreign keys are told too. */
function partsBeyond(state: Snapshot, other: Snapshot): readonly Part[] {
  return state.tables.flatMap((table): readonly Part[] => {
    const there = other.table(table.id);
    const keys = table.foreignKeys.filter((key) => !there?.foreignKeys.some((one) => isSame(one, key)));
    if (!there) return [table, ...keys];
    return [...table.columns.filter(({ name }) => !columnOf(there, name)), ...keys];
  });
}

/** Foreign keys are the same when they join the same columns: names follow from the order of migrations. */
const isSame = (one: ForeignKey, other: ForeignKey): boolean =>
  one.referencedTable === other.referencedTable &&
  one.columns.join() === other.columns.join() &&
  one.referencedColumns.join() === other.referencedColumns.join();

function unlikeParts(state: Snapshot, other: Snapshot): readonly Part[] {
  return state.tables.flatMap((table): readonly Part[] => {
    const there = other.table(table.id);
    if (!there || there === table) return [];
    const columns = table.columns.filter((column) => isUnlike(column, columnOf(there, column.name)));
    const keys = table.foreignKeys.filter((key) => {
      const same = there.foreignKeys.find((one) => isSame(one, key));
      return (
        same && (same.onDelete !== key.onDelete || same.onUpdate !== key.onUpdate || same.validated !== key.validated)
      );
    });
    return [...columns, ...keys];
  });
}

const isUnlike = (column: Column, other: Column | undefined): boolean =>
  other !== undefined &&
  (column.nullable !== other.nullable ||
    (column.type && formatType(column.type)) !== (other.type && formatType(other.type)) ||
    column.default?.text !== other.default?.text);
