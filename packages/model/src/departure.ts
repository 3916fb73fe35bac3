import type { Change } from './change.ts';
import { type Origin, written } from './origin.ts';
import { remembered, rememberedOfText } from './remembered.ts';
import { picking } from './same-list.ts';
import { splitTableId, type TableId } from './table.ts';
import type { Moment, Timeline } from './timeline.ts';

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
export function departureOf({ moments, last }: Timeline, id: TableId): Departure | undefined {
  const { schema, name } = splitTableId(id);
  const leavings = leavingsIn(moments);
  const names = namesOf(leavings);
  // Of nearly every table that is not there, nothing was ever dropped or renamed that is called like it.
  if ((!names.has(name) && !names.has(schema)) || last.table(id)) return undefined;
  for (let at = leavings.length - 1; at >= 0; at--) {
    const moment = leavings[at]!;
    const { change, migration } = moment;
    if (change.name.name !== name && change.name.name !== schema) continue;
    if (!takenBy(moment)(id).along) continue;
    const to = change.kind === 'rename' ? change.to.name : undefined;
    return { migration: migration.name, to, at: written(change.source, change.span) };
  }
  return undefined;
}

/** A moment after which a table may be gone. */
type Leaving = Moment & { readonly change: Change & { readonly kind: 'drop' | 'rename' } };

/** All of them, in order; the very same list as long as they are the same. */
export const leavingsIn = picking(
  (moment: Moment): moment is Leaving =>
    (moment.change.kind === 'drop' || moment.change.kind === 'rename') && moment.outcome.kind === 'done',
);

/** What they drop or rename. */
const namesOf = remembered((leavings: readonly Leaving[]) => new Set(leavings.map(({ change }) => change.name.name)));

/** To ask a state of long ago takes long, and a moment stays what it is while somebody types in a later migration. */
const takenBy = remembered(({ before, after }: Leaving) =>
  rememberedOfText((id) => ({ along: before.table(id) !== undefined && after.table(id) === undefined })),
);
