import { quoted, quotedTable, shownTable } from '@refint/model';
import { defineRule } from '@refint/rule';
import { constraintsIn, heldNotes, notValid, placeOfMoment, waiting, workOf } from '../locking.ts';

/** ADD CHECK reads the whole table under ACCESS EXCLUSIVE; NOT VALID reads nothing, and VALIDATE lets others work. */
export default defineRule({
  id: 'migrations/check-locks-table',
  on: 'migration',
  summary: 'A CHECK is added to a table in use without reading its rows under the lock.',
  severity: 'warning',
  messages: {
    scans: ({ table, waits }: { table: string; waits: string }) =>
      `adding this CHECK reads all of ${table}, and ${waits} meanwhile`,
  },

  *check(run, say) {
    for (const moment of run.done) {
      const check = constraintsIn(moment.change).find(({ kind }) => kind === 'check');
      const work = check && workOf(run, moment);
      if (!work) continue;
      const { table, locks } = work;
      const made = moment.after.table(table.id)?.checks.find((one) => !table.checks.includes(one));
      const later = `ALTER TABLE ${quotedTable(table)} VALIDATE CONSTRAINT ${quoted(made?.name ?? '…')}`;
      const inline = moment.change.entity === 'column' ? ' as a constraint of its own' : '';
      const text = `add it${inline} NOT VALID, which reads no row; then say in a later migration, which stops nobody: ${later}`;
      yield say.scans(
        table,
        { table: shownTable(table), waits: waiting(run, moment, locks) },
        {
          fact: made?.name,
          place: placeOfMoment(moment),
          notes: [...heldNotes(run, moment, locks), { text }],
          fix: notValid(moment, 'add NOT VALID; a later migration validates it'),
        },
      );
    }
  },
});
