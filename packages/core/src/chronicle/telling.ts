import type { Change, ForeignKeyEvent, Moment, TableId } from '@refint/model';
import type { Deed } from './entry.ts';

/** What the words for a change are made of. */
export interface Telling<C extends Change = Change> {
  readonly moment: Moment;
  readonly change: C;
  /** The table that it works on. */
  readonly table: TableId | undefined;
  /** What became of the foreign keys in it. */
  readonly events: readonly ForeignKeyEvent[];
}

export type TellingOf<Kind extends Change['kind']> = Telling<Extract<Change, { readonly kind: Kind }>>;

/** The words for things that are known by name and kind only. */
export const thing = (entity: string): string => entity.replaceAll('-', ' ');

/** A deed about something that is neither a table nor a foreign key. */
export const deed = (
  { change, table }: Telling,
  entity: string,
  name: string,
  text: string,
  reference?: Deed['reference'],
): Deed => ({ kind: change.kind, entity, name, table, text, reference });
