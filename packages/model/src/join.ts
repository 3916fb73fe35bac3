import { leavingsIn } from './departure.ts';
import type { ForeignKey } from './foreign-key.ts';
import { type Ends, ofEvent, ofForeignKey, ofRelation } from './joined-reference.ts';
import type { Reference } from './reference.ts';
import type { Relation } from './relation.ts';
import { remembered } from './remembered.ts';
import { alikeMembers, sameLists, sameMembers, stretchOf } from './same-list.ts';
import type { Snapshot } from './snapshot.ts';
import { isMiss } from './standing.ts';
import type { Table, TableId } from './table.ts';
import type { ForeignKeyEvent, Timeline } from './timeline.ts';

/** What the ORM says, as far as the relation graph needs to know it. */
export interface DeclaredRelations {
  readonly snapshot: Snapshot;
  readonly relationMode: 'foreign-keys' | 'prisma';
}

/**
 * Joins what is declared with what is enforced: every relation, every foreign key and every foreign key that migrations
 * failed to make is in exactly one reference. A relation and a foreign key belong together when the same columns of the
 * same table reference the same columns of the same table, paired alike.
 */
export function joinReferences(
  declared: DeclaredRelations | undefined,
  timeline: Timeline | undefined,
): readonly Reference[] {
  const grounds = groundsOf(declared, timeline);
  const [own, made] = [declared?.snapshot.tables ?? noneOfThem, timeline?.last.tables ?? noneOfThem];
  const key = own[0] ?? made[0];
  const last = key && joined.get(key);
  const isSame = last?.grounds === grounds && last.own === own && last.made === made;
  if (isSame) return last.references;
  const references =
    (last?.grounds === grounds ? joinedAgain(last, declared, timeline) : undefined) ??
    joinedAnew(declared, timeline, grounds);
  if (key) joined.set(key, { grounds, own, made, references });
  return references;
}

/**
 * What was joined last, with other references of the few tables that an edit made anew. Nothing where tables came or went, or where what
 * they have now changes what is joined with others: for what references a table, all that matters is that it is there, and whether it is a
 * view.
 */
function joinedAgain(
  last: Joined,
  declared: DeclaredRelations | undefined,
  timeline: Timeline | undefined,
): readonly Reference[] | undefined {
  const own = replacedIn(last.own, declared?.snapshot.tables ?? noneOfThem, (one, other) => one.form === other.form);
  const made = replacedIn(last.made, timeline?.last.tables ?? noneOfThem, (one, other) =>
    sameMembers(one.foreignKeys, other.foreignKeys),
  );
  if (!own || !made) return undefined;
  let { references } = last;
  for (const id of new Set([...own.keys(), ...made.keys()])) {
    const table = declared?.snapshot.table(id);
    if (!declared || !table) continue;
    const before = ofTables.get(own.get(id) ?? table)?.references ?? noneOfThem;
    const now = table.relations.length === 0 ? noneOfThem : ofTable(table, declared, timeline, last.grounds);
    const from = now.length === 0 ? 0 : references.indexOf(before[0]!);
    if (before.length !== now.length || !alikeMembers(before, now, takeAlike)) return undefined;
    if (!sameMembers(before, references.slice(from, from + before.length))) return undefined;
    if (!sameMembers(before, now)) references = references.toSpliced(from, now.length, ...now);
  }
  return references;
}

/** Whether a reference takes the same as another one from what is there to be joined. */
const takeAlike = (one: Reference, other: Reference): boolean =>
  one.foreignKey === other.foreignKey && one.event === other.event;

/** The tables of a list in whose places there are others now, by their ids; nothing where those are not alike. */
function replacedIn(
  before: readonly Table[],
  now: readonly Table[],
  isAlike: (one: Table, other: Table) => boolean,
): ReadonlyMap<TableId, Table> | undefined {
  const replaced = new Map<TableId, Table>();
  if (before === now) return replaced;
  if (before.length !== now.length) return undefined;
  const { start, after } = stretchOf(before, now);
  for (let at = start; at < now.length - after; at++) {
    const [one, other] = [before[at]!, now[at]!];
    if (one.id !== other.id || !isAlike(one, other)) return undefined;
    replaced.set(one.id, one);
  }
  return replaced;
}

