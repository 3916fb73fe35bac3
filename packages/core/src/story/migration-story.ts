import { type Lock, type Migration, type MigrationRun, type Moment, type Place, placeOf, written } from '@refint/model';
import { type HeldLocks, type LockLine, lockLines } from './lock-lines.ts';
import { type Split, splitOf } from './split.ts';

/** What one migration of the stretch does to a database that people are using. */
export interface MigrationStory {
  readonly name: string;
  /** The beginning of its file. */
  readonly at: Place;
  readonly statements: number;
  /** How many tables, columns, foreign keys … it adds, drops, alters and renames, in the order in which it does so first. */
  readonly did: readonly Count[];
  readonly transactions: readonly TransactionStory[];
  /** Whether the file can stay one file, and why not. */
  readonly split: Split;
  /** Statements that cannot run. */
  readonly failing: readonly { readonly text: string; readonly code: string; readonly at: Place }[];
}

export interface Count {
  readonly kind: 'add' | 'drop' | 'alter' | 'rename';
  /** `table`, `column`, `foreign-key`, `check`, `index` … */
  readonly entity: string;
  readonly count: number;
}

/** Statements that are committed together, with what is locked until they are. */
export interface TransactionStory {
  /** `statement`: each by itself. `block`: BEGIN … COMMIT. `file`: the file. `pending`: all files that wait to be run. */
  readonly together: 'statement' | 'block' | 'file' | 'pending';
  readonly at: Place;
  readonly statements: number;
  /**
   * Locks on tables that somebody may be using: neither new in this transaction nor known to be empty. Only what is proved
   * (docs/locks.md), in order.
   */
  readonly locks: readonly LockLine[];
}

/** How migrations are told one after the other. */
export interface Telling {
  readonly locksOf: (moment: Moment) => readonly Lock[];
  /** What is held when a file begins: nothing, but where all files are one transaction. */
  readonly held: () => HeldLocks;
}

export function migrationStory(run: MigrationRun, { locksOf, held }: Telling): MigrationStory {
  const { migration, statements, transactions } = run;
  const told = transactions.map((transaction) => {
    const locks = lockLines(run, transaction, held(), locksOf);
    return { transaction, locks };
  });
  return {
    name: migration.name,
    at: startOf(migration),
    statements: statements.length,
    did: didIn(run),
    transactions: told
      .filter(({ transaction, locks }) => locks.length > 0 || transaction.together !== 'statement')
      .map(({ transaction, locks }) => ({
        together: transaction.together,
        at: placeOfFirst(transaction.statements[0], migration),
        statements: transaction.statements.length,
        locks: locks.flatMap(([, lines]) => lines),
      })),
    split: splitOf(
      run,
      told.flatMap(({ locks }) => locks),
    ),
    failing: failingIn(run),
  };
}

const startOf = ({ source }: Migration): Place => ({ source, span: { start: 0, end: 0 } });

const placeOfFirst = (first: Place | undefined, migration: Migration): Place =>
  first ? { source: first.source, span: first.span } : startOf(migration);

function didIn({ moments }: MigrationRun): readonly Count[] {
  const counts = new Map<string, { kind: Count['kind']; entity: string; count: number }>();
  for (const { change, outcome } of moments) {
    if (outcome.kind !== 'done' || change.kind === 'opaque' || change.kind === 'run') continue;
    const entity = change.kind === 'add' && change.entity === 'constraint' ? change.constraint.kind : change.entity;
    const known = counts.get(`${change.kind} ${entity}`);
    if (known) known.count++;
    else counts.set(`${change.kind} ${entity}`, { kind: change.kind, entity, count: 1 });
  }
  return [...counts.values()];
}

function failingIn({ moments }: MigrationRun): MigrationStory['failing'] {
  const seen = new Set<unknown>();
  return moments.flatMap(({ outcome, within, change }) => {
    if (outcome.kind !== 'failed' || seen.has(within)) return [];
    seen.add(within);
    const { failure } = outcome;
    const at = failure.at ?? written(change.source, change.span);
    return [{ text: failure.text, code: failure.code, at: placeOf(at) }];
  });
}
