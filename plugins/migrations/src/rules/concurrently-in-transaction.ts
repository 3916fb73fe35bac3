import type { MigrationRun, Moment } from '@refint/model';
import { defineRule } from '@refint/rule';
import { placeOfMoment } from '../locking.ts';

/** PostgreSQL refuses CONCURRENTLY in a transaction block (25001), and then nothing of the migration is left. */
export default defineRule({
  id: 'migrations/concurrently-in-transaction',
  on: 'migration',
  summary: 'What is done CONCURRENTLY stands where it can run.',
  severity: 'error',
  messages: {
    refused: ({ what, because }: { what: string; because: string }) => `${what} cannot run here: ${because}`,
  },

  *check(run, say) {
    const told = new Set<unknown>();
    for (const moment of run.moments) {
      const { outcome, statement, change } = moment;
      if (outcome.kind !== 'failed' || outcome.failure.code !== '25001') continue;
      if (!statement.alone?.includes('CONCURRENTLY') && !isConcurrent(moment)) continue;
      if (told.has(statement)) continue;
      told.add(statement);
      const what = statement.alone ?? 'CREATE INDEX CONCURRENTLY';
      const fact = change.kind === 'add' && change.entity === 'index' ? change.index.name?.name : undefined;
      const [because, text] = reasonOf(run, moment);
      yield say.refused(moment, { what, because }, { fact, place: placeOfMoment(moment), notes: [{ text }] });
    }
  },
});

const isConcurrent = ({ change }: Moment): boolean =>
  change.kind === 'add' && change.entity === 'index' && change.index.concurrently;

function reasonOf(run: MigrationRun, moment: Moment): readonly [because: string, advice: string] {
  if (run.runner === 'drizzle')
    return [
      'drizzle runs all migrations in one transaction',
      'run it by hand before, and say IF NOT EXISTS here without CONCURRENTLY',
    ];
  if (moment.statement !== moment.within) return ['code runs in a transaction', 'take it out of the block'];
  if (run.runner === 'psql') return ['it stands between BEGIN and COMMIT', 'put it before BEGIN or after COMMIT'];
  const others = run.statements.length - 1;
  const because = `Prisma runs a file of several statements as one transaction, and ${others} ${others === 1 ? 'other is' : 'others are'} in this one`;
  return [because, 'put it into a migration of its own, with no other statement, not even a SET'];
}
