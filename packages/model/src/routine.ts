import type { Statement } from './change.ts';
import type { DataType } from './data-type.ts';
import type { Span } from './source.ts';

/**
 * The body of a DO block (and, later, of a function): enough of PL/pgSQL to know which of its statements run. What is
 * not understood stays visible as `opaque`, so that the replay can doubt what it touches instead of forgetting it.
 */
export interface Routine {
  readonly variables: readonly Variable[];
  readonly body: readonly Instruction[];
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
}

export interface Variable {
  readonly name: string;
  readonly value: Expression | undefined;
}

export type Instruction =
  | {
      readonly kind: 'if';
      readonly branches: readonly Branch[];
      readonly otherwise: readonly Instruction[];
      readonly span: Span;
    }
  /** BEGIN … EXCEPTION WHEN … THEN … END, also without handlers. An error rolls the body back, then a handler runs. */
  | {
      readonly kind: 'attempt';
      readonly variables: readonly Variable[];
      readonly body: readonly Instruction[];
      readonly handlers: readonly Handler[];
      readonly span: Span;
    }
  | { readonly kind: 'statement'; readonly statement: Statement }
  /** EXECUTE of a text that is put together when the block runs. */
  | { readonly kind: 'execute'; readonly command: Expression; readonly span: Span }
  | { readonly kind: 'assign'; readonly variable: string; readonly value: Expression; readonly span: Span }
  | {
      readonly kind: 'for-each';
      readonly variable: string;
      readonly items: Expression;
      readonly body: readonly Instruction[];
      readonly span: Span;
    }
  /** FOR row IN query: which rows there are is known only for queries over the catalog. */
  | {
      readonly kind: 'for-query';
      readonly variable: string;
      readonly query: Query;
      readonly body: readonly Instruction[];
      readonly span: Span;
    }
  | { readonly kind: 'raise'; readonly level: 'exception' | 'notice'; readonly span: Span }
  | { readonly kind: 'return'; readonly span: Span }
  | { readonly kind: 'opaque'; readonly text: string; readonly body: readonly Instruction[]; readonly span: Span };

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
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
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

/** SELECT … FROM … WHERE over the catalog. Anything beyond that is `unknown`. */
export interface Query {
  readonly columns: readonly { readonly value: Expression; readonly alias: string | undefined }[];
  readonly from: readonly QueryRelation[];
  readonly where: Expression | undefined;
  readonly distinct: boolean;
  /** LIMIT with at least one row: makes no difference to EXISTS, but which rows a loop sees is then unknown. */
  readonly limited: boolean;
  /** Set when the query has parts that are not understood (GROUP BY, UNION …): its rows are then unknown. */
  readonly unknown: boolean;
  readonly span: Span;
}

export interface QueryRelation {
  /** The table or view; empty with `call` and `rows`. In parts, lower case as folded: `['information_schema', 'columns']`. */
  readonly path: readonly string[];
  readonly alias: string;
  readonly on: Expression | undefined;
  readonly using: readonly string[];
  readonly join: 'inner' | 'left' | 'cross';
  /** A function that makes the rows: `unnest(ARRAY['a', 'b'])`. */
  readonly call?: Expression | undefined;
  /** Rows that are written out: `(VALUES ('a', 'b'), ('c', 'd'))`. */
  readonly rows?: readonly (readonly Expression[])[] | undefined;
  /** The names of its columns, when they are given beside the alias. */
  readonly columns?: readonly string[] | undefined;
}
