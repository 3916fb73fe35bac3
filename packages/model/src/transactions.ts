import type { Aftermath } from './aftermath.ts';
import type { Statement } from './change.ts';
import type { Moment, Runner } from './timeline.ts';

/** Statements of one file that are committed together, and what they did, in order. */
export interface Transaction {
  /** What makes them one: the statement alone, BEGIN … COMMIT, the file, or all pending files. */
  readonly together: Exclude<Aftermath['together'], 'text'>;
  /** In the order of the file, those that change nothing too. */
  readonly statements: readonly Statement[];
  readonly moments: readonly Moment[];
}

/** Where transactions end: each is a stretch of the statements of a file. */
export function transactionsIn(
  statements: readonly Statement[],
  moments: readonly Moment[],
  runner: Runner,
): readonly Transaction[] {
  const did = new Map<Statement, Moment[]>();
  for (const moment of moments) {
    const known = did.get(moment.within);
    if (known) known.push(moment);
    else did.set(moment.within, [moment]);
  }
  return stretches(statements, runner).map(({ together, statements }) => ({
    together,
    statements,
    moments: statements.flatMap((statement) => did.get(statement) ?? []),
  }));
}

type Stretch = Omit<Transaction, 'moments'>;

function stretches(statements: readonly Statement[], runner: Runner): readonly Stretch[] {
  if (runner === 'drizzle') return [{ together: 'pending', statements }];
  const found: Stretch[] = [];
  let open: Statement[] = [];
  let isBlock = false;
  const close = (): void => {
    if (open.length > 0) found.push({ together: togetherOf(runner, isBlock, found.length > 0), statements: open });
    open = [];
    isBlock = false;
  };
  for (const statement of statements) {
    const { control } = statement;
    // What stands before a BEGIN in the middle of a query belongs to the transaction that it begins; psql has sent it before.
    if (control === 'begin' && !isBlock) {
      if (runner === 'psql') close();
      isBlock = true;
    }
    open.push(statement);
    const ends = control === 'commit' || control === 'rollback';
    if (ends || (runner === 'psql' && !isBlock)) close();
  }
  close();
  return found;
}

function togetherOf(runner: Runner, isBlock: boolean, isLater: boolean): Transaction['together'] {
  if (runner === 'psql') return isBlock ? 'block' : 'statement';
  return isBlock || isLater ? 'block' : 'file';
}
