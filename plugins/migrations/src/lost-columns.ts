import {
  type LostName,
  type MigrationRun,
  type Moment,
  type Origin,
  type Table,
  type TableId,
  tableAround,
  tableOf,
  written,
} from '@refint/model';

type LostColumn = Extract<LostName, { readonly name: string }>;

/** Columns of one table that running code does not find any more. */
export interface LostColumns {
  /** The table by the name that running code knows. */
  readonly of: TableId;
  readonly table: Table | Moment;
  readonly names: readonly string[];
  readonly lost: readonly LostColumn[];
  readonly place: Origin;
}

/** The columns that a migration drops, or that it renames, table by table: people release code for a table at once. */
export function lostColumns({ lostNames }: MigrationRun, how: 'dropped' | 'renamed'): readonly LostColumns[] {
  const byTable = new Map<TableId, LostColumn[]>();
  for (const one of lostNames) {
    const isDropped = one.now === undefined;
    if (one.kind !== 'column' || isDropped !== (how === 'dropped')) continue;
    byTable.set(one.of, [...(byTable.get(one.of) ?? []), one]);
  }
  return [...byTable].flatMap(([of, lost]) => {
    const [first] = lost;
    const names = lost.map(({ name }) => name);
    return first ? [{ of, table: tableBefore(first.moment), names, lost, place: placeOfName(first.moment) }] : [];
  });
}

/** The table that a moment changes, or the moment where it is not known. */
export const tableBefore = (moment: Moment): Table | Moment => tableAround(moment, tableOf(moment)) ?? moment;

/** Where a change names what it is about. */
export const placeOfName = ({ change }: Moment): Origin =>
  written(change.source, 'name' in change && change.name ? change.name.span : change.span);
