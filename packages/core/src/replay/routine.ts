import { type Change, type Doubt, type Instruction, type RoutineCall, type Statement, written } from '@refint/model';
import { isAlreadyThere } from './already-there.ts';
import { catches } from './conditions.ts';
import { raised as raisedFailure } from './failures.ts';
import { argumentsOf, functionFor, opaqueCall } from './functions.ts';
import { evaluate } from './guards/evaluate.ts';
import { explain, shown } from './guards/explain.ts';
import type { Scope } from './guards/scope.ts';
import { textOf, truth, unknown, type Value } from './guards/values.ts';
import { opaqueCommand } from './opaque-command.ts';
import { type Certainty, deepest, note, type Play, type Raised, takeBack } from './play.ts';
import type { Draft } from './recorder.ts';
import { declare, type Leaving, type Run, scopeNow } from './run.ts';
import { itemsOf, mostRounds, skipAll } from './skip.ts';
import { costs, spends } from './work.ts';

type RunBlock = Extract<Change, { readonly kind: 'run' }>;

/** Runs a block of code. Gives the error that nobody in it caught. */
export function runBlock(play: Play, statement: Statement, change: RunBlock, certainty: Certainty): Raised | undefined {
  return runCode(play, statement, change, change, new Map(), certainty);
}

/** Runs the function that a statement calls. What it does when its code is not known is doubtful. */
export function runCall(
  play: Play,
  statement: Statement,
  call: RoutineCall,
  certainty: Certainty,
  around: Scope,
): Raised | undefined {
  const made = functionFor(play.world, call);
  if (!made) return undefined;
  const { routine } = made.definition;
  if (!routine || play.depth > deepest) {
    const change = opaqueCall(made, statement, call, play.world);
    return change && play.run(play, { ...statement, calls: undefined, changes: [change] }, certainty, around);
  }
  const { source } = made.change;
  play.depth++;
  const raised = runCode(play, statement, made.change, { routine, source }, argumentsOf(made, call, around), certainty);
  play.depth--;
  return raised;
}

function runCode(
  play: Play,
  statement: Statement,
  change: Change,
  { routine, source }: Pick<RunBlock, 'routine' | 'source'>,
  variables: Map<string, Value>,
  certainty: Certainty,
): Raised | undefined {
  const run: Run = {
    play,
    statement,
    change,
    source,
    variables,
    definitions: new Map(),
    certainty,
    handling: undefined,
  };
  declare(run, routine.variables);
  const left = runAll(run, routine.body);
  return left?.kind === 'raised' ? left.raised : undefined;
}

function runAll(run: Run, instructions: readonly Instruction[]): Leaving | undefined {
  for (const [at, instruction] of instructions.entries()) {
    if (!spends(run.play.work, costs.instruction)) return giveUp(run);
    const left = runOne(run, instruction);
    if (!left) continue;
    const rest = instructions.slice(at + 1);
    if (left.kind === 'return') skipAll(run, rest, { kind: 'skipped', guard: left.guard });
    else skipAll(run, rest, { kind: 'failed', failure: left.raised.failure }, left.raised);
    return left;
  }
  return undefined;
}

/** Code that goes on and on is left, once for a file, with everything in doubt. */
function giveUp(run: Run): undefined {
  const { play, statement, change } = run;
  if (play.work.said) return;
  play.work.said = true;
  const because = 'the code repeats more than is followed';
  const { source, span } = change;
  const more: Change = { kind: 'opaque', entity: 'unknown', touches: [], because, source, span };
  play.run(play, { ...statement, calls: undefined, changes: [more] }, run.certainty);
}

function runOne(run: Run, instruction: Instruction): Leaving | undefined {
  switch (instruction.kind) {
    case 'if':
      return runIf(run, instruction);
    case 'attempt':
      return runAttempt(run, instruction);
    case 'statement':
      return asLeaving(run.play.run(run.play, instruction.statement, run.certainty, scopeNow(run)));
    case 'execute':
      return runCommand(run, instruction);
    case 'assign':
      return assign(run, instruction);
    case 'for-each':
    case 'for-query':
      return runLoop(run, instruction);
    case 'raise':
      return instruction.level === 'exception' ? raise(run) : undefined;
    case 'return': {
      const at = written(run.source, instruction.span);
      return { kind: 'return', guard: { at, because: 'the block returns before it', missing: undefined } };
    }
    case 'opaque':
      return runOpaque(run, instruction);
  }
}

