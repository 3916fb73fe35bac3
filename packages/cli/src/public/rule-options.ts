// Written by `pnpm fix` from the rules in plugins/*/src/rules
// biome-ignore-all format: each key stays on one line

/** The names of the plugins that come along: a rule of theirs that is not below does not exist. */
export type OwnPlugin = 'deletes' | 'drift' | 'indexes' | 'migrations' | 'refint' | 'relations' | 'tenancy';

/** A rule that has no options. */
export interface NoOptions {
  readonly [name: string]: never;
}

/** By rule: what may be given for its options. */
export interface OwnRuleOptions {
  /** Schema and migrations agree on what a delete or an update does. */
  readonly 'deletes/action-differs': NoOptions;
  /** A delete does not come back to the table in which it began. */
  readonly 'deletes/cascade-cycle': NoOptions;
  /** No delete that begins elsewhere takes along what must not be deleted. */
  readonly 'deletes/cascade-into-protected': NoOptions;
  /** What a delete or an update does is written in the schema. */
  readonly 'deletes/implicit-action': {
    /** Which actions have to be written. When left out: `"both"`. */
    readonly actions?: 'both' | 'onDelete' | 'onUpdate';
  };
  /** Two ways of a delete to the same rows agree on what becomes of them. */
  readonly 'deletes/multiple-cascade-paths': NoOptions;
  /** What a delete does to the rows that reference it follows the decision record. */
  readonly 'deletes/policy': NoOptions;
  /** Only columns that have a default are set to it by a delete or an update. */
  readonly 'deletes/set-default-without-default': NoOptions;
  /** Only columns that may be null are set to null by a delete or an update. */
  readonly 'deletes/set-null-on-required': NoOptions;
  /** The schema declares columns, keys and indexes as the migrations made them. */
  readonly 'drift/differs': NoOptions;
  /** What the schema declares is there once all migrations ran. */
  readonly 'drift/missing-in-migrations': NoOptions;
  /** The schema declares what the migrations made, as far as Prisma would drop it. */
  readonly 'drift/missing-in-schema': NoOptions;
  /** An index finds the rows that reference another row. */
  readonly 'indexes/foreign-key-without-index': {
    /** Whether an index is asked for always, or only where a delete changes the rows that it finds (CASCADE, SET NULL). When left out: `"always"`. */
    readonly when?: 'always' | 'rows-change';
    /** Columns that need none, as `posts.author_id`; `*` stands for any letters. When left out: `[]`. */
    readonly except?: string | readonly string[];
  };
  /** No index does what another index does as well. */
  readonly 'indexes/redundant-index': {
    /** Whether an index over the first columns of another one is told as well, which a team may keep because it is smaller. When left out: `true`. */
    readonly prefixes?: boolean;
  };
  /** A required column is added with a value for the rows that are there. */
  readonly 'migrations/add-required-column': NoOptions;
  /** A CHECK is added to a table in use without reading its rows under the lock. */
  readonly 'migrations/check-locks-table': NoOptions;
  /** A column of a table in use gets only types that keep its rows as they are. */
  readonly 'migrations/column-type-rewrite': NoOptions;
  /** What is done CONCURRENTLY stands where it can run. */
  readonly 'migrations/concurrently-in-transaction': NoOptions;
  /** A column is dropped once no running code names it, and with nothing that is still needed. */
  readonly 'migrations/drop-column': NoOptions;
  /** Dropping a foreign key or its table does not surprise those who use the table that it references. */
  readonly 'migrations/drop-locks-referenced': NoOptions;
  /** Nothing points at what a migration drops. */
  readonly 'migrations/drop-of-referenced': NoOptions;
  /** A migration that others may have applied stays as it is. */
  readonly 'migrations/edited-migration': NoOptions;
  /** A value of an enum is used only after the transaction that adds it. */
  readonly 'migrations/enum-value-used-in-same-transaction': NoOptions;
  /** Every statement of a migration can run on the database that the migrations before it make. */
  readonly 'migrations/failing-statement': NoOptions;
  /** A foreign key is added to a table in use without stopping writes to both tables for the length of a scan. */
  readonly 'migrations/foreign-key-locks-writes': NoOptions;
  /** A foreign key that is added NOT VALID is validated by a later statement. */
  readonly 'migrations/foreign-key-not-validated': NoOptions;
  /** An index of a table in use is built CONCURRENTLY. */
  readonly 'migrations/index-locks-writes': NoOptions;
  /** A migration that locks a table in use gives up after a while. */
  readonly 'migrations/missing-lock-timeout': {
    /** Whether `statement_timeout` is enough. It ends what runs for long as well, such as an index that is built. When left out: `true`. */
    readonly statementTimeout?: boolean;
  };
  /** Names are no longer than PostgreSQL keeps them. */
  readonly 'migrations/name-too-long': {
    /** Whether names in migrations of drizzle are told as well, which drizzle-kit makes up itself. When left out: `false`. */
    readonly generated?: boolean;
  };
  /** A primary key of a table in use takes an index that was built before, over columns that are NOT NULL already. */
  readonly 'migrations/primary-key-locks-table': NoOptions;
  /** Running code still finds what a migration gives another name. */
  readonly 'migrations/rename-breaks-clients': NoOptions;
  /** A migration leaves search_path as it found it. */
  readonly 'migrations/search-path-leaks': NoOptions;
  /** A column of a table in use is made NOT NULL when a validated CHECK has proven it. */
  readonly 'migrations/set-not-null-scan': NoOptions;
  /** A foreign key in a guarded or forgiving block is really created. */
  readonly 'migrations/skipped-foreign-key': NoOptions;
  /** A unique constraint of a table in use takes an index that was built before. */
  readonly 'migrations/unique-locks-table': NoOptions;
  /** A constraint is validated in a transaction that holds no strong lock on its table. */
  readonly 'migrations/validate-in-same-transaction': NoOptions;
  /** A new column of a table in use gets no value that differs from row to row. */
  readonly 'migrations/volatile-default-rewrite': NoOptions;
  /** A comment that ignores a rule names one that there is, and says why. */
  readonly 'refint/invalid-ignore': NoOptions;
  /** A comment that ignores a rule hides something. */
  readonly 'refint/unused-ignore': NoOptions;
  /** A reference is enforced by one foreign key. */
  readonly 'relations/duplicate-foreign-key': NoOptions;
  /** Every relation that the schema declares is enforced by a foreign key once all migrations ran. */
  readonly 'relations/missing-foreign-key': NoOptions;
  /** A foreign key names tables, columns and keys that exist when it is created. */
  readonly 'relations/missing-target': NoOptions;
  /** A referencing column has the type of the column that it references. */
  readonly 'relations/type-mismatch': NoOptions;
  /** A column that by its name and type points at the key of a table is declared to do so. */
  readonly 'relations/undeclared-reference': NoOptions;
  /** A reference between rows of tenants carries the tenant. */
  readonly 'tenancy/cross-tenant-reference': NoOptions;
  /** A key that carries the tenant is checked for every row that references something. */
  readonly 'tenancy/match-simple-hole': NoOptions;
  /** The rows of a tenant say so by a column that references it. */
  readonly 'tenancy/missing-tenant-reference': NoOptions;
  /** A delete of a referenced row does not take the tenant away from the rows that stay. */
  readonly 'tenancy/set-null-clears-tenant': NoOptions;
  /** References lead from every table to the tenants, to what they share, or to what is excepted. */
  readonly 'tenancy/unreachable': NoOptions;
}
