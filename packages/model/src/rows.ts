import type { Change, Statement } from './change.ts';
import type { Table } from './table.ts';
import { tableMeant } from './tables-of.ts';
import type { Moment } from './timeline.ts';

/** Statements that can put rows into a table, when they do not say at once into which. */
const mayFillAny: ReadonlySet<string> = new Set([
  'INSERT',
  'COPY',
  'MERGE',
  'WITH',
  'DO',
  'CALL',
  'EXECUTE',
  'EXPLAIN',
]);

/**
 * Whether a statement may put rows into a table, by the names of the moment at which it is asked. Code may do anything, and
 * so may what a trigger runs.
 */
export function fills(statement: Statement, table: Table | undefined, scene: Moment): boolean {
  const { fills: target, verb, calls, changes } = statement;
  if (calls || changes.some((change) => bringsRows(change, table, scene))) return true;
  if (!target) return mayFillAny.has(verb);
  const id = tableMeant(scene, target);
  const filled = scene.before.table(id);
  if (id === table?.id || !filled || filled.form === 'partitioned') return true;
  return (filled.triggers ?? []).length > 0 || (filled.parents ?? []).length > 0;
}

function bringsRows(change: Change, table: Table | undefined, scene: Moment): boolean {
  if (change.kind === 'run' || change.kind === 'opaque') return true;
  if (change.kind !== 'alter' || change.entity !== 'partition' || !change.attach) return false;
  return tableMeant(scene, change.table) === table?.id;
}
