import type { DataType } from './data-type.ts';
import type { ReferentialAction } from './foreign-key.ts';
import type { IndexOptions } from './index-options.ts';
import type { FunctionDefinition, Routine, RoutineCall } from './routine.ts';
import type { RowName, RowNames } from './row-names.ts';
import type { Source, Span } from './source.ts';

/**
 * What a migration says, before anybody asks whether it can be done: names are as written, folded to the case that the
 * database will use, and not looked up anywhere. The replay looks them up in the state at that moment.
 */

/** A name with the place where it stands (quotes included in the span, not in the name). */
export interface Named {
  readonly name: string;
  readonly span: Span;
}

/** A name that was written longer than the database keeps it. */
export interface CutName extends Named {
  /** All of it, without quotes, in the case that the database uses. */
  readonly written: string;
  /** Whether it stands at its span by itself, and is not put together by code. */
  readonly isLiteral: boolean;
}

/** The name of a table, type, index …, maybe with its schema. The span covers both. */
export interface QualifiedName extends Named {
  readonly schema: string | undefined;
}

/** A value with the place where it stands. */
export interface Located<T> {
  readonly value: T;
  readonly span: Span;
}

export interface TypeName {
  /** As canonical as the reader can make it without a state; a user's type keeps name and schema as written. */
  readonly type: DataType;
  /** `serial` and its kin: an integer type with a sequence behind it. */
  readonly serial: boolean;
  readonly span: Span;
}

export interface ColumnDefinition {
  readonly name: Named;
  /** Nothing when there is none (SQLite) or it could not be read. */
  readonly type: TypeName | undefined;
  /** NOT NULL or NULL as written; nothing when the column says neither. */
  readonly notNull: Located<boolean> | undefined;
  /** The name that NOT NULL is given as a constraint. */
  readonly notNullName?: string | undefined;
  readonly default: Located<DefaultValue> | undefined;
  readonly identity: Located<'always' | 'by-default'> | undefined;
  readonly generated: Located<string> | undefined;
  /** Every word in that expression that could be a column. */
  readonly generatedFrom?: readonly string[] | undefined;
  /** Set when it is computed when it is read, and kept nowhere. */
  readonly isVirtual?: boolean | undefined;
  readonly collation: string | undefined;
  /** Keys, foreign keys and checks written in the column, in order; their `columns` name this column. */
  readonly constraints: readonly ConstraintDefinition[];
  readonly span: Span;
}

export interface DefaultValue {
  readonly kind: 'constant' | 'expression' | 'sequence' | 'null';
  readonly text: string;
  /** The functions that an expression calls, by name. */
  readonly calls?: readonly string[] | undefined;
}

interface ConstraintBase {
  readonly name: Named | undefined;
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
  /** The place of NOT VALID; nothing when it is not there. */
  readonly notValid: Span | undefined;
  readonly span: Span;
}

export interface KeyDefinition extends ConstraintBase {
  readonly kind: 'primary-key' | 'unique';
  /** Empty with `usingIndex`. */
  readonly columns: readonly Named[];
  readonly include: readonly Named[];
  readonly usingIndex: Named | undefined;
  readonly nullsNotDistinct: boolean;
}

export interface ForeignKeyDefinition extends ConstraintBase {
  readonly kind: 'foreign-key';
  readonly columns: readonly Named[];
  readonly referencedTable: QualifiedName;
  /** Nothing when none are written: then the primary key is meant. */
  readonly referencedColumns: readonly Named[] | undefined;
  readonly onDelete: Located<ReferentialAction> | undefined;
  readonly onUpdate: Located<ReferentialAction> | undefined;
  readonly setColumns: readonly Named[] | undefined;
  readonly match: 'simple' | 'full';
  /** Written inside a column rather than as a constraint of the table. */
  readonly inline: boolean;
}

export interface CheckDefinition extends ConstraintBase {
  readonly kind: 'check';
  readonly expression: string;
  /** Every word in the expression that could be a column of the table. */
  readonly mentions: readonly string[];
  /** Names in it that can mean nothing but columns of the table. */
  readonly names: readonly RowName[];
  /** Tables below have no part in it. */
  readonly noInherit: boolean;
}

