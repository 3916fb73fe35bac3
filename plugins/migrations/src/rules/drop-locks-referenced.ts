import { type MigrationRun, type Moment, shownTable, shownTableId, type TableId, tableOf } from '@refint/model';
import { defineRule } from '@refint/rule';
import { placeOfMoment } from '../locking.ts';

/** A foreign key has triggers on both of its tables, so whatever drops it takes ACCESS EXCLUSIVE on the referenced one too. */
export default defineRule({
  id: 'migrations/drop-locks-referenced',
  on: 'migration',
  summary: 'Dropping a foreign key or its table does not surprise those who use the table that it references.',
  severity: 'hint',
  messages: {
    locks: ({ what, table, referenced }: { what: string; table: string; referenced: string }) =>
      `dropping ${what} of ${table} takes ACCESS EXCLUSIVE on ${referenced} too, and nobody can read or write there until the transaction ends`,
    table: ({ table, referenced }: { table: string; referenced: string }) =>
      `dropping ${table} takes ACCESS EXCLUSIVE on ${referenced} too, and nobody can read or write there until the transaction ends`,
  },

  *check(run, say) {
    const told = new Set<TableId>();
    for (const moment of run.done) {
      const { change } = moment;
      if (change.kind !== 'drop') continue;
      const id = tableOf(moment);
      const table = moment.before.table(id ?? '');
      if (!table || !['table', 'column', 'constraint'].includes(change.entity)) continue;
      const others = run
        .locksFelt(moment)
        .filter((lock) => lock.table !== id && !told.has(lock.table) && !table.parents?.includes(lock.table))
        .filter((lock) => !isMadeAnew(run, moment, table.id, lock.table));
      if (others.length === 0) continue;
      for (const lock of others) told.add(lock.table);
      const words = {
        table: shownTable(table),
        referenced: others.map((lock) => shownTableId(lock.table)).join(' and '),
      };
      const text = 'set a lock_timeout before it, and keep long work out of this transaction';
      const more = { place: placeOfMoment(moment), notes: [{ text }] };
      if (change.entity === 'table') yield say.table(table, words, more);
      else yield say.locks(table, { ...words, what: change.name.name }, { ...more, fact: change.name.name });
    }
  },
});

/** Whether a foreign key between both is added again in this transaction: migrations/foreign-key-locks-writes tells of that. */
function isMadeAnew(run: MigrationRun, moment: Moment, from: TableId, to: TableId): boolean {
  const { moments } = run.transactionOf(moment);
  const later = moments.slice(moments.indexOf(moment) + 1);
  return later.some(
    ({ change, after }) =>
      change.kind === 'add' &&
      change.entity === 'constraint' &&
      after
        .table(from)
        ?.foreignKeys.some(
          (key) => key.referencedTable === to && !moment.before.table(from)?.foreignKeys.includes(key),
        ),
  );
}
