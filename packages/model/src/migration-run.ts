import type { Statement } from './change.ts';
import type { ForeignKey } from './foreign-key.ts';
import { locksOf } from './locks/index.ts';
import { isStronger, type Lock } from './locks/lock.ts';
import { type LostName, lostNamesIn } from './lost-names.ts';
import type { Origin } from './origin.ts';
import { fills } from './rows.ts';
import { type Snapshot, sameNames } from './snapshot.ts';
import type { Source } from './source.ts';
import { type Column, columnOf, type Table, type TableId } from './table.ts';
import { tableMeant } from './tables-of.ts';
import { missedAfter, type Taken } from './taken-along.ts';
import type { Migration, Moment, Runner, Timeline } from './timeline.ts';
import { type Transaction, transactionsIn } from './transactions.ts';

export { takenAlong } from './taken-along.ts';

/** A migration that rules about the running of migrations are asked about. */
export interface Speaking {
  readonly migration: Migration;
  /** What it said at the point since which migrations speak; nothing when it was not there or is not known. */
  readonly was?: Source | undefined;
}

/** What is known besides a migration itself. */
interface Around {
  /** The state after all migrations. */
  readonly last: Snapshot;
  /** What the ORM's schema declares. */
  readonly declared: Snapshot | undefined;
  /** Migrations that are applied together with it and before it. */
  readonly earlier: readonly MigrationRun[];
}

/** A lock that is held since an earlier moment. */
export interface Held {
  readonly lock: Lock;
  readonly moment: Moment;
}

/** How a table came to be within what is run. */
interface Birth {
  readonly moment: Moment;
  readonly id: TableId;
  readonly run: MigrationRun;
}

/**
 * One migration as it is run on a database that people are using: its statements and what they did, in order, in their
 * transactions, with the state on both sides. Every question that a rule may ask about the running is a method here.
 */
export class MigrationRun {
  readonly migration: Migration;
  readonly runner: Runner;
  /** All statements of the file, also those that change nothing. */
  readonly statements: readonly Statement[];
  /** What they did, or failed to do, in order. */
  readonly moments: readonly Moment[];
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly was: Source | undefined;
  /** The transactions of the file, in order. */
  readonly transactions: readonly Transaction[];
  /** Migrations that are applied together with this one and before it, where that is known. */
  readonly #earlier: readonly MigrationRun[];
  readonly #declared: Snapshot | undefined;
  readonly #last: Snapshot;
  readonly #transactionOf: ReadonlyMap<Statement, Transaction>;
  readonly #felt = new Map<Moment, readonly Lock[]>();
  /** Whether any statement takes all rows out of a table, which few migrations do. */
  readonly #empties: boolean;
  #births: ReadonlyMap<Origin, Birth> | undefined;
  #lostNames: readonly LostName[] | undefined;

