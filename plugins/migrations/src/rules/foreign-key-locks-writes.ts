import {
  type ForeignKey,
  type MigrationRun,
  type Moment,
  quoted,
  quotedTable,
  shownReference,
  shownTable,
} from '@refint/model';
import { defineRule, type Note } from '@refint/rule';
import { constraintsIn, heldNotes, notValid, placeOfMoment, waiting, workOf } from '../locking.ts';

/** A foreign key over rows that are there looks all of them up, with SHARE ROW EXCLUSIVE on both tables. */
export default defineRule({
  id: 'migrations/foreign-key-locks-writes',
  on: 'migration',
  summary: 'A foreign key is added to a table in use without stopping writes to both tables for the length of a scan.',
  severity: 'warning',
  messages: {
    scans: ({ reference, table, waits }: { reference: string; table: string; waits: string }) =>
      `adding ${reference} reads all of ${table}, and ${waits} meanwhile`,
  },

  *check(run, say) {
    for (const moment of run.done) {
      const added = constraintsIn(moment.change).find(({ kind }) => kind === 'foreign-key');
      const work = added && workOf(run, moment);
      if (!work) continue;
      const { table, locks } = work;
      const old = new Set(table.foreignKeys);
      const key = moment.after.table(table.id)?.foreignKeys.find((one) => !old.has(one));
      if (!key) continue;
      const notes: Note[] = [...heldNotes(run, moment, locks), ...adviceFor(moment, key, isNewIn(run, key))];
      yield say.scans(
        key,
        { reference: shownReference(key), table: shownTable(table), waits: waiting(run, moment, locks) },
        {
          place: placeOfMoment(moment),
          notes,
          fix: notValid(moment, 'add NOT VALID; a later migration validates it'),
        },
      );
    }
  },
});

const isNewIn = ({ before }: MigrationRun, { table, columns }: ForeignKey): boolean =>
  columns.every((name) => !before.column(table, name));

function adviceFor({ change, after }: Moment, key: ForeignKey, isNew: boolean): readonly Note[] {
  const table = after.table(key.table);
  const later = `ALTER TABLE ${table ? quotedTable(table) : '…'} VALIDATE CONSTRAINT ${quoted(key.name)}`;
  const then = `which reads no row; then say in a later migration, which stops nobody: ${later}`;
  const isInline = change.kind === 'add' && change.entity === 'column';
  if (isInline) return [{ text: `add the column without REFERENCES, and the foreign key NOT VALID, ${then}` }];
  const inline = 'or say REFERENCES in the ADD COLUMN: without a default no row is looked at';
  return [{ text: `add it NOT VALID, ${then}` }, ...(isNew && key.columns.length === 1 ? [{ text: inline }] : [])];
}