/** What references follow from besides tables. */
interface Grounds {
  readonly relationMode: DeclaredRelations['relationMode'] | undefined;
  readonly holders: object | undefined;
  readonly events: readonly ForeignKeyEvent[];
  /** Which says why a table is not there. */
  readonly leavings: readonly object[];
  readonly incomplete: Timeline['incomplete'];
  readonly doubt: Timeline['doubt'];
}

/** By the holders, which are others in each project. */
const latest = new WeakMap<object, Grounds>();

/** The very same object as long as all of it is the same: most statements that somebody types change nothing of it. */
function groundsOf(declared: DeclaredRelations | undefined, timeline: Timeline | undefined): Grounds {
  const now: Grounds = {
    relationMode: declared?.relationMode,
    holders: timeline?.last.holdersAsOne,
    events: timeline?.foreignKeyEvents ?? noneOfThem,
    leavings: timeline ? leavingsIn(timeline.moments) : noneOfThem,
    incomplete: timeline?.incomplete,
    doubt: timeline?.doubt,
  };
  const key = now.holders ?? noneOfThem;
  const last = latest.get(key);
  if (last && isSameGround(last, now)) return last;
  latest.set(key, now);
  return now;
}

const isSameGround = (one: Grounds, other: Grounds): boolean =>
  one.relationMode === other.relationMode &&
  one.holders === other.holders &&
  one.incomplete === other.incomplete &&
  one.doubt === other.doubt &&
  one.leavings === other.leavings &&
  sameMembers(one.events, other.events);

interface Joined {
  readonly grounds: Grounds;
  /** Those that are declared, and those that migrations made. */
  readonly own: readonly Table[];
  readonly made: readonly Table[];
  readonly references: readonly Reference[];
}

/** What was joined last, by the first table. */
const joined = new WeakMap<Table, Joined>();

function joinedAnew(
  declared: DeclaredRelations | undefined,
  timeline: Timeline | undefined,
  grounds: Grounds,
): readonly Reference[] {
  const foreignKeys = timeline ? foreignKeysIn(timeline.last.tables) : noKeys;
  const { events } = timeline ? lastEvents(timeline.foreignKeyEvents) : nothingTried;
  const taken = new Set<ForeignKey>();
  const references: Reference[] = [];
  const told = new Set<ForeignKeyEvent>();

  for (const table of declared?.snapshot.tables ?? noneOfThem) {
    if (!declared || table.relations.length === 0) continue;
    for (const reference of ofTable(table, declared, timeline, grounds)) {
      references.push(reference);
      if (reference.foreignKey) taken.add(reference.foreignKey);
      if (reference.event) told.add(reference.event);
    }
  }
  for (const [key, group] of foreignKeys) {
    for (const foreignKey of group)
      if (!taken.has(foreignKey)) references.push(ofForeignKey(foreignKey, events.get(key), declared));
  }
  for (const [key, event] of events) {
    if (!told.has(event) && isMiss(event) && !foreignKeys.has(key)) references.push(ofEvent(event));
  }
  return asBefore(references);
}

const asBefore = sameLists<Reference>();

/** What was joined of a table that is declared. */
interface OfTable {
  readonly grounds: Grounds;
  /** The table that migrations made of it. */
  readonly made: Table | undefined;
  /** Of each relation the referenced table as it is declared, and whether migrations made it: where not, a view may be in its place. */
  readonly ends: readonly (Table | undefined)[];
  readonly areMade: readonly boolean[];
  readonly references: readonly Reference[];
}

const ofTables = new WeakMap<Table, OfTable>();