export interface ExcludeDefinition extends ConstraintBase {
  readonly kind: 'exclude';
  readonly method: string;
  readonly columns: readonly IndexPart[];
  readonly predicate: string | undefined;
}

export type ConstraintDefinition = KeyDefinition | ForeignKeyDefinition | CheckDefinition | ExcludeDefinition;

export interface IndexPart {
  /** A column, or the text of an expression. */
  readonly kind: 'column' | 'expression';
  readonly text: string;
  /** Every word in the expression that could be a column. */
  readonly mentions: readonly string[];
  /** Names in an expression that can mean nothing but columns. */
  readonly names: readonly RowName[];
  /** How it is kept; nothing when that is not written. */
  readonly options?: IndexOptions | undefined;
  readonly span: Span;
}

export interface IndexDefinition {
  readonly name: Named | undefined;
  readonly table: QualifiedName;
  readonly unique: boolean;
  readonly concurrently: boolean;
  readonly method: string;
  readonly parts: readonly IndexPart[];
  readonly include: readonly Named[];
  readonly predicate: Located<string> | undefined;
  readonly predicateMentions: readonly string[];
  /** Names in the predicate that can mean nothing but columns of the table. */
  readonly predicateNames: readonly RowName[];
  readonly nullsNotDistinct: boolean;
  /** The storage parameters, as they stand between the parentheses of WITH. */
  readonly storage?: string | undefined;
}

/** What a change does to a column that is there. */
export type ColumnAlteration =
  /** `using`: whether USING only casts the column to the type, which is what happens without it, or does more. */
  | { readonly to: 'type'; readonly type: TypeName; readonly using?: 'cast' | 'other' | undefined }
  | { readonly to: 'not-null'; readonly value: boolean; readonly notValid?: boolean | undefined }
  | { readonly to: 'default'; readonly value: DefaultValue | undefined }
  | { readonly to: 'identity'; readonly value: 'always' | 'by-default' | undefined }
  /** `from`: every name in the expression that could be a column. */
  | { readonly to: 'generated'; readonly value: string | undefined; readonly from?: readonly string[] | undefined };

/** What a query names: tables and views that it reads, and columns, each with the table or alias that stands before it. */
export interface ViewQuery {
  readonly from: readonly { readonly table: QualifiedName; readonly alias: string }[];
  readonly columns: readonly { readonly of: string | undefined; readonly name: string }[];
  /** A star: all columns, of the tables that are read or of one of them. */
  readonly stars: readonly (string | undefined)[];
  /** One plain SELECT from plain tables, in which a name can mean one thing only. */
  readonly isPlain: boolean;
}

/** Things that are known only by name and kind: they take a name, and others may depend on them. */
export type NamedThing =
  | 'schema'
  | 'type'
  | 'view'
  | 'materialized-view'
  | 'sequence'
  | 'function'
  | 'extension'
  | 'trigger'
  | 'policy';

