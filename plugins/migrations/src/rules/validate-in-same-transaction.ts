import { shownTable, stops } from '@refint/model';
import { defineRule } from '@refint/rule';
import { placeOfMoment, waiting, workOf } from '../locking.ts';

/**
 * NOT VALID and VALIDATE are two steps so that the scan of the second holds no strong lock. In one transaction the lock of
 * the first is held through it, and nothing is won.
 */
export default defineRule({
  id: 'migrations/validate-in-same-transaction',
  on: 'migration',
  summary: 'A constraint is validated in a transaction that holds no strong lock on its table.',
  severity: 'warning',
  messages: {
    held: ({ name, table, waits }: { name: string; table: string; waits: string }) =>
      `validating ${name} reads all of ${table} while this transaction holds a lock from before, so ${waits} meanwhile`,
  },

  *check(run, say) {
    for (const moment of run.done) {
      const { change } = moment;
      if (change.kind !== 'alter' || change.entity !== 'constraint' || change.to !== 'validated') continue;
      const work = workOf(run, moment);
      const held = work && run.heldOn(work.table.id, moment);
      if (!held || stops(held.lock.mode) === 'nothing') continue;
      const { table, locks } = work;
      const { name } = change.name;
      const constraint = [...table.foreignKeys, ...table.checks].find((one) => one.name === name);
      const since = {
        text: `${held.lock.mode} on ${shownTable(table)} is held since here`,
        at: placeOfMoment(held.moment),
      };
      yield say.held(
        constraint ?? table,
        { name, table: shownTable(table), waits: waiting(run, moment, locks) },
        { place: placeOfMoment(moment), notes: [since, { text: apart[run.runner] }] },
      );
    }
  },
});

const apart = {
  prisma: 'put VALIDATE CONSTRAINT into a migration of its own: Prisma runs each file as one transaction',
  psql: 'say COMMIT before it',
  drizzle:
    'deploy it after the other: drizzle runs all pending migrations in one transaction, also when they are in two files',
} as const;
