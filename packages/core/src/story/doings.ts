import { type ForeignKey, type ForeignKeyEvent, type Origin, type Place, placeOf, type Timeline } from '@refint/model';

/** Something that a migration did, and where it is written. */
export interface Doing {
  readonly migration: string;
  readonly at: Place;
}

export const doingOf = ({ moment, origin }: Pick<ForeignKeyEvent, 'moment' | 'origin'>): Doing => ({
  migration: moment.migration.name,
  at: placeOf(origin),
});

/** Who made and who validated a foreign key: it keeps the origin with which it was made, whatever it is called later. */
export class KeyHistory {
  readonly #made = new Map<Origin, ForeignKeyEvent>();
  readonly #validated = new Map<Origin, ForeignKeyEvent>();

  constructor(timeline: Timeline | undefined) {
    for (const event of timeline?.foreignKeyEvents ?? []) {
      if (!event.foreignKey) continue;
      if (event.what === 'added') this.#made.set(event.foreignKey.origin, event);
      if (event.what === 'validated') this.#validated.set(event.foreignKey.origin, event);
    }
  }

  /** What made it; nothing for one that no event tells of, such as a copy of another. */
  madeBy({ origin }: ForeignKey): ForeignKeyEvent | undefined {
    return this.#made.get(origin);
  }

  validatedBy({ origin }: ForeignKey): ForeignKeyEvent | undefined {
    return this.#validated.get(origin);
  }
}
