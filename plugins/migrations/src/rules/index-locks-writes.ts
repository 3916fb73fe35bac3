import { type Change, type Edit, type Moment, shownTable } from '@refint/model';
import { defineRule, type Fix } from '@refint/rule';
import { heldNotes, placeOfMoment, waiting, workOf } from '../locking.ts';

type AddsIndex = Extract<Change, { readonly entity: 'index'; readonly kind: 'add' }>;

/** CREATE INDEX holds SHARE while it reads the table; CONCURRENTLY lets others write, and must stand alone. */
export default defineRule({
  id: 'migrations/index-locks-writes',
  on: 'migration',
  summary: 'An index of a table in use is built CONCURRENTLY.',
  severity: 'warning',
  messages: {
    builds: ({ table, waits }: { table: string; waits: string }) =>
      `building this index reads all of ${table}, and ${waits} meanwhile`,
  },

  *check(run, say) {
    for (const moment of run.done) {
      const { change } = moment;
      if (change.kind !== 'add' || change.entity !== 'index' || change.index.concurrently) continue;
      const work = workOf(run, moment);
      if (!work) continue;
      const { table, locks } = work;
      const isDivided = table.form === 'partitioned';
      const text = isDivided
        ? 'build it CONCURRENTLY on each partition and attach these to an index ON ONLY the partitioned table'
        : alone[run.runner];
      const mayStay = run.transactionOf(moment).statements.length === 1 && run.runner !== 'drizzle' && !isDivided;
      yield say.builds(
        table,
        { table: shownTable(table), waits: waiting(run, moment, locks) },
        {
          fact: change.index.name?.name ?? change.index.parts.map((part) => part.text).join(),
          place: placeOfMoment(moment),
          notes: [...heldNotes(run, moment, locks), { text }],
          fix: mayStay && moment.statement === moment.within ? concurrently(moment, change) : undefined,
        },
      );
    }
  },
});

const alone = {
  prisma:
    'say CREATE INDEX CONCURRENTLY, alone in a migration of its own: Prisma runs a file with more in it as one transaction',
  psql: 'say CREATE INDEX CONCURRENTLY, outside of BEGIN … COMMIT',
  drizzle: 'run CREATE INDEX CONCURRENTLY IF NOT EXISTS by hand before: drizzle runs all migrations in one transaction',
} as const;

/** The word goes before the name, where one is written and nothing stands before it. */
function concurrently({ change: { source } }: Moment, { index, ifNotExists }: AddsIndex): Fix | undefined {
  const at = index.name?.span.start;
  if (at === undefined || ifNotExists) return undefined;
  const edit: Edit = { source, span: { start: at, end: at }, text: 'CONCURRENTLY ' };
  return { title: 'build it CONCURRENTLY', safe: false, edits: [edit] };
}
