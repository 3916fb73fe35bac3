import {
  type Change,
  type Doubt,
  type Expression,
  type Guard,
  type Instruction,
  type Statement,
  written,
} from '@refint/model';
import { isAlreadyThere } from './already-there.ts';
import { catches } from './conditions.ts';
import { raised as raisedFailure } from './failures.ts';
import { evaluate, scopeOf } from './guards/evaluate.ts';
import { explain, shown } from './guards/explain.ts';
import { answer } from './guards/query.ts';
import type { Scope } from './guards/scope.ts';
import { isList, textOf, truth, unknown, type Value } from './guards/values.ts';
import { opaqueCommand } from './opaque-command.ts';
import { type Certainty, note, type Play, type Raised, takeBack } from './play.ts';
import type { Draft } from './recorder.ts';

type RunBlock = Extract<Change, { readonly kind: 'run' }>;

/** One run of a block: its variables, and how sure it is that what comes next runs. */
interface Run {
  readonly play: Play;
  readonly statement: Statement;
  readonly change: RunBlock;
  readonly variables: Map<string, Value>;
  readonly definitions: Map<string, Expression>;
  certainty: Certainty;
  /** The error that the handler around is about. */
  handling: Raised | undefined;
}

/** How a list of instructions ended before its end. */
type Leaving =
  | { readonly kind: 'return'; readonly guard: Guard }
  | { readonly kind: 'raised'; readonly raised: Raised };

/** Runs a block of code. Gives the error that nobody in it caught. */
export function runBlock(play: Play, statement: Statement, change: RunBlock, certainty: Certainty): Raised | undefined {
  const run: Run = {
    play,
    statement,
    change,
    variables: new Map(),
    definitions: new Map(),
    certainty,
    handling: undefined,
  };
  declare(run, change.routine.variables);
  const left = runAll(run, change.routine.body);
  return left?.kind === 'raised' ? left.raised : undefined;
}

function declare(run: Run, variables: RunBlock['routine']['variables']): void {
  for (const { name, value } of variables) {
    if (value) run.definitions.set(name, value);
    run.variables.set(name, value ? evaluate(value, scope(run)) : null);
  }
}

const scope = (run: Run): Scope => scopeOf(run.play.world, run.variables, run.definitions);

function runAll(run: Run, instructions: readonly Instruction[]): Leaving | undefined {
  for (const [at, instruction] of instructions.entries()) {
    const left = runOne(run, instruction);
    if (!left) continue;
    const rest = instructions.slice(at + 1);
    if (left.kind === 'return') skipAll(run, rest, { kind: 'skipped', guard: left.guard });
    else skipAll(run, rest, { kind: 'failed', failure: left.raised.failure }, left.raised);
    return left;
  }
  return undefined;
}

