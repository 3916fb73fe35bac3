import type { RehearsedOn, Server } from '@refint/core';
import type { ServerVersion } from '@refint/model';

/** A PostgreSQL with one database that is ours, and one connection to it. */
export interface Session extends Server {
  readonly about: RehearsedOn;
  readonly version: ServerVersion;
  /** Runs statements as one query, and gives the rows of each that has some. */
  all(sql: string): Promise<readonly (readonly Readonly<Record<string, unknown>>[])[]>;
  /** Takes out of the database all that a rehearsal has put there. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** What an error of a server says. */
export interface ServerError {
  readonly code: string;
  readonly text: string;
}

/** Errors of a server have a SQLSTATE; any other is one of ours, or of the connection, and is thrown on. */
export function serverError(error: unknown): ServerError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^[0-9A-Z]{5}$/.test(code)) throw error;
  return { code, text: (error as Error).message };
}
