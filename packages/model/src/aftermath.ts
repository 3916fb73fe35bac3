import type { Statement } from './change.ts';
import { remembered } from './remembered.ts';
import type { Migration, MigrationFile, Moment, Timeline } from './timeline.ts';

/** What becomes of the statements around one that cannot run. BEGIN, COMMIT and their kin are in none of the lists. */
export interface Aftermath {
  /**
   * What is one transaction: the statement alone, what stands between BEGIN and COMMIT, the file, or all pending files.
   * `text`: it is no SQL, and nothing of the file runs, because PostgreSQL reads all of it first.
   */
  readonly together: 'statement' | 'block' | 'file' | 'pending' | 'text';
  /** Statements of the file that ran before it and are taken back with it. */
  readonly rolledBack: readonly Statement[];
  /** Statements of the file that are never reached, or refused until the transaction ends. */
  readonly neverRun: readonly Statement[];
  /** Whether the runner stops there. psql goes on unless ON_ERROR_STOP is set. */
  readonly stops: boolean;
  /** Other migrations that are not applied: those after it, and with `pending` those that ran before it too. */
  readonly unapplied: readonly Migration[];
}

/**
 * What becomes of the rest when a moment's statement cannot run. What runs the migrations decides: Prisma sends a file as
 * one query, which ends at the first error and takes back what is not committed (PostgreSQL, "Multiple Statements in a
 * Simple Query"); psql sends one statement after the other; drizzle has all pending files in one transaction.
 */
export const aftermathOf = (timeline: Timeline, moment: Moment): Aftermath => aftermathsIn(timeline)(moment);

const aftermathsIn = remembered((timeline: Timeline) => remembered((moment: Moment) => lookedUp(timeline, moment)));

function lookedUp({ files, runner }: Timeline, { migration, within, outcome }: Moment): Aftermath {
  const fileAt = files.findIndex((file) => file.migration === migration);
  const file = files[fileAt];
  const at = file?.statements.indexOf(within) ?? -1;
  if (!file || at < 0) return { together: 'statement', rolledBack: [], neverRun: [], stops: false, unapplied: [] };
  if (runner === 'psql') return { ...inSession(file, at), stops: false, unapplied: [] };
  const later = files.slice(fileAt + 1).map((other) => other.migration);
  if (runner === 'drizzle') {
    const earlier = files.slice(0, fileAt).map((other) => other.migration);
    const rest = plain(file.statements.slice(at + 1));
    const rolledBack = plain(file.statements.slice(0, at));
    return { together: 'pending', rolledBack, neverRun: rest, stops: true, unapplied: [...earlier, ...later] };
  }
  const isRead = outcome.kind !== 'failed' || !outcome.failure.text.startsWith('syntax error');
  return { ...inQuery(file, at, isRead), stops: true, unapplied: later };
}

/** Other changes that the handler of an error took back with a moment that it swallowed: those of its block, in order. */
export const takenBackWith = ({ moments }: Timeline, { outcome, statement }: Moment): readonly Moment[] =>
  outcome.kind === 'swallowed'
    ? moments.filter(
        (other) => other.outcome === outcome && other.statement !== statement && other.change.kind !== 'run',
      )
    : [];

type InFile = Pick<Aftermath, 'together' | 'rolledBack' | 'neverRun'>;

function inQuery({ statements }: MigrationFile, at: number, isRead: boolean): InFile {
  const others = (from: number, to: number): readonly Statement[] => plain(statements.slice(from, to));
  if (!isRead) {
    return { together: 'text', rolledBack: [], neverRun: plain(statements.filter((_, index) => index !== at)) };
  }
  const start = statements.findLastIndex((statement, index) => index < at && endsTransaction(statement)) + 1;
  const together = start === 0 ? 'file' : 'block';
  return { together, rolledBack: others(start, at), neverRun: others(at + 1, statements.length) };
}

function inSession({ statements }: MigrationFile, at: number): InFile {
  const alone: InFile = { together: 'statement', rolledBack: [], neverRun: [] };
  const ended = statements.findLastIndex((statement, index) => index < at && endsTransaction(statement));
  const begin = statements.findIndex(({ control }, index) => index > ended && index < at && control === 'begin');
  if (begin < 0) return alone;
  // Only ROLLBACK TO brings a transaction back to life in which something failed, and everything else ends it.
  const next = statements.findIndex(
    (statement, index) => index > at && (endsTransaction(statement) || returnsTo(statements, begin, at, statement)),
  );
  const end = next < 0 ? statements.length : next;
  const saved =
    statements[end]?.control === 'rollback-to' ? savepointOf(statements, begin, at, statements[end]) : begin;
  return {
    together: 'block',
    rolledBack: plain(statements.slice(saved + 1, at)),
    neverRun: plain(statements.slice(at + 1, end)),
  };
}

const returnsTo = (statements: readonly Statement[], begin: number, at: number, statement: Statement): boolean =>
  statement.control === 'rollback-to' && savepointOf(statements, begin, at, statement) > begin;

/** Where the savepoint was made to which a statement goes back; the block's own beginning when there is none. */
function savepointOf(statements: readonly Statement[], begin: number, at: number, { savepoint }: Statement): number {
  const made = statements.findLastIndex(
    (one, index) => index > begin && index < at && one.control === 'savepoint' && one.savepoint === savepoint,
  );
  const isReleased = statements.some(
    (one, index) => index > made && index < at && one.control === 'release' && one.savepoint === savepoint,
  );
  return made < 0 || isReleased ? begin : made;
}

const endsTransaction = ({ control }: Statement): boolean => control === 'commit' || control === 'rollback';

const plain = (statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(({ control }) => control === undefined);

/** The same in a sentence; nothing when nothing else is lost. */
export function shownAftermath({ together, rolledBack, neverRun, stops, unapplied }: Aftermath): string | undefined {
  const before =
    rolledBack.length > 0 && `${counted(rolledBack.length, 'statement')} before it ${are(rolledBack)} rolled back`;
  const never =
    neverRun.length > 0 && `${counted(neverRun.length, 'other')} never ${neverRun.length === 1 ? 'runs' : 'run'}`;
  const lost = [before, never].filter((part) => part !== false).join(' and ');
  const one = wholes[together];
  if (!stops) return lost === '' ? undefined : `${one}: ${lost}`;
  const later = unapplied.length > 0 ? 'no later migration is applied until this is mended' : '';
  const blocked = together === 'pending' ? 'no pending migration is applied' : later;
  const said = [lost, blocked].filter((part) => part !== '');
  return said.length === 0 ? undefined : `${one}: ${said.join(', and ')}`;
}

const wholes: Readonly<Record<Aftermath['together'], string>> = {
  statement: 'the statement is a transaction of its own',
  block: 'it is part of a transaction',
  file: 'the migration is one transaction',
  pending: 'all pending migrations are one transaction',
  text: 'the migration is read as a whole before any of it runs',
};

const are = (list: readonly unknown[]): string => (list.length === 1 ? 'is' : 'are');

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
