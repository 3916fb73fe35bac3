import type { Expression, Failure, Query, Routine } from '@refint/model';
import type { Work } from '../work.ts';
import type { World } from '../world.ts';
import { isRow, type Row, unknown, type Value } from './values.ts';

/** A relation of a query with the row that is being looked at. */
export interface Bound {
  readonly alias: string;
  readonly row: Row;
  /** Whether a column that the row does not have can't exist, or is only not known here. */
  readonly columns: ReadonlySet<string> | undefined;
}

export type Call = Extract<Expression, { readonly kind: 'call' }>;

/** What names can stand for while something is evaluated: columns of the queries around it, then variables. */
export interface Scope {
  readonly world: World;
  readonly variables: ReadonlyMap<string, Value>;
  /** What variables were last given, by which a condition that is only a name can be explained. */
  readonly definitions: ReadonlyMap<string, Expression>;
  /** Labels of blocks, and the name of the function: `add_fk.tab` is its parameter. */
  readonly labels: ReadonlySet<string>;
  /** What a name means that is a variable and a column of a query. */
  readonly conflicts: Routine['conflicts'];
  readonly bound: readonly Bound[];
  readonly outer: Scope | undefined;
  /** Queries that WITH gives names to. */
  readonly named: ReadonlyMap<string, NonNullable<Query['named']>[number]>;
  /** `evaluate`: an expression holds queries, and their conditions are expressions. */
  readonly evaluate: (expression: Expression, scope: Scope) => Value;
  /** Runs a function that the history made; nothing when it made none of that name. */
  readonly call: (call: Call, scope: Scope) => { readonly value: Value } | undefined;
  /** What may still be looked at. */
  readonly work: Work;
  /** Whether nothing may come of it: then only functions that change nothing are run. */
  readonly quiet?: boolean | undefined;
  /** The first error that evaluating raised, such as a cast to regclass of a name that nothing has. */
  readonly errors: Failure[];
  /** Errors that it may have raised. */
  readonly doubtful: Failure[];
}

export const within = (outer: Scope, bound: readonly Bound[]): Scope => ({ ...outer, bound, outer });

/** The value that a name stands for; unknown when nothing here has it. */
export function namedValue(scope: Scope, path: readonly string[]): Value {
  const [first = '', second] = path;
  const isVariable = second === undefined && scope.variables.has(first);
  if (isVariable && scope.conflicts === 'variable') return scope.variables.get(first);
  for (let around: Scope | undefined = scope; around; around = around.outer) {
    if (second === undefined) {
      for (const { row, columns } of around.bound) {
        const value = row.fields[first];
        if (value !== undefined) return value;
        // It may be a column of this relation that is not modelled, and then nothing further out is meant.
        if (columns?.has(first) || (columns === undefined && !isVariable)) return unknown;
      }
      // The alias of a relation with one column stands for it: `unnest(list) AS name`.
      const whole = around.bound.find(({ alias }) => alias === first);
      if (whole && !isVariable) return whole.row;
    } else {
      const found = around.bound.find(({ alias }) => alias === path.at(-2));
      if (found) return found.row.fields[path.at(-1) ?? ''];
    }
  }
  if (second !== undefined && scope.labels.has(first)) return namedValue({ ...scope, labels: none }, path.slice(1));
  const variable = scope.variables.get(first);
  if (variable === undefined) return unknown;
  if (second === undefined) return variable;
  return isRow(variable) ? variable.fields[second] : variable === null ? null : unknown;
}

const none: ReadonlySet<string> = new Set();
