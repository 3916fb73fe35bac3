import type { LockMode } from '@refint/model';

/** Which PostgreSQL was asked. */
export interface RehearsedOn {
  /** As it says it itself: `18.6`. */
  readonly version: string;
  /** In the process that asked, or a server that somebody named. */
  readonly where: 'in-process' | 'named';
}

/** A statement that PostgreSQL refused. */
export interface RefusedStatement {
  readonly migration: string;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** The SQLSTATE. */
  readonly code: string;
  readonly text: string;
  /** Whether the replay of the files says so too; `rows`: it depends on rows or roles, of which files know nothing. */
  readonly foreseen: 'yes' | 'no' | 'rows';
}

/** Something that refint says and PostgreSQL does otherwise: a defect of refint, not of the project. */
export interface Disagreement {
  readonly about: 'failure' | 'catalog' | 'lock';
  /** Where it shows; nothing for what is in the catalog in the end. */
  readonly at: { readonly migration: string; readonly path: string; readonly line: number } | undefined;
  readonly refint: string;
  readonly postgresql: string;
  /** The thing that both speak of. */
  readonly what: string;
}

/** What the history came to. */
export interface RehearsedHistory {
  readonly migrations: number;
  readonly statements: number;
  readonly tables: number;
  readonly foreignKeys: number;
  /** How many statements were compared by what they lock. */
  readonly compared: number;
  readonly refused: readonly RefusedStatement[];
  readonly disagreements: readonly Disagreement[];
  /** Why less could be compared; nothing where all was. */
  readonly partly: string | undefined;
}

/** A lock that stops others from working with rows. */
export interface RehearsedLock {
  readonly table: string;
  readonly mode: LockMode;
  readonly stops: 'nothing' | 'writes' | 'reads and writes';
}

/** What `refint rehearse` found out. Plain data: it is kept in a file, and a report shows it. */
export interface Rehearsal {
  /** Grows when something changes its meaning. */
  readonly version: 1;
  readonly project: string;
  /** Stands for the texts of the migrations that were run. */
  readonly digest: string;
  readonly server: RehearsedOn;
  readonly history: RehearsedHistory;
  readonly verdict: 'well' | 'not-well';
}
