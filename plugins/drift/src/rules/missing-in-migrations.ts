import { type Departure, type Difference, departureOf, shownDeparture, shownTable, shownTableId } from '@refint/model';
import { defineRule, type Project } from '@refint/rule';
import { driftIn, inPlaceOfKeys, isToldOf } from '../drift-in.ts';
import { shownIndex, shownThing } from '../words.ts';

/**
 * The client asks for what the database does not have: a query fails, or a promise of the schema is not kept. Foreign keys,
 * and what they cannot do without, are left to relations/missing-foreign-key.
 */
export default defineRule({
  id: 'drift/missing-in-migrations',
  on: 'project',
  summary: 'What the schema declares is there once all migrations ran.',
  severity: 'error',
  needs: ['history'],
  messages: {
    missing: ({ what }: { what: string }) => `no migration makes ${what}`,
    gone: ({ table, gone }: { table: string; gone: Departure }) =>
      `${shownDeparture(gone, table)}, and the schema declares it${gone.to === undefined ? '' : ' under its old name'}`,
    view: ({ table }: { table: string }) => `the migrations make ${table} a view, and the schema declares a table`,
    value: ({ name, values }: { name: string; values: string }) => `no migration adds ${values} to the enum ${name}`,
    instead: ({ table, index }: { table: string; index: string }) =>
      `${table} has ${index} where the schema asks for a primary key: the next prisma migrate dev replaces it`,
  },

  *check(project, say) {
    const drift = driftIn(project);
    const inPlace = inPlaceOfKeys(drift);
    for (const one of drift) {
      if (one.what === 'schema' || one.what === 'foreign-key' || !one.declared) continue;
      if (one.what === 'enum' && one.added.length > 0) {
        const values = one.added.join(', ');
        yield say.value(one.declared, { name: shownTable(one), values }, { fact: values, notes });
      }
      if (one.made || isTold(one, project)) continue;
      const { timeline } = project;
      const gone = one.what === 'table' && timeline ? departureOf(timeline, one.declared.id) : undefined;
      const instead = one.what === 'primary-key' ? inPlace.get(one.table) : undefined;
      if (instead) {
        const words = { table: shownTableId(instead.table), index: shownIndex(instead) };
        yield say.instead(one.declared, words, { severity: 'hint', notes: sinceSix });
      } else if (one.what === 'table' && timeline?.last.holderNamed(one.declared.schema, one.declared.name)) {
        const words = { table: shownTable(one.declared) };
        yield say.view(one.declared, words, { fact: 'name', severity: 'warning', notes: advice });
      } else if (one.what === 'table' && gone) {
        const words = { table: shownTable(one.declared), gone };
        yield say.gone(one.declared, words, { fact: 'name', notes: [{ text: 'it does so here', at: gone.at }] });
      } else {
        const isPlain = one.what === 'index' && !one.declared.unique;
        yield say.missing(one.declared, { what: shownThing(one) }, { severity: isPlain ? 'warning' : 'error', notes });
      }
    }
  },
});

const advice = [
  { text: 'prisma migrate dev writes a CREATE TABLE that cannot run; a view is declared with the word view' },
];
const sinceSix = [{ text: 'tables that join two models have a primary key since Prisma 6' }];
const notes = [{ text: 'prisma migrate dev writes the migration that is missing' }];

const isTold = (one: Difference, project: Project): boolean =>
  (one.what === 'table' && isToldOf(project, one.declared!.id)) ||
  (one.what === 'column' && isToldOf(project, one.table, one.declared!.name));
