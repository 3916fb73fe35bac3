import { columnOf, shownTable } from '@refint/model';
import { defineRule } from '@refint/rule';
import { constraintsIn, heldNotes, placeOfMoment, waiting, workOf } from '../locking.ts';

/** ADD PRIMARY KEY builds its index under ACCESS EXCLUSIVE, and looks for missing values where a column may lack one. */
export default defineRule({
  id: 'migrations/primary-key-locks-table',
  on: 'migration',
  summary:
    'A primary key of a table in use takes an index that was built before, over columns that are NOT NULL already.',
  severity: 'warning',
  messages: {
    builds: ({ table, waits }: { table: string; waits: string }) =>
      `adding the primary key builds an index over all of ${table}, and ${waits} meanwhile`,
    looks: ({ table, waits }: { table: string; waits: string }) =>
      `the primary key makes columns NOT NULL, for which all of ${table} is read, and ${waits} meanwhile`,
  },

  *check(run, say) {
    for (const moment of run.done) {
      const key = constraintsIn(moment.change).find(({ kind }) => kind === 'primary-key');
      const work = key && workOf(run, moment);
      if (!work || key.kind !== 'primary-key') continue;
      const { table, locks } = work;
      const words = { table: shownTable(table), waits: waiting(run, moment, locks) };
      const isGiven = key.usingIndex !== undefined;
      const names = moment.after.table(table.id)?.primaryKey?.columns ?? [];
      const isLoose = names.some((name) => columnOf(table, name)?.nullable);
      const required = isLoose ? 'make its columns NOT NULL first (migrations/set-not-null-scan says how)' : undefined;
      const built = isGiven
        ? undefined
        : 'build a unique index CONCURRENTLY in a migration of its own, and then say ADD CONSTRAINT … PRIMARY KEY USING INDEX';
      const advice = [required, built].filter((text) => text !== undefined).map((text) => ({ text }));
      yield say[isGiven ? 'looks' : 'builds'](table, words, {
        place: placeOfMoment(moment),
        notes: [...heldNotes(run, moment, locks), ...advice],
      });
    }
  },
});
