import type { Enforcement } from '@refint/model';

/**
 * How loudly a picture says that a reference is in a state: `quiet` for what is as it should be, `partly` for a foreign key that
 * does less than it seems or that the schema does not know, `missing` where there is none and should be, `open` where nobody can know or
 * no foreign key is meant.
 */
export type Standing = 'quiet' | 'partly' | 'missing' | 'open';

interface Look {
  readonly standing: Standing;
  /** What is written on the line; empty for the usual state. */
  readonly word: string;
  /** Dashes and gaps; empty for a full line. No two states that may be confused have the same. */
  readonly dashes: string;
}

const looks: Readonly<Record<Enforcement, Look>> = {
  enforced: { standing: 'quiet', word: '', dashes: '' },
  'not-valid': { standing: 'partly', word: 'not validated', dashes: '12 3' },
  'database-only': { standing: 'partly', word: 'not in the schema', dashes: '12 3 2 3' },
  skipped: { standing: 'missing', word: 'skipped', dashes: '2 3' },
  swallowed: { standing: 'missing', word: 'swallowed', dashes: '2 3 6 3' },
  failing: { standing: 'missing', word: 'failing', dashes: '2 3 2 3 6 3' },
  dropped: { standing: 'missing', word: 'dropped', dashes: '6 3 1 3' },
  'declared-only': { standing: 'missing', word: 'only declared', dashes: '6 4' },
  intended: { standing: 'open', word: 'none on purpose', dashes: '1 6' },
  emulated: { standing: 'open', word: 'left to the ORM', dashes: '1 4' },
  unknown: { standing: 'open', word: 'not known', dashes: '3 5' },
  inferred: { standing: 'open', word: 'inferred', dashes: '1 3 4 3' },
};

/** How a reference in a state is drawn. */
export const lookOf = (state: Enforcement): Look => looks[state];

/** What is written on a line: what a delete does, and the state where it is not the usual one. */
export const labelOf = ({ state, onDelete }: { readonly state: Enforcement; readonly onDelete: string }): string =>
  [looks[state].word, onDelete].filter((word) => word !== '').join(' · ');