type Body =
  | { readonly kind: 'add'; readonly entity: 'schema'; readonly name: Named; readonly ifNotExists: boolean }
  | {
      readonly kind: 'add';
      readonly entity: 'table';
      readonly name: QualifiedName;
      readonly columns: readonly ColumnDefinition[];
      readonly constraints: readonly ConstraintDefinition[];
      readonly ifNotExists: boolean;
      readonly temporary: boolean;
      readonly partitionedBy: string | undefined;
      readonly partitionOf: QualifiedName | undefined;
      readonly inherits: readonly QualifiedName[];
      readonly like: readonly { readonly table: QualifiedName; readonly including: readonly string[] }[];
      /** CREATE TABLE AS, or OF a type: the columns are not those that are written. */
      readonly asQuery: boolean;
      /** The text of the query. */
      readonly query?: string | undefined;
    }
  | {
      readonly kind: 'add';
      readonly entity: 'column';
      readonly table: QualifiedName;
      readonly column: ColumnDefinition;
      readonly ifNotExists: boolean;
    }
  | {
      readonly kind: 'add';
      readonly entity: 'constraint';
      readonly table: QualifiedName;
      readonly constraint: ConstraintDefinition;
    }
  | { readonly kind: 'add'; readonly entity: 'index'; readonly index: IndexDefinition; readonly ifNotExists: boolean }
  | { readonly kind: 'add'; readonly entity: 'enum'; readonly name: QualifiedName; readonly values: readonly Named[] }
  | {
      readonly kind: 'add';
      readonly entity: 'domain';
      readonly name: QualifiedName;
      readonly base: TypeName;
      readonly notNull: boolean;
      /** Whether it has a CHECK. */
      readonly checked?: boolean | undefined;
    }
  | {
      readonly kind: 'add';
      readonly entity: 'enum-value';
      readonly type: QualifiedName;
      readonly value: Named;
      readonly ifNotExists: boolean;
      readonly beside: { readonly side: 'before' | 'after'; readonly value: string } | undefined;
    }
  | {
      readonly kind: 'add';
      readonly entity: NamedThing;
      readonly name: QualifiedName;
      readonly ifNotExists: boolean;
      readonly orReplace: boolean;
      /** The table that it belongs to, for triggers, policies and owned sequences. */
      readonly table: QualifiedName | undefined;
      /** The column of that table, for owned sequences. */
      readonly column?: string | undefined;
      /** What the query of a view reads. */
      readonly reads?: ViewQuery | undefined;
      /** The names of the columns of a view, as far as they are plain to see; nothing where not even their number is. */
      readonly gives?: readonly (string | undefined)[] | undefined;
      /** What a function does when it is called. */
      readonly definition?: FunctionDefinition | undefined;
      /** The whole statement, for triggers and views. */
      readonly text?: string | undefined;
      /** The columns that a trigger on UPDATE OF waits for. */
      readonly columns?: readonly Named[] | undefined;
      /** The function that a trigger runs. */
      readonly runs?: QualifiedName | undefined;
    }
  | {
      readonly kind: 'drop';
      readonly entity: 'table' | 'index' | NamedThing;
      readonly name: QualifiedName;
      readonly ifExists: boolean;
      readonly cascade: boolean;
      readonly table: QualifiedName | undefined;
      /** Of functions and their kin: what they are called, and whether arguments tell overloads apart. */
      readonly routine?: { readonly words: string; readonly args: 'unsaid' | 'none' | 'some' } | undefined;
    }
  | {
      readonly kind: 'drop';
      readonly entity: 'column' | 'constraint';
      readonly table: QualifiedName;
      readonly name: Named;
      readonly ifExists: boolean;
      readonly cascade: boolean;
    }
  | {
      readonly kind: 'alter';
      readonly entity: 'column';
      readonly table: QualifiedName;
      readonly column: Named;
      readonly alteration: ColumnAlteration;
    }
  | {
      readonly kind: 'alter';
      readonly entity: 'constraint';
      readonly table: QualifiedName;
      readonly name: Named;
      readonly to: 'validated';
    }
  | {
      readonly kind: 'alter';
      readonly entity: 'constraint';
      readonly table: QualifiedName;
      readonly name: Named;
      readonly to: 'deferrability';
      readonly deferrable: boolean;
      readonly initiallyDeferred: boolean;
    }
  | {
      readonly kind: 'alter';
      readonly entity: 'schema-of';
      readonly of: 'table' | 'index' | NamedThing;
      readonly name: QualifiedName;
      readonly ifExists: boolean;
      readonly schema: Named;
    }
  | { readonly kind: 'alter'; readonly entity: 'domain'; readonly name: QualifiedName; readonly notNull: boolean }
  /** ALTER SEQUENCE … OWNED BY; nothing for NONE. */
  | {
      readonly kind: 'alter';
      readonly entity: 'owner-of-sequence';
      readonly name: QualifiedName;
      readonly owner: { readonly table: QualifiedName; readonly column: string } | undefined;
    }
  | {
      readonly kind: 'alter';
      readonly entity: 'partition';
      readonly table: QualifiedName;
      readonly partition: QualifiedName;
      readonly attach: boolean;
      readonly concurrently?: boolean | undefined;
    }
  /** ALTER TABLE … INHERIT, and NO INHERIT. */
  | {
      readonly kind: 'alter';
      readonly entity: 'inheritance';
      readonly table: QualifiedName;
      readonly parent: QualifiedName;
      readonly inherits: boolean;
    }
  | {
      readonly kind: 'rename';
      readonly entity: 'table' | 'index' | NamedThing;
      readonly name: QualifiedName;
      readonly to: Named;
      readonly ifExists: boolean;
      /** The table of a trigger or policy. */
      readonly table?: QualifiedName | undefined;
    }
  | {
      readonly kind: 'rename';
      readonly entity: 'column' | 'constraint';
      readonly table: QualifiedName;
      readonly name: Named;
      readonly to: Named;
      readonly ifExists: boolean;
    }
  | {
      readonly kind: 'rename';
      readonly entity: 'enum-value';
      readonly type: QualifiedName;
      readonly name: Named;
      readonly to: Named;
    }
  /** A setting that changes how later names are looked up; `local` ends with the transaction. Nothing means the default. */
  | {
      readonly kind: 'alter';
      readonly entity: 'search-path';
      readonly schemas: readonly string[] | undefined;
      readonly local: boolean;
    }
  /** A block of code: a DO statement, with its guards and handlers. */
  | {
      readonly kind: 'run';
      readonly entity: 'block';
      readonly routine: Routine;
      /** The function whose call it is; nothing for a block of its own. */
      readonly calls?: string | undefined;
    }
  /** SQL that was read and not understood. Without `touches` nothing is known of what it changes. */
  | {
      readonly kind: 'opaque';
      readonly entity: 'unknown';
      readonly touches: readonly QualifiedName[];
      readonly because: string;
    };

