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
  /** Extensions that were there before, because the history needs them and does not make them. */
  readonly assumed?: readonly string[] | undefined;
  /** Why less could be compared; nothing where all was. */
  readonly partly: string | undefined;
}

/** Rows that tables were given, a certain number for each. */
export interface RehearsedRows {
  /** How many each table was to get, the first time and the second. */
  readonly few: number;
  readonly many: number;
  /** How many tables got some. */
  readonly tables: number;
  /** Tables that got none, or fewer. */
  readonly lacking: readonly { readonly table: string; readonly because: string }[];
}

/** How long something took, in milliseconds, of several times. */
export interface Milliseconds {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** Between what it lies, in milliseconds. */
export interface Between {
  readonly least: number;
  readonly most: number;
}

export interface RehearsedLock {
  readonly table: string;
  readonly mode: LockMode;
  readonly stops: 'nothing' | 'writes' | 'reads and writes';
}

/** One statement of a plan, as it ran twice: with few rows and with many. */
export interface RehearsedStep {
  readonly migration: string;
  readonly path: string;
  readonly line: number;
  readonly statement: string;
  /** What it takes that its transaction did not hold before. Nothing is seen of what runs in no transaction. */
  readonly locks: readonly RehearsedLock[];
  /** Tables of which all rows are read, or written anew. */
  readonly scans: readonly string[];
  readonly rewrites: readonly string[];
  readonly few: Milliseconds;
  readonly many: Milliseconds;
  /** With a million rows; nothing where a table has no more rows the second time. */
  readonly million: Between | undefined;
}

/** How long a transaction of a plan keeps others from working with a table: from the statement that locks it to the end. */
export interface RehearsedWait {
  readonly migration: string;
  readonly table: string;
  readonly stops: 'writes' | 'reads and writes';
  readonly few: number;
  readonly many: number;
  readonly million: Between | undefined;
}

/** Rows that reference nothing: how many were put there, and how many the audit counts. */
export interface RehearsedAudit {
  readonly reference: string;
  readonly planted: number;
  readonly counted: number | undefined;
}

/** What became of the tests of a plan. */
export interface RehearsedTests {
  readonly pass: boolean;
  /** What they say that is wrong. */
  readonly because: string | undefined;
  /** How many things were tried, as far as they tell, and how many of them could not be. */
  readonly trials: number;
  readonly untested: number;
}

/** What a plan came to. */
export interface RehearsedPlan {
  readonly migrations: number;
  readonly refused: readonly RefusedStatement[];
  readonly disagreements: readonly Disagreement[];
  readonly steps: readonly RehearsedStep[];
  readonly waits: readonly RehearsedWait[];
  /** Nothing where the plan has no audit. */
  readonly audit: readonly RehearsedAudit[] | undefined;
  /** Whether the tests of the plan pass; nothing where it has none. */
  readonly tests: RehearsedTests | undefined;
  /** What is not as it was after the way back; nothing where the plan has none. */
  readonly notRestored: readonly string[] | undefined;
}

/** What one row at a time costs, in milliseconds. */
export interface OperationCost {
  readonly perSecond: number;
  readonly median: number;
  readonly p95: number;
}

/** Rows of the referencing table are inserted and updated, those of the referenced one deleted. */
export interface OperationCosts {
  readonly insert: OperationCost | undefined;
  readonly update: OperationCost | undefined;
  readonly delete: OperationCost | undefined;
}

/** What one foreign key costs. */
export interface RehearsedCost {
  readonly reference: string;
  /** Without the foreign key, with it alone, and with an index that finds the rows which reference a row. */
  readonly without: OperationCosts | undefined;
  readonly alone: OperationCosts | undefined;
  readonly indexed: OperationCosts | undefined;
  /** Which of them is what the migrations make. */
  readonly made: 'alone' | 'indexed';
  /** What could not be measured, and why. */
  readonly notes: readonly string[];
}

export interface RehearsedCosts {
  readonly keys: readonly RehearsedCost[];
  /** How many rows each table had. */
  readonly rows: number;
  /**
   * What a write may take, in milliseconds, and what the middle one takes of those that take longest. The slowest writes show what
   * else a machine does, and so they are told and not judged.
   */
  readonly goal: number;
  readonly figure: number | undefined;
}

/** What `refint rehearse` found out. Plain data: it is kept in a file, and a report shows it. */
export interface Rehearsal {
  /** Grows when something changes its meaning. */
  readonly version: 1;
  readonly project: string;
  /** Stands for the texts of the migrations that were run, without those of a plan. */
  readonly digest: string;
  readonly server: RehearsedOn;
  readonly history: RehearsedHistory;
  readonly rows: RehearsedRows | undefined;
  readonly plan: RehearsedPlan | undefined;
  readonly costs: RehearsedCosts | undefined;
  readonly verdict: 'well' | 'not-well';
}
