import { originOf, shownReference, type Table } from '@refint/model';
import { among, defineRule, type Side, sidesOf } from '@refint/rule';
import { events, takes, type When, whens } from '../whens.ts';

interface Impossible {
  readonly reference: string;
  readonly columns: readonly string[];
  readonly when: When;
}

/** The database takes such a foreign key without a word, and refuses the first delete that would have to null a column. */
export default defineRule({
  id: 'deletes/set-null-on-required',
  on: 'project',
  summary: 'Only columns that may be null are set to null by a delete or an update.',
  severity: 'error',
  messages: {
    impossible: ({ reference, columns, when }: Impossible) =>
      `${reference} sets ${columns.join(', ')} to null, which ${columns.length === 1 ? 'is' : 'are'} required: every ${events[when]} of a referenced row fails`,
  },

  *check(project, say) {
    for (const reference of among(project.graph.references, setsNull)) {
      for (const when of whens) {
        for (const { says, state } of sidesOf(reference, project)) {
          const table = state.table(says.table);
          if (says[when] !== 'set-null' || !table || fine[when].get(says) === table) continue;
          // One required column of several is enough to fail: they are all nulled.
          const required = state.columnsSetBy(says, when).filter(({ nullable }) => !nullable);
          if (required.length === 0) {
            fine[when].set(says, table);
            continue;
          }

          const columns = required.map(({ name }) => name);
          const notes = required.map((column) => ({
            text: `${column.name} is required`,
            at: originOf(column, 'nullable'),
          }));
          yield say.impossible(says, { reference: shownReference(says), columns, when }, { fact: when, notes });
          break;
        }
      }
    }
  },
});

const setsNull = takes('set-null');

/** Those of which no column is required, with the table in which that is so: nearly all, and each edit asks for them again. */
const fine = { onDelete: new WeakMap<Side['says'], Table>(), onUpdate: new WeakMap<Side['says'], Table>() };
