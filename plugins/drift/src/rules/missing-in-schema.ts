import type { Difference } from '@refint/model';
import { defineRule, type Severity } from '@refint/rule';
import { driftIn, inPlaceOfKeys } from '../drift-in.ts';
import { declaredTable, fixFor, madeHere, notesOn } from '../dropped.ts';
import { shownThing } from '../words.ts';

type Dropped = Exclude<Difference, { readonly what: 'schema' }>;

/** Prisma takes what it does not know of for something that should not be there, and the next migration drops it. */
export default defineRule({
  id: 'drift/missing-in-schema',
  on: 'project',
  summary: 'The schema declares what the migrations made, as far as Prisma would drop it.',
  severity: 'warning',
  needs: ['history'],
  messages: {
    dropped: ({ what, cost }: { what: string; cost: string }) =>
      `the next prisma migrate dev drops ${what}${cost}: the schema does not declare it`,
    value: ({ what, values }: { what: string; values: string }) =>
      `the next prisma migrate dev makes ${what} anew without ${values}, and fails where a row has one`,
  },

  *check(project, say) {
    const drift = driftIn(project);
    const inPlace = inPlaceOfKeys(drift);
    for (const one of drift) {
      if (one.what === 'schema' || !one.made) continue;
      if (one.what === 'enum' && one.dropped.length > 0) {
        const values = one.dropped.join(', ');
        const words = { what: shownThing(one), values };
        yield say.value(one.made, words, { fact: values, place: one.declared?.origin, notes: madeHere(one) });
      }
      if (
        one.declared ||
        ('along' in one && one.along) ||
        (one.what === 'index' && inPlace.get(one.table) === one.made)
      )
        continue;
      const words = { what: shownThing(one), cost: costs[one.what] ?? '' };
      const place = declaredTable(one, project)?.origin;
      const fact = one.what === 'table' ? 'name' : undefined;
      const more = { fact, place, severity: severityOf(one), notes: notesOn(one, project), fix: fixFor(one, project) };
      yield say.dropped(one.made, words, more);
    }
  },
});

const costs: Readonly<Partial<Record<Dropped['what'], string>>> = {
  table: ' with all its rows',
  column: ' with all that is in it',
};

const severityOf = ({ what }: Dropped): Severity => (what === 'table' || what === 'column' ? 'error' : 'warning');
