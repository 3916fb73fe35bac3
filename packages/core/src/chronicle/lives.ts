import { type Moment, type TableId, tableId, tableMeant } from '@refint/model';

/** A table through time, under all of its names. */
export interface Life {
  readonly spells: readonly Spell[];
}

/** The time in which a table has one name, as indexes of moments: that in which it gets it, and that in which it loses it. */
export interface Spell {
  readonly id: TableId;
  readonly from: number;
  /** Nothing while the table still has it. */
  to: number | undefined;
}

interface Renaming {
  readonly at: number;
  readonly from: TableId;
  readonly to: TableId;
}

/**
 * The lives of all tables that ever had a name, and of those that had one of their names. What is born and what dies is
 * seen by comparing the states around each moment, so it does not matter which statement did it.
 */
export function livesAround(id: TableId, moments: readonly Moment[]): readonly Life[] {
  const renamings = moments.flatMap((moment, at) => renamingsIn(moment).map((one) => ({ ...one, at })));
  const ids = connected(id, renamings);
  const byMoment = new Map<number, Renaming[]>();
  for (const one of renamings) byMoment.set(one.at, [...(byMoment.get(one.at) ?? []), one]);
  const lives: Spell[][] = [];
  const living = new Map<TableId, Spell[]>();
  const end = (name: TableId, at: number): Spell[] | undefined => {
    const life = living.get(name);
    const last = life?.at(-1);
    if (last) last.to = at;
    living.delete(name);
    return life;
  };
  for (const [at, { before, after }] of moments.entries()) {
    const moved = byMoment.get(at) ?? [];
    for (const { from, to } of moved) {
      const life = ids.has(from) ? end(from, at) : undefined;
      if (!life) continue;
      life.push({ id: to, from: at, to: undefined });
      living.set(to, life);
    }
    for (const name of ids) {
      const isThere = after.table(name) !== undefined;
      if (living.has(name) && !isThere) end(name, at);
      // What was there before anybody made it is as old as the history.
      if (living.has(name) || !(isThere || before.table(name))) continue;
      const life = [{ id: name, from: at, to: isThere ? undefined : at }];
      lives.push(life);
      if (isThere) living.set(name, life);
    }
  }
  return lives.map((spells) => ({ spells }));
}

/** The names that a name is connected with by renaming, at whatever time. */
function connected(id: TableId, renamings: readonly Renaming[]): ReadonlySet<TableId> {
  const ids = new Set([id]);
  for (let size = 0; size < ids.size; ) {
    size = ids.size;
    for (const { from, to } of renamings) {
      if (ids.has(from)) ids.add(to);
      if (ids.has(to)) ids.add(from);
    }
  }
  return ids;
}

/** The tables that have another name, or another schema, after a moment. */
export function renamingsIn(moment: Moment): readonly Omit<Renaming, 'at'>[] {
  const { change, before, after } = moment;
  if (change.kind === 'rename' && change.entity === 'schema') {
    const inSchema = before.tables.filter(({ schema }) => schema === change.name.name);
    return inSchema
      .map(({ id, name }) => ({ from: id, to: tableId(change.to.name, name) }))
      .filter(({ from, to }) => isMoved(from, to));
  }
  const isRename = change.kind === 'rename' && change.entity === 'table';
  if (!isRename && !(change.kind === 'alter' && change.entity === 'schema-of' && change.of === 'table')) return [];
  const from = tableMeant(moment, change.name);
  const was = before.table(from);
  if (!was) return [];
  const to = change.kind === 'rename' ? tableId(was.schema, change.to.name) : tableId(change.schema.name, was.name);
  return isMoved(from, to) ? [{ from, to }] : [];

  function isMoved(old: TableId, now: TableId): boolean {
    return before.table(old) !== undefined && after.table(old) === undefined && after.table(now) !== undefined;
  }
}
