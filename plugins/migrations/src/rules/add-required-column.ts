import { shownColumns, shownTable } from '@refint/model';
import { defineRule } from '@refint/rule';
import { placeOfMoment, workOf } from '../locking.ts';

/** A NOT NULL column without a value for the rows that are there: PostgreSQL refuses it as soon as there is one (23502). */
export default defineRule({
  id: 'migrations/add-required-column',
  on: 'migration',
  summary: 'A required column is added with a value for the rows that are there.',
  severity: 'warning',
  messages: {
    fails: ({ column, table }: { column: string; table: string }) =>
      `adding ${column} as NOT NULL without a default fails as soon as ${table} has a row`,
  },

  *check(run, say) {
    for (const moment of run.done) {
      const { change } = moment;
      if (change.kind !== 'add' || change.entity !== 'column') continue;
      const { notNull, default: value, identity, generated, type, name } = change.column;
      const hasValue = (value && value.value.kind !== 'null') || identity || generated || type?.serial;
      if (!notNull?.value || hasValue) continue;
      const work = workOf(run, moment);
      const column = work && moment.after.column(work.table.id, name.name);
      if (!column || run.isEmptied(work.table.id, moment)) continue;
      const text =
        'give it a constant default, which writes no row; or add it as nullable, fill it in batches, and require it later';
      yield say.fails(
        column,
        { column: shownColumns(work.table.id, [column.name]), table: shownTable(work.table) },
        { place: placeOfMoment(moment), notes: [{ text }] },
      );
    }
  },
});
