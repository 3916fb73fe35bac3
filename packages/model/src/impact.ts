import { acts } from './deletion.ts';
import type { ForeignKey, ReferentialAction } from './foreign-key.ts';
import type { DeclaredRelations } from './join.ts';
import type { Reference } from './reference.ts';
import type { Relation } from './relation.ts';
import type { Snapshot } from './snapshot.ts';
import { type Column, columnOf, type TableId } from './table.ts';

/**
 * What becomes of the rows that hold a reference. `deletes`: they go too. `nulls`, `defaults`: columns are set to null or to
 * their default. `follows`: columns take over what the referenced ones were set to. `refuses`: as long as there is one, the
 * delete fails. `nothing`: nothing enforces the reference, so they stay and reference a row that is gone.
 */
export type Effect = 'deletes' | 'nulls' | 'defaults' | 'follows' | 'refuses' | 'nothing';

/** What a delete does to the rows that hold one reference, and what comes of that. */
export interface Impact {
  readonly reference: Reference;
  /** What happened to the referenced row: it went, or the columns that are referenced were written. */
  readonly event: 'delete' | 'update';
  /** The referential action that answers it; nothing where the reference has none. */
  readonly action: ReferentialAction | undefined;
  readonly effect: Effect;
  /** The columns that are written. */
  readonly columns: readonly string[];
  /** Columns that would have to be null and are required, which is why an action that only writes is refused. */
  readonly required: readonly string[];
  /** 1 for tables that reference the deleted row itself. */
  readonly depth: number;
  readonly next: readonly Impact[];
  /** Where the same is told already, so that `next` is empty: on the way from the first table to here, or elsewhere. */
  readonly told: 'above' | 'elsewhere' | undefined;
}

/** What the walk has to know of a project. */
export interface ImpactWorld {
  readonly referencesTo: (table: TableId) => readonly Reference[];
  readonly declared: DeclaredRelations | undefined;
  /** What the migrations end with. */
  readonly last: Snapshot | undefined;
}

/** Rows of a table that go, or in which these columns are set to null or to something else. */
interface Happening {
  readonly table: TableId;
  readonly written: { readonly columns: readonly string[]; readonly to: 'null' | 'value' } | undefined;
  readonly depth: number;
  readonly by: Happening | undefined;
  readonly into: Impact[];
}

/**
 * What deleting a row of a table does elsewhere, nearest first: a tree in which each table's rows go once, and each of its
 * columns is written once. Where the database has a foreign key, its action decides; a declared one elsewhere, if the ORM
 * acts or nobody knows.
 */
export function impactOfDelete(start: TableId, world: ImpactWorld): readonly Impact[] {
  const first: Happening = { table: start, written: undefined, depth: 0, by: undefined, into: [] };
  const known = new Map([[keyOf(first), first]]);
  const again: { readonly impact: Told; readonly before: Happening; readonly then: Happening }[] = [];
  // A map that grows is walked to its end.
  for (const here of known.values()) {
    for (const reference of referencesIn(here, world)) {
      const answer = answerTo(here, reference, world);
      if (!answer) continue;
      const { table } = reference;
      const then: Happening = { table, written: writtenBy(answer), depth: here.depth + 1, by: here, into: [] };
      const goesOn = answer.effect !== 'refuses' && answer.effect !== 'nothing';
      const before = goesOn ? known.get(keyOf(then)) : undefined;
      const impact: Told = { reference, ...answer, depth: then.depth, next: before ? [] : then.into, told: undefined };
      here.into.push(impact);
      if (before) again.push({ impact, before, then });
      else if (goesOn) known.set(keyOf(then), then);
    }
  }
  // Whether anything comes of what happens again is known only when all is told.
  for (const { impact, before, then } of again) {
    if (before.into.length > 0) impact.told = isAbove(then) ? 'above' : 'elsewhere';
  }
  return first.into;
}

type Told = Omit<Impact, 'told'> & { told: Impact['told'] };

/** All of a tree, each consequence before what comes of it. */
export function impactsIn(impacts: readonly Impact[]): readonly Impact[] {
  const found: Impact[] = [];
  const open = [...impacts].reverse();
  for (let one = open.pop(); one; one = open.pop()) {
    found.push(one);
    for (let at = one.next.length - 1; at >= 0; at--) open.push(one.next[at]!);
  }
  return found;
}

