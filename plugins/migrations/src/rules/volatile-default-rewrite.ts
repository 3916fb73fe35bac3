import { type ColumnDefinition, shownColumns, shownTable } from '@refint/model';
import { defineRule } from '@refint/rule';
import { heldNotes, placeOfMoment, waiting, workOf } from '../locking.ts';

/** A constant default is kept once for all old rows. One that differs from row to row must be written into each. */
export default defineRule({
  id: 'migrations/volatile-default-rewrite',
  on: 'migration',
  summary: 'A new column of a table in use gets no value that differs from row to row.',
  severity: 'warning',
  messages: {
    rewrites: ({ column, table, because, waits }: { column: string; table: string; because: string; waits: string }) =>
      `adding ${column} writes all of ${table} anew to ${because}, and ${waits} meanwhile`,
  },

  *check(run, say) {
    for (const moment of run.done) {
      const { change } = moment;
      if (change.kind !== 'add' || change.entity !== 'column') continue;
      const work = workOf(run, moment);
      const column = work?.rewrites && moment.after.column(work.table.id, change.column.name.name);
      if (!column) continue;
      const { table, locks } = work;
      const because = locks.find(({ rewrites }) => rewrites)?.because ?? '';
      yield say.rewrites(
        column,
        {
          column: shownColumns(table.id, [column.name]),
          table: shownTable(table),
          because,
          waits: waiting(run, moment, locks),
        },
        { place: placeOfMoment(moment), notes: [...heldNotes(run, moment, locks), { text: adviceFor(change.column) }] },
      );
    }
  },
});

function adviceFor({ default: value, generated, identity, type }: ColumnDefinition): string {
  if (generated) return 'keep it in a plain column that is filled in batches and by a trigger, or compute it in a view';
  if (identity || type?.serial)
    return 'add a plain column with its sequence as a default set afterwards, and number old rows in batches';
  if (value)
    return 'add it without a default, say SET DEFAULT afterwards, which is for new rows only, and fill old rows in batches';
  return 'add it with the type that the domain stands for, and a CHECK that is NOT VALID at first';
}
