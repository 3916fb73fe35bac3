import { shownTableId, stops } from '@refint/model';
import { defineRule } from '@refint/rule';
import { placeOfMoment } from '../locking.ts';

/** A statement that waits for its lock makes all others wait behind it, reads too, for as long as the oldest query runs. */
export default defineRule({
  id: 'migrations/missing-lock-timeout',
  on: 'migration',
  summary: 'A migration that locks a table in use gives up after a while.',
  severity: 'hint',
  strict: 'many set it for the role that runs migrations, or in the connection string, which no file shows',
  options: {
    statementTimeout: {
      kind: 'flag',
      about:
        'Whether `statement_timeout` is enough. It ends what runs for long as well, such as an index that is built.',
      default: true,
    },
  },
  messages: {
    missing: ({ table, mode }: { table: string; mode: string }) =>
      `this waits for ${mode} on ${table} as long as it takes, and whoever comes after it waits too`,
  },

  *check(run, say, { statementTimeout }) {
    const settings = statementTimeout ? ['lock_timeout', 'statement_timeout'] : ['lock_timeout'];
    const setAt = run.statements.findIndex(({ setting }) => setting !== undefined && settings.includes(setting));
    for (const moment of run.done) {
      if (setAt >= 0 && run.statements.indexOf(moment.within) > setAt) return;
      const lock = run.locksFelt(moment).find(({ mode }) => stops(mode) !== 'nothing');
      if (!lock) continue;
      const table = moment.before.table(lock.table);
      if (!table) continue;
      const text = "say SET lock_timeout = '5s' before it, and run the migration again when it gives up";
      yield say.missing(
        table,
        { table: shownTableId(lock.table), mode: lock.mode },
        { place: placeOfMoment(moment), notes: [{ text }] },
      );
      return;
    }
  },
});
