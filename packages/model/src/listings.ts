import type { PersistentMap } from './persistent-map.ts';
import { type Table, type TableId, tableId } from './table.ts';

/** What a name in the namespace of tables can belong to besides a table: an index of a table, a view, a sequence. */
export interface Holder {
  readonly kind: 'index' | 'view' | 'materialized-view' | 'sequence';
  readonly schema: string;
  readonly name: string;
  /** The table of an index, or the one that owns a sequence. */
  readonly table: TableId | undefined;
  /** The column that owns a sequence. */
  readonly column?: string | undefined;
  /** What defaults know a sequence by, whatever it is called later. */
  readonly number?: number | undefined;
  /** Whether the sequence is that of an identity column, and goes with it only. */
  readonly isIdentity?: boolean | undefined;
  /** What the query of a view needs to stay; `isExact` when nothing else can be in it. */
  readonly reads?: readonly Reads[] | undefined;
  readonly isExact?: boolean | undefined;
  /** The statement that makes a view, from which its columns can be worked out. */
  readonly text?: string | undefined;
  /** The names of a view's columns, as far as they are plain to see; nothing where not even their number is. */
  readonly gives?: readonly (string | undefined)[] | undefined;
  /** Whether something that a view reads has got another name since then. */
  readonly isRenamed?: boolean | undefined;
}

/** A table, or another view, that a view reads, and those of its columns that it names. */
export interface Reads {
  readonly id: TableId;
  readonly columns: readonly string[];
}

/** Tables by something that they hold, in no order, some of them several times. */
type Listing = Map<string, TableId[]>;

/**
 * What finds tables without looking at all of them. All states that come from one share their listings, to which
 * something is only ever added: they name the tables that may hold a thing because one with that id once did, in this
 * state or in another one. Whoever asks looks at the tables themselves.
 */
export interface Listings {
  /** Referencing tables by referenced table. */
  readonly referencing: Listing;
  /** Partitions and tables that inherit, by the table that they come from. */
  readonly heirs: Listing;
  /** Views by what they read, sequences by the table that owns them. */
  readonly holders: Listing;
  /** Tables by the numbers of sequences that their defaults ask. */
  readonly asking: Listing;
  /** Tables of any schema by the names of their constraints; and by the types that users made and their columns have. */
  readonly constrained: Listing;
  readonly typed: Listing;
  /** Schemas in which a table, a type or one of those that share the names of tables was ever made. */
  readonly schemas: Set<string>;
  /** Ids of types that were domains once: most histories have none. */
  readonly domains: Set<string>;
  /** The number of the sequence that was made last. */
  readonly numbers: { last: number };
}

export const emptyListings = (): Listings => ({
  referencing: new Map(),
  heirs: new Map(),
  holders: new Map(),
  asking: new Map(),
  numbers: { last: 0 },
  constrained: new Map(),
  typed: new Map(),
  schemas: new Set(),
  domains: new Set(),
});

/** The tables that may hold what the key stands for, in the order of their ids. */
export const listedUnder = (listing: Listing, key: string): readonly TableId[] => {
  const ids = listing.get(key);
  if (!ids) return [];
  return ids.length === 1 ? ids : [...new Set(ids)].sort();
};

/** Lists a table that takes the place of an old one. Most of its parts were there before, and only the others are looked at. */
export function list(listings: Listings, old: Table | undefined, now: Table): void {
  const { referencing, asking, heirs, constrained, typed, schemas } = listings;
  const { id, schema, columns, primaryKey, uniques, indexes, foreignKeys, checks } = now;
  if (!old) schemas.add(schema);
  if (columns !== old?.columns) {
    for (const { type, default: value } of newIn(columns, old?.columns)) {
      if (value?.sequence !== undefined) add(asking, String(value.sequence), id);
      if (type?.schema !== undefined) add(typed, tableId(type.schema, type.name), id);
    }
  }
  if (foreignKeys !== old?.foreignKeys) {
    for (const { name, referencedTable, behind } of newIn(foreignKeys, old?.foreignKeys)) {
      add(referencing, referencedTable, id);
      add(constrained, name, id);
      if (behind) for (const { name } of behind) add(constrained, name, id);
    }
  }
  if (now.parents && now.parents !== old?.parents) for (const parent of now.parents) add(heirs, parent, id);
  if (primaryKey && primaryKey !== old?.primaryKey) add(constrained, primaryKey.name, id);
  if (uniques !== old?.uniques) {
    for (const { name } of newIn(uniques, old?.uniques)) add(constrained, name, id);
  }
  if (indexes !== old?.indexes) {
    for (const { name, constraint } of newIn(indexes, old?.indexes)) {
      if (constraint === 'exclude') add(constrained, name, id);
    }
  }
  if (checks !== old?.checks) {
    for (const { name } of newIn(checks, old?.checks)) add(constrained, name, id);
  }
}

/** Lists a view or sequence that comes or changes. */
export function listHolder({ holders }: Listings, { kind, schema, name, table, reads }: Holder): void {
  const id = tableId(schema, name);
  if (kind === 'sequence' && table !== undefined) add(holders, table, id);
  for (const read of reads ?? []) add(holders, read.id, id);
}

function add(listing: Listing, key: string, id: TableId): void {
  const ids = listing.get(key);
  if (!ids) listing.set(key, [id]);
  else if (ids[ids.length - 1] !== id) ids.push(id);
}

/** Names of indexes after one table changed. */
export function heldIndexes(
  holders: PersistentMap<Holder>,
  old: Table | undefined,
  now: Table | undefined,
): PersistentMap<Holder> {
  let held = holders;
  for (const { name } of newIn(old?.indexes, now?.indexes)) held = held.delete(tableId(old?.schema ?? '', name));
  for (const { name } of newIn(now?.indexes, old?.indexes)) {
    // Keys of SQLite have no names.
    if (name === '') continue;
    const schema = now?.schema ?? '';
    held = held.set(tableId(schema, name), { kind: 'index', schema, name, table: now?.id });
  }
  return held;
}

const none: readonly never[] = [];

/**
 * The part of a list that differs from another one, without what both share at their beginning and at their end. Parts
 * are the same when they are the same object.
 */
function newIn<Part>(list: readonly Part[] = none, other: readonly Part[] = none): readonly Part[] {
  if (other.length === 0) return list;
  const shorter = Math.min(list.length, other.length);
  let start = 0;
  while (start < shorter && list[start] === other[start]) start++;
  if (start === list.length) return none;
  let end = 0;
  while (end < shorter - start && list[list.length - 1 - end] === other[other.length - 1 - end]) end++;
  return list.slice(start, list.length - end);
}
