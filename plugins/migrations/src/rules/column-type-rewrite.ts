import { columnOf, formatType, shownColumns, shownTable } from '@refint/model';
import { defineRule } from '@refint/rule';
import { heldNotes, placeOfMoment, waiting, workOf } from '../locking.ts';

interface Words {
  readonly column: string;
  readonly table: string;
  readonly from: string;
  readonly to: string;
  readonly waits: string;
}

/** Most new types mean that every row and every index is written anew. Those that do not are known (docs/locks.md). */
export default defineRule({
  id: 'migrations/column-type-rewrite',
  on: 'migration',
  summary: 'A column of a table in use gets only types that keep its rows as they are.',
  severity: 'warning',
  messages: {
    rewrites: ({ column, table, from, to, waits }: Words) =>
      `changing ${column} from ${from} to ${to} writes all of ${table} anew, and ${waits} meanwhile`,
    computes: ({ column, table, waits }: Words) =>
      `computing ${column} anew writes all of ${table}, and ${waits} meanwhile`,
    scans: ({ column, table, from, to, waits }: Words) =>
      `changing ${column} from ${from} to ${to} checks all of ${table} again for a CHECK or an index over it, and ${waits} meanwhile`,
  },

  *check(run, say) {
    for (const moment of run.done) {
      const { change } = moment;
      if (change.kind !== 'alter' || change.entity !== 'column' || change.alteration.to !== 'type') continue;
      const work = workOf(run, moment);
      const was = work && columnOf(work.table, change.column.name);
      const now = was && moment.after.column(work.table.id, was.name);
      if (!work || !was?.type || !now?.type) continue;
      const { table, locks, rewrites } = work;
      const words = {
        column: shownColumns(table.id, [was.name]),
        table: shownTable(table),
        from: formatType(was.type),
        to: formatType(now.type),
        waits: waiting(run, moment, locks),
      };
      const text =
        'add a column of the new type, fill it in batches, keep both the same with a trigger, and swap them later';
      yield say[!rewrites ? 'scans' : words.from === words.to ? 'computes' : 'rewrites'](now, words, {
        place: placeOfMoment(moment),
        notes: [...heldNotes(run, moment, locks), ...(rewrites ? [{ text }] : [])],
      });
    }
  },
});
