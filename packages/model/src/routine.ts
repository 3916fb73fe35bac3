import type { Statement } from './change.ts';
import type { DataType } from './data-type.ts';
import type { Span } from './source.ts';

/**
 * The body of a DO block or a function: enough of PL/pgSQL to know which of its statements run. What is not understood
 * stays visible as `opaque`, so that the replay can doubt what it touches instead of forgetting it.
 */
export interface Routine {
  readonly variables: readonly Variable[];
  readonly body: readonly Instruction[];
  /** What a name means that is a variable and a column; in PL/pgSQL that is an error unless the code says otherwise. */
  readonly conflicts?: 'error' | 'column' | 'variable' | undefined;
}

/** What CREATE FUNCTION or CREATE PROCEDURE says, as far as running it needs. */
export interface FunctionDefinition {
  /** In lower case: `plpgsql`, `sql`, `c` … */
  readonly language: string;
  /** What a caller gives, in order: the body calls it by its name, or `$1`. */
  readonly parameters: readonly Parameter[];
  /** Nothing when the body is in a language that is not read, is broken, or belongs to a trigger. */
  readonly routine: Routine | undefined;
  /** Nothing for procedures and triggers, and where many rows or columns come back. */
  readonly returns?: DataType | undefined;
  /** The search path while it runs, when the function sets one. */
  readonly searchPath?: readonly string[] | undefined;
}

export interface Parameter {
  readonly name: string | undefined;
  readonly type: DataType;
  readonly default: Expression | undefined;
  /** VARIADIC: takes all arguments that are left, as a list. */
  readonly variadic: boolean;
}

/** A function or procedure that a statement runs for its effects: `SELECT add_fk('a', 'b')`, `CALL p()`. */
export interface RoutineCall {
  /** In parts, as written and folded. */
  readonly path: readonly string[];
  readonly args: readonly Expression[];
  readonly span: Span;
  /** The query for whose rows it is called; nothing when it is called once. */
  readonly over?: Query | undefined;
}

export interface Variable {
  readonly name: string;
  readonly value: Expression | undefined;
  /** As `formatType` writes it; nothing for records, `%TYPE` and whatever else takes values as they come. */
  readonly type?: string | undefined;
}

export type Instruction = { readonly span: Span } & InstructionBody;

/** What all loops have: a name by which EXIT and CONTINUE can mean them, and what they do again and again. */
interface Repeated {
  readonly label: string | undefined;
  readonly body: readonly Instruction[];
}

export type InstructionBody =
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: readonly Instruction[] }
  /** BEGIN … EXCEPTION WHEN … THEN … END, also without handlers. An error rolls the body back, then a handler runs. */
  | {
      readonly kind: 'attempt';
      readonly label: string | undefined;
      readonly variables: readonly Variable[];
      readonly body: readonly Instruction[];
      readonly handlers: readonly Handler[];
    }
  /** A statement, and for PERFORM the query whose rows decide what FOUND is afterwards. */
  | { readonly kind: 'statement'; readonly statement: Statement; readonly rows?: Query | undefined }
  /** EXECUTE of a text that is put together when the block runs. */
  | {
      readonly kind: 'execute';
      readonly command: Expression;
      /** What `$1`, `$2` … in the text stand for. */
      readonly using: readonly Expression[];
      readonly into: readonly Target[];
      readonly strict: boolean;
    }
  | { readonly kind: 'assign'; readonly variable: string; readonly value: Expression }
  /** SELECT … INTO: the first row of a query, or NULLs. */
  | { readonly kind: 'select'; readonly query: Query; readonly into: readonly Target[]; readonly strict: boolean }
  /** GET DIAGNOSTICS: what each variable is given, such as `ROW_COUNT`. */
  | { readonly kind: 'diagnose'; readonly items: readonly { readonly variable: string; readonly item: string }[] }
  | ({ readonly kind: 'for-each'; readonly variable: string; readonly items: Expression } & Repeated)
  /** FOR row IN query: which rows there are is known only for queries over the catalog. */
  | ({
      readonly kind: 'for-query';
      readonly variables: readonly string[];
      /** The query, or a text that is one when the block runs. */
      readonly query: Query | Expression;
    } & Repeated)
  | ({
      readonly kind: 'for-range';
      readonly variable: string;
      readonly from: Expression;
      readonly to: Expression;
      readonly step: Expression | undefined;
      readonly reverse: boolean;
    } & Repeated)
  /** LOOP, and WHILE with its condition. */
  | ({ readonly kind: 'loop'; readonly condition: Expression | undefined } & Repeated)
  /** EXIT and CONTINUE. */
  | {
      readonly kind: 'leave';
      readonly how: 'exit' | 'continue';
      readonly label: string | undefined;
      readonly when: Expression | undefined;
    }
  /** RAISE. An exception without a code in it is RAISE alone, which raises again what is being handled. */
  | { readonly kind: 'raise'; readonly level: 'exception' | 'notice'; readonly code: Expression | undefined }
  | { readonly kind: 'assert'; readonly condition: Expression }
  /** `again`: the value is that of the statement before, which has run its functions already. */
  | { readonly kind: 'return'; readonly value: Expression | undefined; readonly again?: boolean }
  | { readonly kind: 'opaque'; readonly text: string; readonly body: readonly Instruction[] };

