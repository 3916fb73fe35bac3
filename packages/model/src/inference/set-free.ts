import type { TableId } from '../table.ts';
import type { ForeignKeyEvent } from '../timeline.ts';

/**
 * Whether the last that migrations did about a foreign key over these columns was to drop it by its name. Whoever writes
 * that means it; a foreign key that goes along with its column or its table tells nothing.
 */
export function isSetFree(reference: Ends, events: Events): boolean {
  const known = asked.get(reference);
  if (known?.events === events) return known.is;
  const is = isDropped(reference, events);
  asked.set(reference, { events, is });
  return is;
}

type Ends = Pick<ForeignKeyEvent, 'table' | 'columns'>;
type Events = ReadonlyMap<TableId, readonly ForeignKeyEvent[]>;

/** Asked again after each edit of a schema, of the same history. */
const asked = new WeakMap<Ends, { readonly events: Events; readonly is: boolean }>();

function isDropped({ table, columns }: Ends, events: Events): boolean {
  const last = events.get(table)?.findLast((event) => columns.every((name) => event.columns.includes(name)));
  if (last?.what !== 'dropped') return false;
  const { change } = last.moment;
  return change.kind === 'drop' && change.entity === 'constraint';
}
