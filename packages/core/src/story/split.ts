import type { MigrationRun, Moment, Place, Runner } from '@refint/model';
import { type LockLine, placeOfMoment } from './lock-lines.ts';

/** Whether a migration can stay one file. */
export interface Split {
  /** `two`: nobody would have to wait, or it would run at all, if a part of it were run later. */
  readonly files: 'one' | 'two';
  /** Why it must be two, each with the statement that is to go; empty for one. */
  readonly because: readonly { readonly text: string; readonly at: Place }[];
}

/**
 * What is to be run later: what reads all rows under a lock that only an earlier statement needs, or that it would not need
 * in two steps, and what PostgreSQL refuses in this transaction.
 */
export function splitOf(run: MigrationRun, done: readonly (readonly [Moment, readonly LockLine[]])[]): Split {
  const because = [...refused(run), ...done.flatMap(([moment, lines]) => waits(run, moment, lines))];
  return { files: because.length > 0 ? 'two' : 'one', because };
}

/** 25001: it cannot run in a transaction. 55P04: a new value of an enum is used in the transaction that adds it. */
function* refused({ moments, runner }: MigrationRun): Iterable<Split['because'][number]> {
  for (const moment of moments) {
    const { outcome } = moment;
    if (outcome.kind !== 'failed') continue;
    const { code, text } = outcome.failure;
    if (code === '25001' || code === '55P04') yield { text: `${text}: ${later[runner]}`, at: placeOfMoment(moment) };
  }
}

const later: Readonly<Record<Runner, string>> = {
  prisma: 'it needs a migration of its own',
  psql: 'it needs a transaction of its own',
  drizzle: 'it must be deployed apart, since all pending migrations are one transaction',
};

function waits(run: MigrationRun, moment: Moment, lines: readonly LockLine[]): Split['because'] {
  const { runner } = run;
  const long = lines.filter((line) => line.long);
  const [first] = long;
  if (!first || long.some(({ rewrites }) => rewrites)) return [];
  const what = stepOf(moment, long);
  // psql commits each statement by itself, so two statements do what two files do elsewhere.
  if (
    what === undefined ||
    (isAlone(run, moment) && isIndex(moment)) ||
    (runner === 'psql' && !long.some(({ held }) => held))
  )
    return [];
  const tables = [...new Set(long.map(({ table }) => table))].join(' and ');
  return [{ text: `${what(tables)}: ${later[runner]}`, at: first.at }];
}

/** An index that is built alone in its file only has to be built CONCURRENTLY there. */
const isAlone = (run: MigrationRun, moment: Moment): boolean =>
  run.runner !== 'drizzle' && run.transactionOf(moment).statements.length === 1;

const isIndex = ({ change }: Moment): boolean => change.kind === 'add' && change.entity === 'index';

/** What of a statement can be done in a second step; nothing where two steps would stop others as long. */
function stepOf({ change }: Moment, long: readonly LockLine[]): ((tables: string) => string) | undefined {
  if (change.kind === 'alter' && change.entity === 'constraint' && change.to === 'validated') {
    return (tables) => `validates under a lock on ${tables} that an earlier statement took`;
  }
  if (change.kind === 'alter' && change.entity === 'column') {
    const isNotNull = change.alteration.to === 'not-null';
    return isNotNull
      ? (tables) =>
          `looks for missing values under a lock on ${tables}, where a CHECK added NOT VALID and validated later would prove it`
      : undefined;
  }
  if (change.kind !== 'add') return undefined;
  if (change.entity === 'index')
    return (tables) => `builds an index under a lock on ${tables}, where CONCURRENTLY would not`;
  const kinds =
    change.entity === 'constraint'
      ? [change.constraint.kind]
      : change.entity === 'column'
        ? change.column.constraints.map(({ kind }) => kind)
        : [];
  if (kinds.includes('foreign-key') || kinds.includes('check'))
    return (tables) => `reads all rows under a lock on ${tables}, where NOT VALID would not and VALIDATE could follow`;
  if (kinds.includes('unique') || kinds.includes('primary-key'))
    return (tables) => `builds an index under a lock on ${tables}, where one built CONCURRENTLY before could be taken`;
  return long.some(({ held }) => held)
    ? (tables) => `works under a lock on ${tables} that an earlier statement took`
    : undefined;
}