const asLeaving = (raised: Raised | undefined): Leaving | undefined => raised && { kind: 'raised', raised };

/** An error that may not be raised stops nothing: had it been, the migration would never have gone through. */
function raise(run: Run): Leaving | undefined {
  if (run.certainty.kind === 'unsure') return undefined;
  if (run.handling) return { kind: 'raised', raised: run.handling };
  const failure = raisedFailure();
  note(run.play, run.statement, run.change, { kind: 'failed', failure });
  return { kind: 'raised', raised: { failure, culprit: undefined } };
}

function runIf(run: Run, { branches, otherwise }: Extract<Instruction, { kind: 'if' }>): Leaving | undefined {
  const { source } = run.change;
  let doubt: Doubt | undefined;
  for (const [at, { condition, body }] of branches.entries()) {
    const here = scopeNow(run);
    const holds = truth(evaluate(condition, here));
    const [error] = here.errors;
    if (error) {
      const rest = branches.slice(at).flatMap((branch) => branch.body);
      return failedCondition(run, error, [...rest, ...otherwise]);
    }
    const place = written(source, condition.span);
    if (holds === unknown) {
      doubt ??= { because: `it is not known whether ${shown(condition, source)}`, at: place };
      runUnsurely(run, doubt, body);
      continue;
    }
    // Finding the words costs more than the answer, and most conditions need none.
    const skip = (instructions: readonly Instruction[]): void => {
      if (instructions.length === 0) return;
      skipAll(run, instructions, {
        kind: 'skipped',
        guard: { at: place, ...explain(condition, holds === true, here, source) },
      });
    };
    if (holds !== true) {
      skip(body);
      continue;
    }
    const left = doubt ? runUnsurely(run, doubt, body) : runAll(run, body);
    skip([...branches.slice(at + 1).flatMap((branch) => branch.body), ...otherwise]);
    if (left?.kind !== 'return') return left;
    return { kind: 'return', guard: { at: place, ...explain(condition, true, here, source) } };
  }
  return doubt ? runUnsurely(run, doubt, otherwise) : runAll(run, otherwise);
}

/** Runs instructions that may not run. When they may leave the block, so may everything after them not run. */
function runUnsurely(run: Run, doubt: Doubt, instructions: readonly Instruction[]): undefined {
  const left = unsurely(run, doubt, () => runAll(run, instructions));
  if (left?.kind === 'return') run.certainty = { kind: 'unsure', doubt };
}

/** A condition can fail too, by a cast to regclass of a name that nothing has. */
function failedCondition(run: Run, failure: Raised['failure'], rest: readonly Instruction[]): Leaving | undefined {
  if (run.certainty.kind === 'unsure') return undefined;
  const raised: Raised = { failure, culprit: undefined };
  note(run.play, run.statement, run.change, { kind: 'failed', failure });
  skipAll(run, rest, { kind: 'failed', failure }, raised);
  return { kind: 'raised', raised };
}

/** Runs something that may not run at all. What it does to variables is not known afterwards. */
function unsurely(run: Run, doubt: Doubt, body: () => Leaving | undefined): Leaving | undefined {
  const { certainty } = run;
  const before = new Map(run.variables);
  run.certainty = certainty.kind === 'unsure' ? certainty : { kind: 'unsure', doubt };
  const left = body();
  run.certainty = certainty;
  for (const [name, value] of run.variables) if (before.get(name) !== value) run.variables.set(name, unknown);
  return left;
}