const keyOf = ({ table, written }: Happening): string =>
  written ? [table, written.to, ...[...written.columns].sort()].join('\u0000') : table;

function isAbove(one: Happening): boolean {
  for (let above = one.by; above; above = above.by) if (keyOf(above) === keyOf(one)) return true;
  return false;
}

type Answer = Pick<Impact, 'event' | 'action' | 'effect' | 'columns' | 'required'>;

const writtenBy = ({ effect, columns }: Answer): Happening['written'] =>
  effect === 'deletes' ? undefined : { columns, to: effect === 'nulls' ? 'null' : 'value' };

/**
 * The references that what happens has to answer to. A row of a partition is a row of the partitioned table too; and of
 * one that references, only the whole is named.
 */
function referencesIn({ table, written }: Happening, { referencesTo, last }: ImpactWorld): readonly Reference[] {
  const all = last ? familyOf(table, last).flatMap(referencesTo) : referencesTo(table);
  return all.filter(
    ({ foreignKey, referencedColumns }) =>
      foreignKey?.partOf === undefined &&
      (!written || referencedColumns.some((column) => written.columns.includes(column))),
  );
}

/** A table with the partitions below it, whose sets grow while they are walked, and the partitioned tables above it. */
function familyOf(table: TableId, last: Snapshot): readonly TableId[] {
  const below = new Set([table]);
  for (const id of below) for (const heir of last.heirsOf(id)) if (heir.isPartition) below.add(heir.id);
  const above = new Set<TableId>();
  for (let one = last.table(table); one?.isPartition && !above.has(one.id); one = last.table(one.parents?.[0] ?? ''))
    above.add(one.parents?.[0] ?? '');
  return [...below, ...above];
}

function answerTo({ written }: Happening, reference: Reference, world: ImpactWorld): Answer | undefined {
  const event = written ? 'update' : 'delete';
  const action = written ? reference.onUpdate : reference.onDelete;
  const nothing = { event, action, effect: 'nothing', columns: [], required: [] } as const;
  if (reference.enforcement === 'emulated' && world.declared?.relationMode !== 'prisma') return undefined;
  if (!acts(reference) || !action) return holdsValues(reference, world) && !written ? nothing : undefined;
  if (action === 'restrict' || action === 'no-action') return { ...nothing, effect: 'refuses' };
  if (action === 'cascade' && !written) return { ...nothing, effect: 'deletes' };
  const says = reference.foreignKey ?? reference.relation;
  const state = reference.foreignKey ? world.last : world.declared?.snapshot;
  const columns = says ? columnsWritten(says, written) : [];
  const toNull = columns.filter((name) => becomesNull(state?.column(reference.table, name), action, written));
  const required = toNull.filter((name) => state?.column(reference.table, name)?.nullable === false);
  const isNulled = columns.length === toNull.length;
  const effect = required.length > 0 ? 'refuses' : isNulled ? 'nulls' : action === 'cascade' ? 'follows' : 'defaults';
  return { event, action, effect, columns, required };
}

/** Whether rows can reference anything there: a foreign key that never came to be may have been meant for a table that never did. */
function holdsValues({ table, columns, relation, enforcement }: Reference, { last }: ImpactWorld): boolean {
  const found = last?.table(table);
  if (relation) return found !== undefined || (enforcement !== 'declared-only' && enforcement !== 'intended');
  return found !== undefined && columns.every((column) => columnOf(found, column));
}

/** ON DELETE may name the columns that it writes, ON UPDATE CASCADE writes those whose counterparts were written. */
function columnsWritten(says: ForeignKey | Relation, written: Happening['written']): readonly string[] {
  const { columns, referencedColumns } = says;
  if (!written) return (says.kind === 'foreign-key' ? says.setColumns : undefined) ?? columns;
  if (says.onUpdate !== 'cascade') return columns;
  return columns.filter((_, at) => written.columns.includes(referencedColumns[at] ?? ''));
}

function becomesNull(column: Column | undefined, action: ReferentialAction, written: Happening['written']): boolean {
  if (action !== 'set-default') return action === 'set-null' || written?.to === 'null';
  return (
    column !== undefined &&
    column.default === undefined &&
    column.identity === undefined &&
    column.generated === undefined
  );
}
