import { quoted, quotedTable, shownReference } from '@refint/model';
import { defineRule } from '@refint/rule';

/** NOT VALID is half of a pattern: rows that were there before are never checked until VALIDATE CONSTRAINT runs. */
export default defineRule({
  id: 'migrations/foreign-key-not-validated',
  on: 'project',
  summary: 'A foreign key that is added NOT VALID is validated by a later statement.',
  severity: 'warning',
  messages: {
    forgotten: ({ reference }: { reference: string }) =>
      `${reference} was added NOT VALID and is never validated: rows from before it may reference nothing`,
  },

  *check({ timeline }, say) {
    for (const foreignKey of timeline?.last.foreignKeys ?? []) {
      if (foreignKey.validated) continue;
      const table = timeline?.last.table(foreignKey.table);
      const statement = `ALTER TABLE ${table ? quotedTable(table) : '…'} VALIDATE CONSTRAINT ${quoted(foreignKey.name)}`;
      const text = `a later migration should say: ${statement}`;
      yield say.forgotten(
        foreignKey,
        { reference: shownReference(foreignKey) },
        { fact: 'validated', notes: [{ text }] },
      );
    }
  },
});
