import { emptyMap, type PersistentMap } from './persistent-map.ts';
import { type Table, type TableId, tableId } from './table.ts';

/** What a name in the namespace of tables can belong to besides a table: an index of a table, a view, a sequence. */
export interface Holder {
  readonly kind: 'index' | 'view' | 'materialized-view' | 'sequence';
  readonly schema: string;
  readonly name: string;
  /** The table of an index, or the one that owns a sequence. */
  readonly table: TableId | undefined;
}

/** Tables by something that they hold. Nested maps rather than sets: thousands may hold the same. */
export type Listing = PersistentMap<PersistentMap<TableId>>;

/** What finds tables without looking at all of them. */
export interface Listings {
  /** Referencing tables by referenced table. */
  readonly referencing: Listing;
  /** Tables by the names of their constraints, and by the types that users made and their columns have. */
  readonly constrained: Listing;
  readonly typed: Listing;
}

/**
 * The listings of a state, or the change that leads to them from those of another. Most states of a history are never
 * asked, so the changes are kept and worked in when somebody asks.
 */
export interface Listed {
  made: Listings | undefined;
  before: Listed | undefined;
  readonly old: Table | undefined;
  readonly now: Table | undefined;
}

export const nothingListed: Listed = {
  made: { referencing: emptyMap(), constrained: emptyMap(), typed: emptyMap() },
  before: undefined,
  old: undefined,
  now: undefined,
};

/** What is listed after one table changed, came (`old` is nothing) or went (`now` is nothing). */
export const listedAfter = (before: Listed, old: Table | undefined, now: Table | undefined): Listed => ({
  made: undefined,
  before,
  old,
  now,
});

export function listingsOf(listed: Listed): Listings {
  const changed = new Map<TableId, { old: Table | undefined; now: Table | undefined }>();
  let from: Listed | undefined = listed;
  for (; from && !from.made; from = from.before) {
    const id = (from.now ?? from.old)?.id ?? '';
    const later = changed.get(id);
    if (later) later.old = from.old;
    else changed.set(id, { old: from.old, now: from.now });
  }
  let made = from?.made ?? listingsOf(nothingListed);
  for (const { old, now } of changed.values()) made = listingsAfter(made, old, now);
  listed.made = made;
  listed.before = undefined;
  return made;
}

/** A change leaves most of a table's parts as they are, and only the others are looked at. */
function listingsAfter(listings: Listings, old: Table | undefined, now: Table | undefined): Listings {
  const id = (now ?? old)?.id ?? '';
  const schema = (now ?? old)?.schema ?? '';
  const typed = listed(listings.typed, id, old?.columns, now?.columns, ({ type }) =>
    type?.schema === undefined ? undefined : tableId(type.schema, type.name),
  );
  const referencing = listed(
    listings.referencing,
    id,
    old?.foreignKeys,
    now?.foreignKeys,
    (key) => key.referencedTable,
  );
  const constrained = sameConstraints(old, now)
    ? listings.constrained
    : listed(listings.constrained, id, constraintsOf(old), constraintsOf(now), ({ name }) => tableId(schema, name));
  return { referencing, constrained, typed };
}

/** Names of indexes after one table changed. They are asked for at every change, so they are worked in at once. */
export function heldIndexes(
  holders: PersistentMap<Holder>,
  old: Table | undefined,
  now: Table | undefined,
): PersistentMap<Holder> {
  const { gone, come } = difference(old?.indexes, now?.indexes);
  let held = holders;
  for (const { name } of gone) held = held.delete(tableId(old?.schema ?? '', name));
  for (const { name } of come) {
    const schema = now?.schema ?? '';
    held = held.set(tableId(schema, name), { kind: 'index', schema, name, table: now?.id });
  }
  return held;
}

const sameConstraints = (old: Table | undefined, now: Table | undefined): boolean =>
  old?.primaryKey === now?.primaryKey &&
  old?.uniques === now?.uniques &&
  old?.foreignKeys === now?.foreignKeys &&
  old?.checks === now?.checks;

function constraintsOf(table: Table | undefined): readonly { readonly name: string }[] {
  if (!table) return [];
  const { primaryKey, uniques, foreignKeys, checks } = table;
  return [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys, ...checks];
}

/** Lists a table under the keys of its parts. Several parts may have one key, so one that went may still be held by another. */
function listed<Part>(
  listing: Listing,
  id: TableId,
  old: readonly Part[] | undefined,
  now: readonly Part[] | undefined,
  keyOf: (part: Part) => string | undefined,
): Listing {
  const { gone, come } = difference(old, now);
  let known = listing;
  for (const part of gone) {
    const key = keyOf(part);
    const tables = key === undefined || now?.some((other) => keyOf(other) === key) ? undefined : known.get(key);
    if (key !== undefined && tables) known = known.set(key, tables.delete(id));
  }
  for (const part of come) {
    const key = keyOf(part);
    if (key !== undefined) known = known.set(key, (known.get(key) ?? emptyMap<TableId>()).set(id, id));
  }
  return known;
}

interface Difference<Part> {
  readonly gone: readonly Part[];
  readonly come: readonly Part[];
}

const none: Difference<never> = { gone: [], come: [] };

/** What two lists do not share at their beginning and at their end. Parts are the same when they are the same object. */
function difference<Part>(old: readonly Part[] = [], now: readonly Part[] = []): Difference<Part> {
  if (old === now) return none;
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  return { gone: old.slice(start, old.length - end), come: now.slice(start, now.length - end) };
}