/** The references that a table declares. An edit of other tables leaves them as they were, but for those that they reference. */
function ofTable(
  table: Table,
  declared: DeclaredRelations,
  timeline: Timeline | undefined,
  grounds: Grounds,
): readonly Reference[] {
  const last = ofTables.get(table);
  const isMade = ({ referencedTable }: Relation): boolean => timeline?.last.table(referencedTable) !== undefined;
  const end = ({ referencedTable }: Relation): Table | undefined => declared.snapshot.table(referencedTable);
  const made = timeline?.last.table(table.id);
  if (
    last?.grounds === grounds &&
    last.made === made &&
    table.relations.every((one, at) => last.ends[at] === end(one) && last.areMade[at] === isMade(one))
  )
    return last.references;
  // Those of other tables have other keys.
  const foreignKeys = made ? grouped(made) : noKeys;
  const { events, namesNoColumns } = timeline ? lastEvents(timeline.foreignKeyEvents) : nothingTried;
  const taken = new Set<ForeignKey>();
  const references = table.relations.map((relation) => {
    const key = keyOf(relation);
    const foreignKey = ownOf(foreignKeys.get(key) ?? noneOfThem, relation, taken);
    if (foreignKey) taken.add(foreignKey);
    // A foreign key to a table that is not there, and without columns, can only mean its primary key.
    const event = events.get(key) ?? (namesNoColumns ? events.get(keyFor(relation, noneOfThem)) : undefined);
    return ofRelation(relation, foreignKey, event, declared, timeline);
  });
  const [ends, areMade] = [table.relations.map(end), table.relations.map(isMade)];
  ofTables.set(table, { grounds, made, ends, areMade, references });
  return references;
}

const noneOfThem: readonly never[] = [];
const noKeys: ReadonlyMap<string, readonly ForeignKey[]> = new Map();

const foreignKeysIn = remembered((tables: readonly Table[]): ReadonlyMap<string, readonly ForeignKey[]> => {
  const all = new Map<string, readonly ForeignKey[]>();
  for (const table of tables)
    if (table.foreignKeys.length > 0) for (const [key, group] of grouped(table)) all.set(key, group);
  return all;
});

/** Keys say the table first, so that each has its own: an edit leaves those of nearly all as they were. */
const grouped = remembered(
  ({ foreignKeys }: Table): ReadonlyMap<string, readonly ForeignKey[]> => groupBy(foreignKeys, keyOf),
);

interface Tried {
  readonly events: ReadonlyMap<string, ForeignKeyEvent>;
  /** Whether one of them says no columns of the referenced table, and nobody knows its primary key. */
  readonly namesNoColumns: boolean;
}

const nothingTried: Tried = { events: new Map(), namesNoColumns: false };

/** What migrations tried last with each reference. An edit of a schema changes nothing of it. */
const lastEvents = remembered(
  (all: readonly ForeignKeyEvent[]): Tried => ({
    events: new Map(all.map((event) => [keyFor(event, event.referencedColumns), event])),
    namesNoColumns: all.some(({ referencedColumns }) => referencedColumns.length === 0),
  }),
);

/** The foreign key that bears the relation's name, or the first: there may be two over the same columns. */
function ownOf(
  group: readonly ForeignKey[],
  relation: Relation,
  taken: ReadonlySet<ForeignKey>,
): ForeignKey | undefined {
  const [only] = group;
  // Nearly always there is one.
  if (!only || group.length === 1) return only && taken.has(only) ? undefined : only;
  const left = group.some((one) => taken.has(one)) ? group.filter((one) => !taken.has(one)) : group;
  return left.find(({ name }) => name === relation.constraint) ?? left[0];
}

/** The same key for the same reference, whatever the order in which its pairs of columns are written. */
const keyOf = remembered((ends: Ends): string => keyFor(ends, ends.referencedColumns));

function keyFor({ table, columns, referencedTable }: Ends, referencedColumns: readonly string[]): string {
  // Nearly every reference is over one column.
  if (columns.length === 1)
    return `${table}\u0001${referencedTable}\u0001${columns[0]}\u0000${referencedColumns[0] ?? ''}`;
  const pairs = columns.map((column, at) => `${column}\u0000${referencedColumns[at] ?? ''}`).sort();
  return [table, referencedTable, ...pairs].join('\u0001');
}

export function groupBy<T>(things: Iterable<T>, key: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const name = key(thing);
    const group = groups.get(name);
    if (group) group.push(thing);
    else groups.set(name, [thing]);
  }
  return groups;
}
