import type { Instruction, Statement } from '@refint/model';
import { isAlreadyThere } from './already-there.ts';
import { argumentsOf, functionFor } from './functions.ts';
import { evaluate } from './guards/evaluate.ts';
import { answer } from './guards/query.ts';
import { isList, textOf, unknown, type Value } from './guards/values.ts';
import { deepest, note, type Raised } from './play.ts';
import type { Draft } from './recorder.ts';
import { declare, type Run, scopeNow } from './run.ts';
import { costs, spends } from './work.ts';

/** Writes down what does not run, with its reason; nested code is written down as if each of its parts were reached. */
export function skipAll(
  run: Run,
  instructions: readonly Instruction[],
  outcome: Draft['outcome'],
  raised?: Raised,
): void {
  // What skipped code gives to variables, only skipped code sees.
  const inside: Run = { ...run, variables: new Map(run.variables) };
  for (const instruction of instructions) {
    // What is skipped changes nothing, so that the rest of it is not listed leaves no doubt.
    if (!spends(run.play.work, costs.instruction)) return;
    skip(inside, instruction, outcome, raised);
  }
}

function skipStatement(run: Run, statement: Statement, outcome: Draft['outcome'], raised: Raised | undefined): void {
  const { play } = run;
  for (const change of statement.changes) {
    if (change.kind === 'run') continue;
    const isBenign = outcome.kind === 'skipped' && isAlreadyThere(play.world, change);
    const actual: Draft['outcome'] = isBenign ? { kind: 'unchanged', because: outcome.guard.because } : outcome;
    note(play, statement, change, actual, raised?.culprit);
  }
  for (const call of statement.calls ?? []) {
    const made = functionFor(play.world, call);
    if (!made?.definition.routine || play.depth > deepest) continue;
    const { routine } = made.definition;
    const inside: Run = { ...run, source: made.change.source, variables: argumentsOf(made, call, scopeNow(run)) };
    declare(inside, routine.variables);
    play.depth++;
    skipAll(inside, routine.body, outcome, raised);
    play.depth--;
  }
}

function skip(run: Run, instruction: Instruction, outcome: Draft['outcome'], raised: Raised | undefined): void {
  const { play } = run;
  switch (instruction.kind) {
    case 'statement':
      skipStatement(run, instruction.statement, outcome, raised);
      return;
    case 'if':
      for (const { body } of instruction.branches) skipAll(run, body, outcome, raised);
      skipAll(run, instruction.otherwise, outcome, raised);
      return;
    case 'assign':
      run.variables.set(instruction.variable, evaluate(instruction.value, scopeNow(run)));
      return;
    case 'attempt':
      declare(run, instruction.variables);
      skipAll(run, instruction.body, outcome, raised);
      return;
    case 'opaque':
      skipAll(run, instruction.body, outcome, raised);
      return;
    case 'for-each':
    case 'for-query':
      for (const item of itemsOf(run, instruction)?.slice(0, mostRounds) ?? [unknown]) {
        if (!spends(play.work, costs.instruction)) return;
        run.variables.set(instruction.variable, item);
        skipAll(run, instruction.body, outcome, raised);
      }
      return;
    case 'execute': {
      const text = textOf(evaluate(instruction.command, scopeNow(run)));
      if (typeof text !== 'string' || !spends(play.work, text.length * costs.letter)) return;
      const place = { source: run.source, span: instruction.span };
      const { statements } = play.readCommand(text, place, play.world.snapshot.dialect);
      for (const statement of statements) skipStatement(run, statement, outcome, raised);
      return;
    }
    default:
      return;
  }
}

/** No migration that people write loops more often over things of the catalog. */
export const mostRounds = 10_000;

/** What a loop goes over, if that is known. */
export function itemsOf(
  run: Run,
  loop: Extract<Instruction, { kind: 'for-each' | 'for-query' }>,
): readonly Value[] | undefined {
  if (loop.kind === 'for-each') {
    const items = evaluate(loop.items, scopeNow(run));
    return items === null ? [] : isList(items) ? items : undefined;
  }
  const { sure, maybe, complete } = answer(loop.query, scopeNow(run));
  return complete && maybe.length === 0 ? sure : undefined;
}
