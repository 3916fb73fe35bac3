import { columnOf, quoted, quotedTable, shownColumns, shownTable } from '@refint/model';
import { defineRule } from '@refint/rule';
import { heldNotes, placeOfMoment, waiting, workOf } from '../locking.ts';

/** SET NOT NULL reads the table under ACCESS EXCLUSIVE, unless a validated CHECK says already what it would find. */
export default defineRule({
  id: 'migrations/set-not-null-scan',
  on: 'migration',
  summary: 'A column of a table in use is made NOT NULL when a validated CHECK has proven it.',
  severity: 'warning',
  messages: {
    scans: ({ column, table, waits }: { column: string; table: string; waits: string }) =>
      `making ${column} NOT NULL reads all of ${table}, and ${waits} meanwhile`,
  },

  *check(run, say) {
    for (const moment of run.done) {
      const { change } = moment;
      if (change.kind !== 'alter' || change.entity !== 'column' || change.alteration.to !== 'not-null') continue;
      const work = workOf(run, moment);
      const column = work && columnOf(work.table, change.column.name);
      if (!column) continue;
      const { table, locks } = work;
      const name = quoted(column.name);
      const check = `ALTER TABLE ${quotedTable(table)} ADD CONSTRAINT … CHECK (${name} IS NOT NULL) NOT VALID`;
      const text = `first ${check}, then VALIDATE it in a later migration: SET NOT NULL after that reads nothing, and the CHECK can go`;
      yield say.scans(
        column,
        { column: shownColumns(table.id, [column.name]), table: shownTable(table), waits: waiting(run, moment, locks) },
        { place: placeOfMoment(moment), notes: [...heldNotes(run, moment, locks), { text }] },
      );
    }
  },
});