/** BEGIN … EXCEPTION: an error takes back what the body did, and the first handler for it runs. */
function runAttempt(run: Run, attempt: Extract<Instruction, { kind: 'attempt' }>): Leaving | undefined {
  const { play } = run;
  const mark = play.drafts.length;
  const { world } = play;
  declare(run, attempt.variables);
  const left = runAll(run, attempt.body);
  if (left?.kind !== 'raised') return left;
  const { raised } = left;
  const handler = attempt.handlers.find(({ conditions }) => catches(conditions, raised.failure.code));
  if (!handler) return left;
  const at = written(run.source, handler.span);
  takeBack(play, mark, world, { kind: 'swallowed', failure: raised.failure, handler: at }, raised.culprit);
  forgiveRepetitions(play.drafts.slice(mark), raised);
  const { handling } = run;
  run.handling = raised;
  const result = runAll(run, handler.body);
  run.handling = handling;
  return result;
}

/** "It is there already" is no loss when what is there is the very same. */
function forgiveRepetitions(drafts: readonly Draft[], { failure }: Raised): void {
  if (!['42710', '42P07', '42701', '42P06'].includes(failure.code)) return;
  for (const draft of drafts) {
    if (draft.outcome.kind !== 'swallowed' || !isAlreadyThere(draft.world, draft.change)) continue;
    draft.outcome = { kind: 'unchanged', because: failure.text };
    draft.culprit = undefined;
  }
}

function runCommand(run: Run, { command, span }: Extract<Instruction, { kind: 'execute' }>): Leaving | undefined {
  const { play, source } = run;
  const text = textOf(evaluate(command, scopeNow(run)));
  if (text === null) return undefined;
  if (text === unknown) {
    const unclear = opaqueCommand(command, scopeNow(run), source, span);
    return unclear ? asLeaving(play.run(play, unclear, run.certainty, scopeNow(run))) : undefined;
  }
  if (!spends(play.work, text.length * costs.letter)) return giveUp(run);
  const { statements } = play.readCommand(text, { source, span }, play.world.snapshot.dialect);
  for (const statement of statements) {
    const raised = play.run(play, statement, run.certainty, scopeNow(run));
    if (raised) return asLeaving(raised);
  }
  return undefined;
}

function assign(run: Run, { variable, value }: Extract<Instruction, { kind: 'assign' }>): Leaving | undefined {
  const here = scopeNow(run);
  const given = evaluate(value, here);
  const [failure] = here.errors;
  if (failure) return failedCondition(run, failure, []);
  run.variables.set(variable, given);
  run.definitions.set(variable, value);
  return undefined;
}

function runLoop(run: Run, loop: Extract<Instruction, { kind: 'for-each' | 'for-query' }>): Leaving | undefined {
  const items = itemsOf(run, loop);
  if (!spends(run.play.work, (items?.length ?? 0) * costs.row)) return giveUp(run);
  const { source } = run.change;
  const at = written(source, loop.kind === 'for-each' ? loop.items.span : loop.query.span);
  if (!items || items.length > mostRounds) {
    run.variables.set(loop.variable, unknown);
    const doubt = { because: 'it is not known what the loop goes over', at };
    return runUnsurely(run, doubt, loop.body);
  }
  if (items.length === 0) {
    run.variables.set(loop.variable, unknown);
    const guard = { at, because: 'the loop has nothing to go over', missing: undefined };
    skipAll(run, loop.body, { kind: 'skipped', guard });
  }
  for (const item of items) {
    if (!spends(run.play.work, costs.instruction)) return giveUp(run);
    run.variables.set(loop.variable, item);
    const left = runAll(run, loop.body);
    if (left) return left;
  }
  return undefined;
}

/** Code that is not understood: what it holds may run, and its variables may be anything. */
function runOpaque(run: Run, { text, body, span }: Extract<Instruction, { kind: 'opaque' }>): Leaving | undefined {
  const at = written(run.source, span);
  const doubt = { because: `${text.replace(/\s+/g, ' ').slice(0, 60) || 'a loop'} is not understood`, at };
  for (const name of run.variables.keys()) run.variables.set(name, unknown);
  return runUnsurely(run, doubt, body);
}
