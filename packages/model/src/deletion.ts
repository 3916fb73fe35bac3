import type { Reference } from './reference.ts';
import type { TableId } from './table.ts';

/** Where a delete comes to, step by step. */
export interface Step {
  readonly table: TableId;
  /** 0 for the table in which it begins. */
  readonly depth: number;
  /** The reference by which it came here; nothing at the beginning. */
  readonly by: Reference | undefined;
}

/** A reference that refuses a delete which, by another and longer way, would take the referencing rows along. */
export interface Refusal {
  readonly reference: Reference;
  /** The way by which the referenced rows go, and the one by which the referencing rows would. */
  readonly referenced: readonly Reference[];
  readonly referencing: readonly Reference[];
  /** `always`: the referencing rows would go later. `by order`: in the same step, and then the older foreign key acts first. */
  readonly when: 'always' | 'by order';
}

type References = (table: TableId) => readonly Reference[];

/** Whether the database, or the ORM in its place, acts on a delete: a foreign key that is not there does nothing. */
export const acts = ({ foreignKey, enforcement }: Reference): boolean =>
  foreignKey !== undefined || enforcement === 'emulated' || enforcement === 'unknown';

/** The tables from which rows go when one of a table goes, nearest first, each with the first way to it. */
export function stepsOfDelete(start: TableId, referencesTo: References): ReadonlyMap<TableId, Step> {
  const steps = new Map<TableId, Step>([[start, { table: start, depth: 0, by: undefined }]]);
  for (const { table, depth } of steps.values()) {
    for (const by of referencesTo(table)) {
      if (by.onDelete !== 'cascade' || !acts(by) || steps.has(by.table)) continue;
      steps.set(by.table, { table: by.table, depth: depth + 1, by });
    }
  }
  return steps;
}

/** The tables from which a delete may come to a table, nearest first, each with the reference by which it goes on. */
export function sourcesOfDelete(
  end: TableId,
  referencesFrom: References,
  through: (table: TableId) => boolean = () => true,
): ReadonlyMap<TableId, Step> {
  const sources = new Map<TableId, Step>([[end, { table: end, depth: 0, by: undefined }]]);
  for (const { table, depth } of sources.values()) {
    for (const by of referencesFrom(table)) {
      const { referencedTable } = by;
      if (by.onDelete !== 'cascade' || !acts(by) || sources.has(referencedTable) || !through(referencedTable)) continue;
      sources.set(referencedTable, { table: referencedTable, depth: depth + 1, by });
    }
  }
  return sources;
}

/**
 * For each reference by which a delete comes into a table from another one, a way that ends with it: from the farthest
 * table in which the delete may begin. Tables that are not gone `through` are in no way.
 */
export function waysInto(
  table: TableId,
  referencesFrom: References,
  through: (table: TableId) => boolean,
): readonly (readonly Reference[])[] {
  const goesOn = (other: TableId) => other !== table && through(other);
  const last = referencesFrom(table).filter(
    (one) => one.onDelete === 'cascade' && acts(one) && goesOn(one.referencedTable),
  );
  return last.map((one) => {
    const sources = sourcesOfDelete(one.referencedTable, referencesFrom, goesOn);
    const way: Reference[] = [];
    for (let step = [...sources.values()].at(-1); step?.by; step = sources.get(step.by.table)) way.push(step.by);
    return [...way, one];
  });
}

/** The references by which a delete came to a table, from its beginning on. */
export function wayTo(table: TableId, steps: ReadonlyMap<TableId, Step>): readonly Reference[] {
  const way: Reference[] = [];
  for (let by = steps.get(table)?.by; by; by = steps.get(by.referencedTable)?.by) way.unshift(by);
  return way;
}

const none: readonly never[] = [];

/**
 * Where a delete is refused although all rows that stand in its way would go too. PostgreSQL deletes step by step: first
 * the rows that reference the deleted one, then those that reference these, and so on; each step checks the references to
 * what the step before has deleted (AfterTriggerEndQuery, src/backend/commands/trigger.c). A reference that refuses is
 * content only if its rows were gone by then. Deferred checks wait for the end and always are.
 */
export function refusalsOf(start: TableId, referencesTo: References): readonly Refusal[] {
  // From most tables a delete takes nothing along.
  if (!referencesTo(start).some((by) => by.onDelete === 'cascade' && by.table !== start && acts(by))) return none;
  const steps = stepsOfDelete(start, referencesTo);
  const found: Refusal[] = [];
  for (const { table, depth } of steps.values()) {
    // What refuses to let the first row go is no surprise.
    if (depth === 0) continue;
    for (const reference of referencesTo(table)) {
      const { onDelete, foreignKey } = reference;
      const isPatient = foreignKey?.initiallyDeferred || (onDelete !== 'restrict' && onDelete !== 'no-action');
      const later = steps.get(reference.table);
      if (isPatient || !acts(reference) || !later || later.depth <= depth) continue;
      const ways = { referenced: wayTo(table, steps), referencing: wayTo(reference.table, steps) };
      found.push({ reference, ...ways, when: later.depth === depth + 1 ? 'by order' : 'always' });
    }
  }
  return found;
}
