import type { Instruction, Query, Statement } from '@refint/model';
import { isAlreadyThere } from './already-there.ts';
import { argumentsOf, functionFor } from './functions.ts';
import { evaluate } from './guards/evaluate.ts';
import { answer } from './guards/query.ts';
import { seriesOf } from './guards/row-sources.ts';
import type { Scope } from './guards/scope.ts';
import { isList, plain, textOf, unknown, type Value } from './guards/values.ts';
import { deepest, isSpent, note, type Raised } from './play.ts';
import type { Draft } from './recorder.ts';
import { declare, type Run, scopeNow } from './run.ts';
import { valuesOf } from './selects.ts';
import { costs, spends } from './work.ts';

/** Writes down what does not run, with its reason; nested code is written down as if each of its parts were reached. */
export function skipAll(
  run: Run,
  instructions: readonly Instruction[],
  outcome: Draft['outcome'],
  raised?: Raised,
): void {
  if (instructions.length === 0) return;
  // What skipped code gives to variables, only skipped code sees.
  const inside: Run = { ...run, variables: new Map(run.variables), types: new Map(run.types) };
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
    // A function that calls itself would never end here, where no condition stops it.
    if (!made?.definition.routine || play.depth > deepest || isSpent(play) || play.calling.includes(made)) continue;
    const { routine } = made.definition;
    const variables = argumentsOf(made, call, scopeNow(run)) ?? new Map();
    const inside: Run = { ...run, source: made.change.source, variables, types: new Map() };
    declare(inside, routine);
    play.depth++;
    play.calling.push(made);
    skipAll(inside, routine.body, outcome, raised);
    play.calling.pop();
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
    case 'select':
      for (const [at, value] of valuesOf(instruction.query, instruction.into.length, scopeNow(run)).entries()) {
        run.variables.set(instruction.into[at]?.variable ?? '', value);
      }
      return;
    case 'attempt':
      declare(run, instruction);
      skipAll(run, instruction.body, outcome, raised);
      return;
    case 'opaque':
    case 'loop':
      skipAll(run, instruction.body, outcome, raised);
      return;
    case 'for-each':
    case 'for-query':
    case 'for-range': {
      const items = isSpent(play) ? undefined : itemsOf(instruction, scopeNow(run), run);
      const variables = instruction.kind === 'for-query' ? instruction.variables : [instruction.variable];
      for (const item of items?.slice(0, mostRounds) ?? [unknown]) {
        for (const name of variables) run.variables.set(name, variables.length > 1 ? unknown : item);
        skipAll(run, instruction.body, outcome, raised);
        if (isSpent(play)) return;
      }
      return;
    }
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

/** A loop over items that are known before its first round. */
export type Loop = Extract<Instruction, { readonly kind: 'for-each' | 'for-query' | 'for-range' }>;

/** What a loop goes over, if that is known. */
export function itemsOf(
  loop: Loop,
  scope: Scope,
  { play, source }: Pick<Run, 'play' | 'source'>,
): readonly Value[] | undefined {
  if (loop.kind === 'for-each') {
    const items = evaluate(loop.items, scope);
    if (items === null) scope.errors.push(noArray);
    return isList(items) ? items : undefined;
  }
  if (loop.kind === 'for-range') {
    const [from, to, step] = [loop.from, loop.to, loop.step].map((end) => (end ? plain(evaluate(end, scope)) : 1));
    if (from === null || to === null || step === null) scope.errors.push(noBound);
    const series = seriesOf('generate_series', [from, to, loop.reverse && typeof step === 'number' ? -step : step]);
    return isList(series) ? series : undefined;
  }
  const query = 'kind' in loop.query ? queryIn(loop.query, scope, { play, source }) : loop.query;
  if (!query) return undefined;
  const { sure, maybe, complete } = answer(query, scope);
  return complete && maybe.length === 0 ? sure : undefined;
}

/** The query that a text is, of FOR … IN EXECUTE. */
function queryIn(
  command: Parameters<typeof evaluate>[0],
  scope: Scope,
  { play, source }: Pick<Run, 'play' | 'source'>,
): Query | undefined {
  const text = textOf(evaluate(command, scope));
  if (typeof text !== 'string') return undefined;
  return play.readCommand(text, { source, span: command.span }, play.world.snapshot.dialect).query;
}

const noArray = { code: '22004', text: 'FOREACH expression must not be null', missing: undefined };
const noBound = { code: '22004', text: 'a bound of the FOR loop cannot be null', missing: undefined };
