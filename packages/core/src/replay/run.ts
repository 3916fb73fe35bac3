import type {
  Change,
  Doubt,
  Expression,
  Failure,
  Guard,
  Instruction,
  Origin,
  Routine,
  Source,
  Statement,
} from '@refint/model';
import { cast } from './guards/cast.ts';
import { evaluate, scopeOf } from './guards/evaluate.ts';
import { hasQuery } from './guards/has-query.ts';
import type { Scope } from './guards/scope.ts';
import { isRow, unknown, type Value } from './guards/values.ts';
import { type Certainty, mayRaise, note, type Play, type Raised, sure } from './play.ts';

/** One run of a block or function: its variables, and how sure it is that what comes next runs. */
export interface Run {
  readonly play: Play;
  /** The statement that runs it, and the change that stands for the block as a whole. */
  readonly statement: Statement;
  readonly change: Change;
  /** Where its code stands. */
  readonly source: Source;
  readonly variables: Map<string, Value>;
  /** The types of those that are declared with one: what they are given is cast to it. */
  readonly types: Map<string, string>;
  readonly definitions: Map<string, Expression>;
  readonly conflicts: Routine['conflicts'];
  /** Labels of blocks, and the name of the function. */
  readonly labels: Set<string>;
  /** Whether it runs at all, and goes on running: a RETURN that may have been taken leaves the rest in doubt. */
  certainty: Certainty;
  /** An EXIT or CONTINUE that may have been taken: what is left of its loop is in doubt. */
  leaving: { readonly doubt: Doubt; readonly label: string | undefined } | undefined;
  /** The error that the handler around is about; `unknown` when that is not known. */
  handling: Raised | 'unknown' | undefined;
  /** How many rows the last statement gave or changed. */
  rows: Value;
  /** Runs a function that an expression calls. */
  readonly call: Scope['call'];
  /** `runAll`, which runs loops and blocks, which run instructions again. */
  readonly runAll: (run: Run, instructions: readonly Instruction[]) => Leaving | undefined;
}

/** How a list of instructions ended before its end. */
export type Leaving =
  | { readonly kind: 'return'; readonly guard: Guard; readonly value: Value }
  | { readonly kind: 'leave'; readonly how: 'exit' | 'continue'; readonly label: string | undefined; guard: Guard }
  | { readonly kind: 'raised'; readonly raised: Raised };

/** What names stand for here. Functions that change something run only where an expression is evaluated for good. */
export const scopeNow = (run: Run, forGood = false): Scope =>
  scopeOf(run.play.world, run.play.work, {
    variables: run.variables,
    definitions: run.definitions,
    labels: run.labels,
    conflicts: run.conflicts,
    call: forGood ? run.call : (call, scope) => run.call(call, { ...scope, quiet: true }),
  });

/** How sure it is that the next instruction runs. */
export function certaintyOf(run: Run): Certainty {
  if (run.certainty.kind === 'unsure') return run.certainty;
  const doubt = run.leaving?.doubt ?? run.play.attempts.find((attempt) => attempt.doubt)?.doubt;
  return doubt ? { kind: 'unsure', doubt } : sure;
}

/** Whether the instructions around the next one may have been left already, so that leaving them is not certain either. */
export const mayHaveLeft = (run: Run): Doubt | undefined =>
  run.leaving?.doubt ?? run.play.attempts.find((attempt) => attempt.run === run && attempt.doubt)?.doubt;

/** An error here: the way out, unless it is not known whether this runs. Had it failed then, somebody would have seen. */
export function fail(run: Run, failure: Failure): Leaving | undefined {
  const certainty = certaintyOf(run);
  if (certainty.kind === 'unsure') {
    mayRaise(run.play, failure.code, certainty.doubt);
    return undefined;
  }
  note(run.play, run.statement, run.change, { kind: 'failed', failure });
  return { kind: 'raised', raised: { failure, culprit: undefined } };
}

/** An expression with a query in it is run as a query of one row. */
export function countRow(run: Run, expression: Expression | undefined): void {
  if (expression && hasQuery(expression)) run.rows = 1;
}

/** What evaluating something raised, or may have raised. */
export function settle(run: Run, { errors, doubtful }: Scope, at: Origin): Leaving | undefined {
  const [error] = errors;
  if (error) return fail(run, error);
  for (const failure of doubtful) mayRaise(run.play, failure.code, { because: `perhaps ${failure.text}`, at });
  return undefined;
}

/** Gives a value to a variable, in the type of the variable. */
export function give(run: Run, variable: string, value: Value): Failure | undefined {
  const type = run.types.get(variable);
  if (type === undefined) {
    run.variables.set(variable, value);
    return undefined;
  }
  const first = isRow(value) ? Object.values(value.fields)[0] : value;
  const here = scopeNow(run);
  const given = cast(first, type, here);
  // Unlike a cast that is written, giving a longer text than fits is an error.
  if (/^character/.test(type) && typeof first === 'string' && given !== first && first.trimEnd() !== given) {
    here.errors.push(tooLong(type));
  }
  run.variables.set(variable, here.errors.length > 0 ? unknown : given);
  return here.errors[0];
}

const tooLong = (type: string): Failure => ({
  code: '22001',
  text: `value too long for type ${type}`,
  missing: undefined,
});

/** Makes the variables of a block. Gives the first error, and how to bring back those that they hide. */
export function declare(run: Run, { variables }: Pick<Routine, 'variables'>): [Failure | undefined, () => void] {
  const hidden = variables.map(({ name }) => [name, run.variables.get(name), run.types.get(name)] as const);
  let failure: Failure | undefined;
  for (const { name, value, type } of variables) {
    if (value) run.definitions.set(name, value);
    const here = scopeNow(run, true);
    const given = value ? evaluate(value, here) : null;
    if (type === undefined) run.types.delete(name);
    else run.types.set(name, type);
    failure ??= here.errors[0] ?? give(run, name, given);
    if (here.errors.length > 0) run.variables.set(name, unknown);
  }
  const restore = (): void => {
    for (const [name, value, type] of hidden) {
      if (value === undefined && type === undefined) continue;
      run.variables.set(name, value);
      if (type === undefined) run.types.delete(name);
      else run.types.set(name, type);
    }
  };
  return [failure, restore];
}

/** Runs something that may not run at all. What it does to variables is not known afterwards. */
export function unsurely(run: Run, doubt: Doubt, instructions: readonly Instruction[]): undefined {
  const { certainty } = run;
  const before = new Map(run.variables);
  run.certainty = certainty.kind === 'unsure' ? certainty : { kind: 'unsure', doubt };
  const left = run.runAll(run, instructions);
  run.certainty = certainty;
  for (const [name, value] of run.variables) if (before.get(name) !== value) run.variables.set(name, unknown);
  absorb(run, left, doubt);
}

/** Instructions that may have been left: whatever they leave, what comes after it may still run. */
export function absorb(run: Run, left: Leaving | undefined, doubt: Doubt): undefined {
  if (left?.kind === 'return' && run.certainty.kind === 'sure') run.certainty = { kind: 'unsure', doubt };
  if (left?.kind === 'leave') run.leaving ??= { doubt, label: left.label };
}

/** Code that goes on and on is left, once for a file, with everything in doubt. */
export function giveUp(run: Run): undefined {
  const { play, statement, change } = run;
  if (play.work.said) return;
  play.work.said = true;
  const because = 'the code repeats more than is followed';
  const { source, span } = change;
  const more: Change = { kind: 'opaque', entity: 'unknown', touches: [], because, source, span };
  play.run(play, { ...statement, calls: undefined, changes: [more] }, run.certainty);
}
