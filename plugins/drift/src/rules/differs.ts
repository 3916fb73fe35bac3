import { originOf, shownColumns } from '@refint/model';
import { defineRule } from '@refint/rule';
import { notesOn, sidesOf } from '../column-words.ts';
import { driftIn } from '../drift-in.ts';
import { notesOnIndex, shownThing } from '../words.ts';

interface Both {
  readonly column: string;
  readonly declared: string;
  readonly made: string;
}

const both = ({ column, declared, made }: Both) =>
  `${column} is ${declared} in the schema and ${made} in the migrations`;

/** The client believes the schema and the database the migrations. Actions of foreign keys are left to deletes/action-differs. */
export default defineRule({
  id: 'drift/differs',
  on: 'project',
  summary: 'The schema declares columns, keys and indexes as the migrations made them.',
  severity: 'warning',
  needs: ['history'],
  messages: {
    type: both,
    recreated: (words: Both) =>
      `${both(words)}: the next prisma migrate dev drops the column with all that is in it, since it knows no cast`,
    nullable: both,
    default: ({ column, declared, made }: Both) =>
      `${column} has ${declared} in the schema and ${made} in the migrations`,
    renamed: ({ what, made }: { what: string; made: string }) => `${what} is called ${made} in the migrations`,
    replaced: ({ what }: { what: string }) =>
      `${what} is not the one of the migrations: the next prisma migrate dev drops it and makes it anew`,
  },

  *check(project, say) {
    for (const one of driftIn(project)) {
      if (one.what === 'schema' || one.what === 'table' || one.what === 'enum' || !one.declared || !one.made) continue;
      if (one.what === 'column') {
        for (const change of one.changes) {
          const fact = change === 'recreated' ? 'type' : change;
          const words = { column: shownColumns(one.table, [one.declared.name]), ...sidesOf(fact, one, project) };
          const severity = change === 'recreated' ? 'error' : 'warning';
          yield say[change](one.declared, words, { fact, severity, notes: notesOn(fact, one) });
        }
      } else if (one.change === 'renamed') {
        const notes = [{ text: 'the name in the migrations', at: originOf(one.made, 'name') }];
        yield say.renamed(one.declared, { what: shownThing(one), made: one.made.name }, { severity: 'hint', notes });
      } else if (one.what !== 'foreign-key') {
        yield say.replaced(one.declared, { what: shownThing(one) }, { notes: notesOnIndex(one.declared, one.made) });
      }
    }
  },
});