  constructor(
    { migration, was }: Speaking,
    made: Pick<MigrationRun, 'runner' | 'statements' | 'moments' | 'before' | 'after'>,
    { last, declared, earlier }: Around,
  ) {
    this.migration = migration;
    this.was = was;
    this.runner = made.runner;
    this.statements = made.statements;
    this.moments = made.moments;
    this.before = made.before;
    this.after = made.after;
    this.transactions = transactionsIn(made.statements, made.moments, made.runner);
    this.#transactionOf = new Map(
      this.transactions.flatMap((one) => one.statements.map((statement) => [statement, one])),
    );
    this.#empties = made.statements.some(({ empties }) => empties !== undefined);
    this.#earlier = earlier;
    this.#last = last;
    this.#declared = declared;
  }

  /** What was really done, in order: whatever failed, was skipped or is in doubt is left out. */
  get done(): readonly Moment[] {
    return this.moments.filter(({ outcome }) => outcome.kind === 'done');
  }

  /** The transaction of a moment of this migration. */
  transactionOf({ within }: Moment): Transaction {
    return this.#transactionOf.get(within) ?? { together: 'statement', statements: [within], moments: [] };
  }

  /**
   * What was done before a moment in its transaction, so that the locks of it are still held. With drizzle the pending
   * migrations before this one are part of it, where it is known which these are.
   */
  heldBefore(moment: Moment): readonly Moment[] {
    const { together, moments } = this.transactionOf(moment);
    const own = moments.slice(0, moments.indexOf(moment)).filter(({ outcome }) => outcome.kind === 'done');
    if (together !== 'pending') return own;
    return [...this.#earlier.flatMap((run) => run.done), ...own];
  }

  /** Whether a table was made in the transaction of a moment: until that ends nobody else can see it, and no lock on it stops anybody. */
  isBornWith(table: TableId, moment: Moment): boolean {
    const birth = this.#birthOf(table, moment);
    if (!birth) return false;
    if (this.runner === 'drizzle') return true;
    return birth.run === this && this.transactionOf(moment) === this.transactionOf(birth.moment);
  }

  /**
   * Whether a table has no rows at a moment: it was made in this migration, or in one that is applied together with it,
   * and nothing since then can have put rows into it. Code whose effect on rows is not known may have.
   */
  isEmpty(table: TableId, moment: Moment): boolean {
    const birth = this.#birthOf(table, moment);
    // Under a name that another table had before, it may be used at once.
    if (!birth || birth.id !== table) return false;
    const { change, after } = birth.moment;
    if (change.kind === 'add' && change.entity === 'table' && (change.asQuery || change.partitionOf)) return false;
    const ran = [...this.#earlier, this].flatMap(({ statements }) => statements);
    const since = ran.slice(ran.indexOf(birth.moment.within), ran.indexOf(moment.within));
    return !since.some((statement) => fills(statement, after.table(table), moment));
  }

  /** Whether somebody may have to wait for a lock on a table, or for work on its rows: it is neither new nor still empty. */
  isInUse(table: TableId, moment: Moment): boolean {
    if (this.isBornWith(table, moment) || this.isEmpty(table, moment)) return false;
    return this.#emptiedBy(table, moment)?.verb !== 'TRUNCATE';
  }

  /**
   * Whether an earlier statement of the transaction took all rows out of a table, and nothing since then put any in. Only
   * TRUNCATE keeps others from that; after a DELETE they may.
   */
  isEmptied(table: TableId, moment: Moment): boolean {
    return this.#emptiedBy(table, moment) !== undefined;
  }

  #emptiedBy(table: TableId, moment: Moment): Statement | undefined {
    if (!this.#empties) return undefined;
    const { statements } = this.transactionOf(moment);
    const before = statements.slice(0, statements.indexOf(moment.within));
    const at = before.findLastIndex(({ empties }) => empties?.some((name) => tableMeant(moment, name) === table));
    const isFilled = before.slice(at + 1).some((statement) => fills(statement, moment.before.table(table), moment));
    return at < 0 || isFilled ? undefined : before[at];
  }

  /** Whether code that is running may know a table: neither this migration nor one that is applied together with it made it. */
  isReleased(table: TableId, moment: Moment): boolean {
    return this.#birthOf(table, moment) === undefined;
  }

  /** The state that running code was written for: before this migration, and before those that are applied together with it. */
  get released(): Snapshot {
    return this.#earlier[0]?.before ?? this.before;
  }

  /** The names that it takes away from running code, in order. */
  get lostNames(): readonly LostName[] {
    this.#lostNames ??= lostNamesIn(this);
    return this.#lostNames;
  }

  /** What a drop in a table takes along that somebody may miss once all is done. */
  missedAfter(moment: Moment, table: TableId): readonly Taken[] {
    return missedAfter(moment, table, this.after);
  }

  /** Foreign keys that pointed at a table before all of this, whose columns stay though no foreign key is over them any more. */
  leftPointing(table: TableId): readonly ForeignKey[] {
    return this.before.foreignKeysTo(table).filter(({ table: from, columns, partOf }) => {
      const left = from === table || partOf !== undefined ? undefined : this.after.table(from);
      if (!left || !columns.every((name) => columnOf(left, name))) return false;
      return !left.foreignKeys.some((key) => sameNames(key.columns, columns));
    });
  }

  /** What the schema declares under a name that nothing has when all migrations are applied, so that the next code needs it too. */
  stillDeclared(table: TableId, column?: string): Table | Column | undefined {
    const declared = this.#declared?.table(table);
    const last = declared && this.#last.relationNamed(declared.schema, declared.name);
    if (column === undefined) return last ? undefined : declared;
    return declared && last?.kind === 'table' && !columnOf(last, column) ? columnOf(declared, column) : undefined;
  }

  /** What a moment locks that somebody may have to wait for. */
  locksFelt(moment: Moment): readonly Lock[] {
    let felt = this.#felt.get(moment);
    if (!felt) this.#felt.set(moment, (felt = locksOf(moment).filter(({ table }) => this.isInUse(table, moment))));
    return felt;
  }

  /** The strongest lock on a table that an earlier moment of the transaction still holds, with that moment. */
  heldOn(table: TableId, moment: Moment): Held | undefined {
    let strongest: Held | undefined;
    for (const earlier of this.heldBefore(moment)) {
      const lock = locksOf(earlier).find((one) => one.table === table);
      if (lock && (!strongest || isStronger(lock.mode, strongest.lock.mode))) strongest = { lock, moment: earlier };
    }
    return strongest;
  }

  #birthOf(id: TableId, { before }: Moment): Birth | undefined {
    const table = before.table(id);
    if (!table) return undefined;
    this.#births ??= new Map([...this.#earlier, this].flatMap((run) => birthsIn(run)));
    return this.#births.get(table.origin);
  }
}

/** A table keeps the origin that it was born with, whatever it is called later. */
function birthsIn(run: MigrationRun): readonly (readonly [Origin, Birth])[] {
  return run.moments.flatMap((moment) => {
    const { change, before, after } = moment;
    if (change.kind !== 'add' || change.entity !== 'table' || before === after) return [];
    const id = tableMeant(moment, change.name);
    const table = after.table(id);
    return table && before.table(id) !== table ? [[table.origin, { moment, id, run }] as const] : [];
  });
}

/**
 * The runs of migrations that speak, in the order of the history. `together`: they are applied at once, as the new ones of
 * a branch are; otherwise each comes to a database that all earlier ones have made and people have used since.
 */
export function runsOf(
  { files, moments, runner, last }: Timeline,
  speaking: readonly Speaking[],
  together: boolean,
  declared?: Snapshot | undefined,
): readonly MigrationRun[] {
  const [first] = moments;
  if (speaking.length === 0 || !first) return [];
  // A history that was replayed before names the same files by other objects.
  const asked = new Map(speaking.map((one) => [one.migration.source, one]));
  const runs: MigrationRun[] = [];
  let state = first.before;
  let at = 0;
  for (const { migration, statements } of files) {
    const start = at;
    while (moments[at]?.migration === migration) at++;
    const before = state;
    state = moments[at - 1]?.after ?? state;
    const one = asked.get(migration.source);
    if (!one) continue;
    const made = { runner, statements, moments: moments.slice(start, at), before, after: state };
    runs.push(new MigrationRun({ ...one, migration }, made, { last, declared, earlier: together ? [...runs] : [] }));
  }
  return runs;
}

export { locksOf } from './locks/index.ts';
export { merged } from './locks/lock.ts';
export { volatileFunctions } from './locks/volatile.ts';
export { transactionsIn } from './transactions.ts';
