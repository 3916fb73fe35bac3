import { quoted, quotedTable, shownTable } from '@refint/model';
import { defineRule } from '@refint/rule';
import { constraintsIn, heldNotes, placeOfMoment, waiting, workOf } from '../locking.ts';

/** ADD UNIQUE builds its index under ACCESS EXCLUSIVE. An index that was built before can be taken instead. */
export default defineRule({
  id: 'migrations/unique-locks-table',
  on: 'migration',
  summary: 'A unique constraint of a table in use takes an index that was built before.',
  severity: 'warning',
  messages: {
    builds: ({ table, waits }: { table: string; waits: string }) =>
      `adding this unique constraint builds an index over all of ${table}, and ${waits} meanwhile`,
  },

  *check(run, say) {
    for (const moment of run.done) {
      const key = constraintsIn(moment.change).find(({ kind }) => kind === 'unique');
      const work = key && workOf(run, moment);
      if (!work || key.kind !== 'unique') continue;
      const { table, locks } = work;
      const columns = key.columns.map(({ name }) => quoted(name)).join(', ');
      const first = `CREATE UNIQUE INDEX CONCURRENTLY … ON ${quotedTable(table)} (${columns})`;
      const text = `build it in a migration of its own (${first}), and then say ADD CONSTRAINT … UNIQUE USING INDEX`;
      yield say.builds(
        table,
        { table: shownTable(table), waits: waiting(run, moment, locks) },
        { fact: columns, place: placeOfMoment(moment), notes: [...heldNotes(run, moment, locks), { text }] },
      );
    }
  },
});
