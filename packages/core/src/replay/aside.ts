import { emptyMap, newestVersion, type PersistentMap, type ServerVersion, type UserType } from '@refint/model';

/** What few statements ask for. It is kept apart, because a new world is made for nearly every change. */
export interface Aside {
  readonly version: ServerVersion;
  /** Enums that were made, or got values, in the transaction that goes on. */
  readonly enums: readonly NewEnum[];
  /** Names of functions and procedures that the history made at any time, also of those that are gone. */
  readonly routines: PersistentMap<true>;
  /** Whether a block that catches errors runs: PostgreSQL makes a transaction within the transaction of it. */
  readonly isNested: boolean;
  /** Whether something was dropped with all that depends on it, which may be views that are known in part only. */
  readonly isLoose: boolean;
}

/** An enum as the current transaction left it. */
export interface NewEnum {
  /** The very type that is in the state: one that was changed since then is another. */
  readonly type: UserType;
  /** Whether the transaction made it, and not one within it. */
  readonly isMade: boolean;
  /** The values that were added and cannot be used yet. */
  readonly added: readonly string[];
}

export const nothingAside = (version: ServerVersion = newestVersion): Aside => ({
  version,
  enums: [],
  routines: emptyMap(),
  isNested: false,
  isLoose: false,
});
