import type { MigrationInput, ProjectInput, Rehearsal, Settings } from '@refint/core';
import type { ServerVersion, Source } from '@refint/model';
import type { Session } from './servers/session.ts';

/** The files of a plan. */
export interface PlanFiles {
  readonly migrations: readonly MigrationInput[];
  readonly audit: Source | undefined;
  readonly tests: Source | undefined;
  readonly rollback: Source | undefined;
}

/** What is to be rehearsed, and where. */
export interface Ask {
  readonly input: ProjectInput;
  readonly settings: Settings;
  /** A database that may be used; nothing for one in this process. */
  readonly databaseUrl?: string | undefined;
  /** The version that is wanted; that of the settings, or the newest, when left out. */
  readonly postgres?: ServerVersion | undefined;
  /** What was planned for the project: files that come after its own. */
  readonly plan?: PlanFiles | undefined;
  /** How many rows each table gets, and ten times as many later; none when left out, or a thousand where there is a plan. */
  readonly rows?: number | undefined;
  /** How many rows that reference nothing each foreign key of the plan gets before the audit. */
  readonly orphans?: number | undefined;
  /** Starts a server in this process; the usual one when left out. */
  readonly start?: ((version: ServerVersion, extensions: readonly string[]) => Promise<Session>) | undefined;
  /** Ends it as soon as what runs now is over. */
  readonly signal?: AbortSignal | undefined;
  /** Is told what is being done, and of how many things how many are done. */
  readonly doing?: ((what: string, done?: number, of?: number) => void) | undefined;
}

/** What became of it: what was found out, or one sentence that says why nothing was run. */
export type Answer =
  | { readonly kind: 'rehearsed'; readonly rehearsal: Rehearsal }
  | { readonly kind: 'refused'; readonly sentence: string };

/** Why nothing is run, or nothing more. It is thrown within this package, and leaves it as an answer. */
export class Refused extends Error {}
