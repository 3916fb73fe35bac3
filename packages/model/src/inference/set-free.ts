import type { ForeignKeyEvent } from '../timeline.ts';

/**
 * Whether the last that migrations did about a foreign key over these columns was to drop it by its name. Whoever writes
 * that means it; a foreign key that goes along with its column or its table tells nothing.
 */
export function isSetFree(
  { table, columns }: Pick<ForeignKeyEvent, 'table' | 'columns'>,
  events: readonly ForeignKeyEvent[],
): boolean {
  let last: ForeignKeyEvent | undefined;
  // From the end, and without a function for each: there are thousands of events, and hardly one is of this table.
  for (let at = events.length - 1; at >= 0 && !last; at--) {
    const event = events[at];
    if (event?.table === table && columns.every((name) => event.columns.includes(name))) last = event;
  }
  if (last?.what !== 'dropped') return false;
  const { change } = last.moment;
  return change.kind === 'drop' && change.entity === 'constraint';
}