/**
 * One thing that a statement does. ALTER TABLE with five actions is five changes. `ifTableExists` is ALTER TABLE IF EXISTS,
 * `only` ALTER TABLE ONLY and CREATE INDEX … ON ONLY, which do not reach the tables below.
 */
export type Change = Body & {
  readonly source: Source;
  readonly span: Span;
  readonly ifTableExists?: boolean | undefined;
  readonly only?: boolean | undefined;
};

export type TransactionControl = 'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'rollback-to';

/** One statement of a migration, understood or not. */
export interface Statement {
  readonly source: Source;
  /** From its first token to its last, without the semicolon. */
  readonly span: Span;
  /** The words that say what it is, upper case: `CREATE TABLE`, `ALTER TABLE`, `INSERT`, `DO`. */
  readonly verb: string;
  /** Nothing happens to the schema when this is empty: INSERT, GRANT, COMMENT … */
  readonly changes: readonly Change[];
  readonly control?: TransactionControl | undefined;
  /** The savepoint that `control` makes, releases or goes back to. */
  readonly savepoint?: string | undefined;
  /** Functions that it runs once, with arguments that stand there; whether they change anything is for the replay to say. */
  readonly calls?: readonly RoutineCall[] | undefined;
  /** The table that it puts rows into, where that is the first thing it says: INSERT INTO, COPY, MERGE INTO. */
  readonly fills?: QualifiedName | undefined;
  /** The tables that it takes all rows out of: TRUNCATE, and DELETE without a condition. */
  readonly empties?: readonly QualifiedName[] | undefined;
  /** The setting that SET changes, in lower case. */
  readonly setting?: string | undefined;
  /** The names in it that are cut; nothing when there is none, as nearly always. */
  readonly cutNames?: readonly CutName[] | undefined;
  /** What PostgreSQL calls it when it refuses it in a transaction block; nothing for what runs anywhere. */
  readonly alone?: string | undefined;
  /** What it names, for statements about rows that stand in a file by themselves. */
  readonly rows?: RowNames | undefined;
  /** The text at which PostgreSQL finds that this is no SQL, where that is certain. */
  readonly invalidAt?: Named | undefined;
}
