import type { Change, Statement } from './change.ts';
import type { ForeignKey } from './foreign-key.ts';
import type { Grounded, Origin } from './origin.ts';
import type { Snapshot } from './snapshot.ts';
import type { Source } from './source.ts';
import type { Doubt, TableId } from './table.ts';

/** One file of a history, in the order in which the runner takes it. */
export interface Migration {
  readonly name: string;
  readonly source: Source;
}

/** What a file says, statement by statement, also those that change nothing. */
export interface MigrationFile {
  readonly migration: Migration;
  readonly statements: readonly Statement[];
}

/** Who runs the migrations, which decides what is one transaction. */
export type Runner = 'prisma' | 'drizzle' | 'psql';

/** What was not there when it was needed. */
export interface Missing {
  readonly kind: 'table' | 'column' | 'key' | 'type' | 'constraint' | 'schema' | 'index';
  readonly name: string;
  /** The table in which it was looked for. */
  readonly table?: TableId | undefined;
}

/** Why a change did not happen, as PostgreSQL would say it. */
export interface Failure {
  /** The SQLSTATE: `42P01` undefined table, `42703` undefined column, `42830` no matching unique key, `42804` type refused … */
  readonly code: string;
  readonly text: string;
  readonly missing: Missing | undefined;
  /** The word of the statement that makes it so, where that is known better than the change that fails. */
  readonly at?: Origin | undefined;
}

/**
 * What became of a change. `unchanged`: IF [NOT] EXISTS made it do nothing. `skipped`: a guard around it was false.
 * `swallowed`: it failed and a handler ate the error. `failed`: it cannot run. `doubtful`: whether it ran is not known;
 * the state is as if it had.
 */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'unchanged'; readonly because: string }
  | { readonly kind: 'skipped'; readonly guard: Guard }
  | { readonly kind: 'swallowed'; readonly failure: Failure; readonly handler: Origin }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'doubtful'; readonly doubt: Doubt };

/** A condition that decided against what it guards. */
export interface Guard {
  readonly at: Origin;
  /** The fact that made it so: "approval_policy_stages has no column approval_policy_id at this point". */
  readonly because: string;
  readonly missing: Missing | undefined;
}

/** One change with the world on both sides of it. */
export interface Moment {
  readonly change: Change;
  readonly statement: Statement;
  /** The statement of the file that it is part of: the same one, or the one that holds or calls the code around it. */
  readonly within: Statement;
  readonly migration: Migration;
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Where a name without a schema is looked for, in order. */
  readonly searchPath: readonly string[];
  /** Changes with the same number are committed together. */
  readonly transaction: number;
  readonly outcome: Outcome;
}

/** What migrations tried to do with a foreign key, in the order in which they tried. */
export interface ForeignKeyEvent extends Grounded {
  readonly kind: 'foreign-key-event';
  readonly what: 'added' | 'validated' | 'dropped' | 'unchanged' | 'skipped' | 'swallowed' | 'failing';
  readonly table: TableId;
  /** The constraint's name, when it is written or known. */
  readonly name: string | undefined;
  readonly columns: readonly string[];
  readonly referencedTable: TableId;
  /** Empty when the primary key was meant and the referenced table is not known. */
  readonly referencedColumns: readonly string[];
  readonly moment: Moment;
  /** The constraint as it then was; nothing when it never came to be. */
  readonly foreignKey: ForeignKey | undefined;
  /** Why this very foreign key can't be made; nothing when only others of its statement can't. */
  readonly failure?: Failure | undefined;
}

/** A file that leaves `search_path` as the session did not have it before: files after it find other things by a name alone. */
export interface LeftPath {
  /** The change that said so last. */
  readonly moment: Moment;
  readonly was: readonly string[];
  readonly now: readonly string[];
}

export interface Timeline {
  readonly runner: Runner;
  readonly migrations: readonly Migration[];
  readonly files: readonly MigrationFile[];
  readonly moments: readonly Moment[];
  readonly last: Snapshot;
  readonly foreignKeyEvents: readonly ForeignKeyEvent[];
  readonly leftPaths: readonly LeftPath[];
  /**
   * Set when the history does not start from an empty database, with the first sign of it: then what is absent may
   * have been made elsewhere, and rules about absence are silent.
   */
  readonly incomplete: Doubt | undefined;
  /** Set when SQL was met of which nothing is known, not even what it touches. */
  readonly doubt: Doubt | undefined;
}

/** What a history ends with, where that is known as a whole; nothing where something may exist that no file shows. */
export const knownEnd = (timeline: Timeline | undefined): Snapshot | undefined =>
  timeline && !timeline.incomplete && !timeline.doubt ? timeline.last : undefined;