/** What INTO gives a value to: a variable, or a field of one, whose other fields are then not known. */
export interface Target {
  readonly variable: string;
  readonly isWhole: boolean;
}

/** One condition of an IF with what it guards. */
export interface Branch {
  readonly condition: Expression;
  readonly body: readonly Instruction[];
}

export interface Handler {
  /** Condition names in lower case (`duplicate_object`, `others`) or `sqlstate 42710`. */
  readonly conditions: readonly string[];
  readonly body: readonly Instruction[];
  readonly span: Span;
}

export type Expression = { readonly span: Span } & (
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** A column or a variable, in parts: `['tc', 'constraint_name']`. */
  | { readonly kind: 'name'; readonly path: readonly string[] }
  /** `by` is what decides which rows an aggregate sees, and in which order. */
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly by?: Aggregation | undefined;
    }
  /** Operators in lower case: `=`, `<>`, `and`, `or`, `||`, `like`, `is`, `is not` … One operand means a prefix. */
  | { readonly kind: 'operator'; readonly operator: string; readonly operands: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'cast'; readonly value: Expression; readonly type: string; readonly to: DataType }
  | {
      readonly kind: 'case';
      readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
      readonly otherwise: Expression | undefined;
    }
  | { readonly kind: 'exists'; readonly query: Query }
  | { readonly kind: 'query'; readonly query: Query }
  /** `of` is the call whose rows FILTER or OVER decide: its value is not known, but its type is. */
  | { readonly kind: 'unknown'; readonly text: string; readonly of?: Expression | undefined }
);

/** DISTINCT, ORDER BY and FILTER of an aggregate. */
export interface Aggregation {
  readonly distinct: boolean;
  readonly order: Query['order'];
  readonly filter: Expression | undefined;
}

/** SELECT … FROM … WHERE over the catalog. Anything beyond that is `unknown`. */
export interface Query {
  readonly columns: readonly { readonly value: Expression; readonly alias: string | undefined }[];
  readonly from: readonly QueryRelation[];
  readonly where: Expression | undefined;
  readonly distinct: boolean;
  /** LIMIT: at most so many rows; nothing without one. Never 0. */
  readonly limit: number | undefined;
  /** WITH: queries that FROM may name. */
  readonly named?:
    | readonly {
        readonly name: string;
        readonly columns: readonly string[] | undefined;
        readonly query: Query;
      }[]
    | undefined;
  /** GROUP BY and HAVING. */
  readonly group?: readonly Expression[] | undefined;
  readonly having?: Expression | undefined;
  readonly order?: readonly { readonly value: Expression; readonly descending: boolean }[] | undefined;
  /** UNION and UNION ALL: the queries whose rows are added, without doublets or with them. */
  readonly united?: readonly { readonly query: Query; readonly all: boolean }[] | undefined;
  /** Set when the query has parts that are not understood (INTERSECT, WINDOW …): its rows are then unknown. */
  readonly unknown: boolean;
  readonly span: Span;
}

export interface QueryRelation {
  /** The table or view; empty with `call` and `rows`. In parts, lower case as folded: `['information_schema', 'columns']`. */
  readonly path: readonly string[];
  /** Where that name is written. */
  readonly at?: Span | undefined;
  readonly alias: string;
  readonly on: Expression | undefined;
  readonly using: readonly string[];
  readonly join: 'inner' | 'left' | 'cross';
  /** A function that makes the rows: `unnest(ARRAY['a', 'b'])`. */
  readonly call?: Expression | undefined;
  /** A query in parentheses. */
  readonly query?: Query | undefined;
  /** WITH ORDINALITY: the rows are numbered in one more column. */
  readonly numbered?: boolean | undefined;
  /** Rows that are written out: `(VALUES ('a', 'b'), ('c', 'd'))`. */
  readonly rows?: readonly (readonly Expression[])[] | undefined;
  /** The names of its columns, when they are given beside the alias. */
  readonly columns?: readonly string[] | undefined;
}
