import {
  type Holder,
  type Reads,
  type Snapshot,
  splitTableId,
  type TableId,
  tableId,
  type ViewQuery,
} from '@refint/model';
import { readViewColumns } from '@refint/sql';
import { relationNamed, type World } from './world.ts';

/**
 * What keeps a table or a column from being dropped because a view reads it. A query is not parsed, so a name that could
 * mean several things is taken for none: what is said to stand in the way does.
 */

/** What a query reads of the tables and views that are there, and whether that is sure to be all. */
export function readsOf(world: World, query: ViewQuery): Pick<Holder, 'reads' | 'isExact'> {
  const found = query.from.map(({ table, alias }) => ({ alias, relation: relationNamed(world, table) }));
  const tables = found.flatMap(({ alias, relation }) => {
    if (relation?.kind === 'table')
      return [{ alias, id: relation.table.id, all: relation.table.columns.map(({ name }) => name) }];
    if (relation && relation.holder.kind !== 'index') {
      return [{ alias, id: tableId(relation.holder.schema, relation.holder.name), all: [] as string[] }];
    }
    return [];
  });
  const columns = new Map<TableId, Set<string>>(tables.map(({ id }) => [id, new Set()]));
  const star = (of: string | undefined): void => {
    for (const { id, alias, all } of tables) {
      if (of === undefined || of === alias) for (const name of all) columns.get(id)?.add(name);
    }
  };
  // Of a query with others in it, only the tables are sure.
  for (const of of query.isPlain ? query.stars : []) star(of);
  for (const { of, name } of query.isPlain ? query.columns : []) {
    const owners = tables.filter(({ alias, all }) => (of === undefined || of === alias) && all.includes(name));
    if (owners.length === 1) columns.get(owners[0]?.id ?? '')?.add(name);
  }
  const reads = [...columns].map(([id, names]): Reads => ({ id, columns: [...names] }));
  return { reads, isExact: query.isPlain && tables.length === found.length };
}

/** Views that read a table, or one of its columns, and those that read these. */
export function viewsOver(snapshot: Snapshot, id: TableId, column?: string): readonly Holder[] {
  const seen = new Map<TableId, Holder>();
  const visit = (views: readonly Holder[]): void => {
    for (const view of views) {
      const own = tableId(view.schema, view.name);
      if (seen.has(own)) continue;
      seen.set(own, view);
      visit(snapshot.viewsOn(own));
    }
  };
  const reading = snapshot.viewsOn(id);
  visit(
    column === undefined
      ? reading
      : reading.filter(
          (view) =>
            view.reads?.some((read) => read.id === id && read.columns.includes(column)) ||
            namesColumn(snapshot, view, id, column),
        ),
  );
  return [...seen.values()];
}

/** Whether a view whose query is not plain names a column all the same, so that it surely reads it. */
function namesColumn(snapshot: Snapshot, view: Holder, id: TableId, column: string): boolean {
  const { isExact, isRenamed, text, reads } = view;
  if (isExact || isRenamed || text === undefined) return false;
  // Most columns are no part of a view, and reading it takes long.
  if (!text.includes(`.${column}`) && !text.includes(`."${column}"`)) return false;
  const { schema, name } = splitTableId(id);
  // Of two tables with one name in two schemas the query says one or the other.
  if (reads?.some((read) => read.id !== id && splitTableId(read.id).name === name)) return false;
  return readViewColumns(text, snapshot.dialect).some(
    (one) => one.column === column && one.table.name === name && (one.table.schema ?? schema) === schema,
  );
}

/** Views that stand in the way: one that is known in part may be gone with something that was dropped with CASCADE. */
export const standing = ({ aside }: World, views: readonly Holder[]): readonly Holder[] =>
  aside.isLoose ? views.filter(({ isExact }) => isExact) : views;

/** "view active", for a message about what stands in the way. */
export const shownViews = (views: readonly Holder[]): string => views.map(({ name }) => `view ${name}`).join(', ');

/** The state without these views, and without the indexes of those that are materialized. */
export function withoutViews(before: Snapshot, views: readonly Holder[]): Snapshot {
  let snapshot = before;
  for (const { kind, schema, name } of views) {
    snapshot = snapshot.withoutHolder(schema, name);
    if (kind !== 'materialized-view') continue;
    const id = tableId(schema, name);
    const indexes = snapshot.holders.filter((holder) => holder.kind === 'index' && holder.table === id);
    for (const index of indexes) snapshot = snapshot.withoutHolder(index.schema, index.name);
  }
  return snapshot;
}

/** The state in which the views that read something know it under its new id. */
export function withReadMoved(before: Snapshot, from: TableId, to: TableId): Snapshot {
  let snapshot = before;
  for (const view of before.viewsOn(from)) {
    const reads = view.reads?.map((read) => (read.id === from ? { ...read, id: to } : read));
    snapshot = snapshot.withHolder({ ...view, reads, isRenamed: true });
  }
  return snapshot;
}

/** The state in which the views that read a column, and the sequences that it owns, know its new name. */
export function withColumnRenamed(before: Snapshot, id: TableId, from: string, to: string): Snapshot {
  let snapshot = before;
  for (const view of before.viewsOn(id)) {
    const reads = view.reads?.map((read) =>
      read.id === id ? { ...read, columns: read.columns.map((name) => (name === from ? to : name)) } : read,
    );
    snapshot = snapshot.withHolder({ ...view, reads, isRenamed: true });
  }
  for (const sequence of before.sequencesOf(id)) {
    if (sequence.column === from) snapshot = snapshot.withHolder({ ...sequence, column: to });
  }
  return snapshot;
}

/** The state in which a view or sequence has another name or schema. */
export function withHolderMoved(before: Snapshot, holder: Holder, schema: string, name: string): Snapshot {
  const moved = before.withoutHolder(holder.schema, holder.name).withHolder({ ...holder, schema, name });
  if (holder.kind === 'sequence') return moved;
  const from = tableId(holder.schema, holder.name);
  const to = tableId(schema, name);
  let snapshot = withReadMoved(moved, from, to);
  if (holder.kind !== 'materialized-view') return snapshot;
  for (const index of before.holders.filter((other) => other.kind === 'index' && other.table === from)) {
    snapshot = snapshot.withoutHolder(index.schema, index.name).withHolder({ ...index, schema, table: to });
  }
  return snapshot;
}
