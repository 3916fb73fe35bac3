import type { Expression, Failure } from '@refint/model';
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

/** What names can stand for while something is evaluated: columns of the queries around it, then variables. */
export interface Scope {
  readonly world: World;
  readonly variables: ReadonlyMap<string, Value>;
  /** What variables were last given, by which a condition that is only a name can be explained. */
  readonly definitions: ReadonlyMap<string, Expression>;
  readonly bound: readonly Bound[];
  readonly outer: Scope | undefined;
  /** `evaluate`: an expression holds queries, and their conditions are expressions. */
  readonly evaluate: (expression: Expression, scope: Scope) => Value;
  /** The first error that evaluating raised, such as a cast to regclass of a name that nothing has. */
  readonly errors: Failure[];
  /** What may still be looked at. */
  readonly work: Work;
}

export const within = (outer: Scope, bound: readonly Bound[]): Scope => ({ ...outer, bound, outer });

/** The value that a name stands for; unknown when nothing here has it. */
export function namedValue(scope: Scope, path: readonly string[]): Value {
  const [first = '', second] = path;
  for (let around: Scope | undefined = scope; around; around = around.outer) {
    if (second === undefined) {
      for (const { row, columns } of around.bound) {
        const value = row.fields[first];
        if (value !== undefined) return value;
        // It may be a column of this relation that is not modelled, and then nothing further out is meant.
        if (columns === undefined || columns.has(first)) return unknown;
      }
    } else {
      const found = around.bound.find(({ alias }) => alias === path.at(-2));
      if (found) return found.row.fields[path.at(-1) ?? ''];
    }
  }
  const variable = scope.variables.get(first);
  if (variable === undefined) return unknown;
  if (second === undefined) return variable;
  return isRow(variable) ? variable.fields[second] : unknown;
}
