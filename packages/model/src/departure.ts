import { type Origin, written } from './origin.ts';
import { remembered, rememberedOfText } from './remembered.ts';
import { splitTableId, type TableId } from './table.ts';
import type { Timeline } from './timeline.ts';

/** How a table went that migrations had made. */
export interface Departure {
  /** The name of the migration. */
  readonly migration: string;
  /** What it is called since then; nothing where it was dropped. */
  readonly to: string | undefined;
  readonly at: Origin;
}

/** What a migration does to a table, as people call it: "2_shop drops the table orders". */
export const shownDeparture = ({ migration, to }: Departure, table: string): string =>
  to === undefined ? `${migration} drops the table ${table}` : `${migration} renames the table ${table} to ${to}`;

/** How the table of an id went last; nothing where it is there, or never was. */
export const departureOf = (timeline: Timeline, id: TableId): Departure | undefined => departuresIn(timeline)(id).last;

const departuresIn = remembered((timeline: Timeline) => rememberedOfText((id) => ({ last: lookedUp(timeline, id) })));

function lookedUp({ moments, last }: Timeline, id: TableId): Departure | undefined {
  if (last.table(id)) return undefined;
  const { schema, name } = splitTableId(id);
  for (let at = moments.length - 1; at >= 0; at--) {
    const { change, outcome, before, after, migration } = moments[at]!;
    if ((change.kind !== 'drop' && change.kind !== 'rename') || outcome.kind !== 'done') continue;
    // To ask a state of long ago takes long.
    if (change.name.name !== name && change.name.name !== schema) continue;
    if (!before.table(id) || after.table(id)) continue;
    const to = change.kind === 'rename' ? change.to.name : undefined;
    return { migration: migration.name, to, at: written(change.source, change.span) };
  }
  return undefined;
}
