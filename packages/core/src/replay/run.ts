import type { Change, Expression, Guard, Source, Statement, Variable } from '@refint/model';
import { evaluate, scopeOf } from './guards/evaluate.ts';
import type { Scope } from './guards/scope.ts';
import type { Value } from './guards/values.ts';
import type { Certainty, Play, Raised } from './play.ts';

/** One run of a block or function: its variables, and how sure it is that what comes next runs. */
export interface Run {
  readonly play: Play;
  /** The statement that runs it, and the change that stands for the block as a whole. */
  readonly statement: Statement;
  readonly change: Change;
  /** Where its code stands. */
  readonly source: Source;
  readonly variables: Map<string, Value>;
  readonly definitions: Map<string, Expression>;
  certainty: Certainty;
  /** The error that the handler around is about. */
  handling: Raised | undefined;
}

/** How a list of instructions ended before its end. */
export type Leaving =
  | { readonly kind: 'return'; readonly guard: Guard }
  | { readonly kind: 'raised'; readonly raised: Raised };

export const scopeNow = (run: Run): Scope => scopeOf(run.play.world, run.variables, run.definitions, run.play.work);

export function declare(run: Run, variables: readonly Variable[]): void {
  for (const { name, value } of variables) {
    if (value) run.definitions.set(name, value);
    run.variables.set(name, value ? evaluate(value, scopeNow(run)) : null);
  }
}
