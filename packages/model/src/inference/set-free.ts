import type { TableId } from '../table.ts';
import type { ForeignKeyEvent } from '../timeline.ts';

/**
 * Whether the last that migrations did about a foreign key over these columns was to drop it by its name. Whoever writes
 * that means it; a foreign key that goes along with its column or its table tells nothing.
 */
export function isSetFree(
  { table, columns }: Pick<ForeignKeyEvent, 'table' | 'columns'>,
  events: ReadonlyMap<TableId, readonly ForeignKeyEvent[]>,
): boolean {
  const last = events.get(table)?.findLast((event) => columns.every((name) => event.columns.includes(name)));
  if (last?.what !== 'dropped') return false;
  const { change } = last.moment;
  return change.kind === 'drop' && change.entity === 'constraint';
}