function runOne(run: Run, instruction: Instruction): Leaving | undefined {
  switch (instruction.kind) {
    case 'if':
      return runIf(run, instruction);
    case 'attempt':
      return runAttempt(run, instruction);
    case 'statement':
      return asLeaving(run.play.run(run.play, instruction.statement, run.certainty));
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
      const at = written(run.change.source, instruction.span);
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
  let guard: Guard | undefined;
  let doubt: Doubt | undefined;
  for (const [at, { condition, body }] of branches.entries()) {
    const here = scope(run);
    const holds = truth(evaluate(condition, here));
    const [error] = here.errors;
    if (error)
      return failedCondition(
        run,
        error,
        branches.slice(at).flatMap((branch) => branch.body),
      );
    const place = written(source, condition.span);
    if (holds === unknown) {
      doubt ??= { because: `it is not known whether ${shown(condition, source)}`, at: place };
      const left = unsurely(run, doubt, () => runAll(run, body));
      if (left?.kind === 'return') run.certainty = { kind: 'unsure', doubt };
      continue;
    }
    guard = { at: place, ...explain(condition, holds === true, here, source) };
    if (holds !== true) {
      skipAll(run, body, { kind: 'skipped', guard });
      continue;
    }
    const left = doubt ? unsurely(run, doubt, () => runAll(run, body)) : runAll(run, body);
    for (const branch of branches.slice(at + 1)) skipAll(run, branch.body, { kind: 'skipped', guard });
    skipAll(run, otherwise, { kind: 'skipped', guard });
    return left?.kind === 'return' && !doubt ? { kind: 'return', guard } : doubt ? undefined : left;
  }
  if (!doubt) return runAll(run, otherwise);
  const left = unsurely(run, doubt, () => runAll(run, otherwise));
  if (left?.kind === 'return') run.certainty = { kind: 'unsure', doubt };
  return undefined;
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
  const at = written(run.change.source, handler.span);
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
  const { play, change } = run;
  const text = textOf(evaluate(command, scope(run)));
  if (text === null) return undefined;
  if (text === unknown) {
    const unclear = opaqueCommand(command, scope(run), change.source, span);
    return unclear ? asLeaving(play.run(play, unclear, run.certainty)) : undefined;
  }
  const { statements } = play.readCommand(text, { source: change.source, span }, play.world.snapshot.dialect);
  for (const statement of statements) {
    const raised = play.run(play, statement, run.certainty);
    if (raised) return asLeaving(raised);
  }
  return undefined;
}

function assign(run: Run, { variable, value }: Extract<Instruction, { kind: 'assign' }>): Leaving | undefined {
  const here = scope(run);
  const given = evaluate(value, here);
  const [failure] = here.errors;
  if (failure) return failedCondition(run, failure, []);
  run.variables.set(variable, given);
  run.definitions.set(variable, value);
  return undefined;
}

/** No migration that people write loops more often over things of the catalog. */
const mostRounds = 10_000;

function runLoop(run: Run, loop: Extract<Instruction, { kind: 'for-each' | 'for-query' }>): Leaving | undefined {
  const items = itemsOf(run, loop);
  const { source } = run.change;
  const at = written(source, loop.kind === 'for-each' ? loop.items.span : loop.query.span);
  if (!items || items.length > mostRounds) {
    run.variables.set(loop.variable, unknown);
    const doubt = { because: 'it is not known what the loop goes over', at };
    const left = unsurely(run, doubt, () => runAll(run, loop.body));
    if (left?.kind === 'return') run.certainty = { kind: 'unsure', doubt };
    return undefined;
  }
  if (items.length === 0) {
    run.variables.set(loop.variable, unknown);
    const guard = { at, because: 'the loop has nothing to go over', missing: undefined };
    skipAll(run, loop.body, { kind: 'skipped', guard });
  }
  for (const item of items) {
    run.variables.set(loop.variable, item);
    const left = runAll(run, loop.body);
    if (left) return left;
  }
  return undefined;
}

function itemsOf(
  run: Run,
  loop: Extract<Instruction, { kind: 'for-each' | 'for-query' }>,
): readonly Value[] | undefined {
  if (loop.kind === 'for-each') {
    const items = evaluate(loop.items, scope(run));
    return items === null ? [] : isList(items) ? items : undefined;
  }
  const { sure, maybe, complete } = answer(loop.query, scope(run));
  return complete && maybe.length === 0 ? sure : undefined;
}

/** Code that is not understood: what it holds may run, and its variables may be anything. */
function runOpaque(run: Run, { text, body, span }: Extract<Instruction, { kind: 'opaque' }>): Leaving | undefined {
  const at = written(run.change.source, span);
  const doubt = { because: `${text.replace(/\s+/g, ' ').slice(0, 60) || 'a loop'} is not understood`, at };
  for (const name of run.variables.keys()) run.variables.set(name, unknown);
  unsurely(run, doubt, () => runAll(run, body));
  return undefined;
}

/** Writes down what does not run, with its reason; nested code is written down as if each of its parts were reached. */
function skipAll(run: Run, instructions: readonly Instruction[], outcome: Draft['outcome'], raised?: Raised): void {
  for (const instruction of instructions) skip(run, instruction, outcome, raised);
}

function skip(run: Run, instruction: Instruction, outcome: Draft['outcome'], raised: Raised | undefined): void {
  const { play } = run;
  const skipStatement = (statement: Statement): void => {
    for (const change of statement.changes) {
      if (change.kind === 'run') continue;
      const benign = outcome.kind === 'skipped' && isAlreadyThere(play.world, change);
      note(
        play,
        statement,
        change,
        benign ? { kind: 'unchanged', because: outcome.guard.because } : outcome,
        raised?.culprit,
      );
    }
  };
  switch (instruction.kind) {
    case 'statement':
      skipStatement(instruction.statement);
      return;
    case 'if':
      for (const { body } of instruction.branches) skipAll(run, body, outcome, raised);
      skipAll(run, instruction.otherwise, outcome, raised);
      return;
    case 'attempt':
    case 'opaque':
      skipAll(run, instruction.body, outcome, raised);
      return;
    case 'for-each':
    case 'for-query':
      for (const item of itemsOf(run, instruction)?.slice(0, mostRounds) ?? [unknown]) {
        run.variables.set(instruction.variable, item);
        skipAll(run, instruction.body, outcome, raised);
      }
      return;
    case 'execute': {
      const text = textOf(evaluate(instruction.command, scope(run)));
      if (typeof text !== 'string') return;
      const place = { source: run.change.source, span: instruction.span };
      for (const statement of play.readCommand(text, place, play.world.snapshot.dialect).statements)
        skipStatement(statement);
      return;
    }
    default:
      return;
  }
}
