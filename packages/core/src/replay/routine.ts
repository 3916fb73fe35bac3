import {
  type Change,
  type Expression,
  type Instruction,
  type Routine,
  type RoutineCall,
  type Source,
  type Statement,
  written,
} from '@refint/model';
import { runAttempt } from './attempts.ts';
import { runIf } from './branches.ts';
import { runCommand, runStatementIn } from './commands.ts';
import { unknownCondition } from './conditions.ts';
import { argumentsOf, functionFor, isHarmless, opaqueCall } from './functions.ts';
import { evaluate } from './guards/evaluate.ts';
import type { Call, Scope } from './guards/scope.ts';
import { unknown, type Value } from './guards/values.ts';
import { runLoop, runWhile, unclear } from './loops.ts';
import { type Certainty, deepest, isSpent, note, type Play, type Raised } from './play.ts';
import { runAssert, runLeave, runRaise, runReturn } from './raise.ts';
import { certaintyOf, countRow, declare, fail, give, giveUp, type Leaving, type Run, scopeNow } from './run.ts';
import { runSelect } from './selects.ts';
import { skipAll } from './skip.ts';
import { costs, spends } from './work.ts';

type RunBlock = Extract<Change, { readonly kind: 'run' }>;

/** What came of running code: the error that nobody in it caught, or the value that it returns. */
interface Result {
  readonly raised: Raised | undefined;
  readonly value: Value;
}

/** Runs a block of code. Gives the error that nobody in it caught. */
export function runBlock(play: Play, statement: Statement, change: RunBlock, certainty: Certainty): Raised | undefined {
  return deeper(play, change, () => {
    const { routine, source } = change;
    return runCode({ play, statement, change, routine, source, certainty, variables: new Map(), name: undefined });
  }).raised;
}

/** Runs the function that a statement calls. What it does when its code is not known is doubtful. */
export function runCall(
  play: Play,
  statement: Statement,
  call: Pick<RoutineCall, 'path' | 'args' | 'span'>,
  certainty: Certainty,
  around: Scope,
): Result {
  const made = functionFor(play.world, call);
  if (!made) return nothing;
  const variables = argumentsOf(made, call, around);
  const [failure] = around.errors;
  const { routine, searchPath } = made.definition;
  const change: Change = {
    kind: 'run',
    entity: 'block',
    routine: routine ?? noCode,
    calls: made.change.name.name,
    source: statement.source,
    span: call.span,
  };
  if (failure && certainty.kind === 'sure') {
    note(play, statement, change, { kind: 'failed', failure });
    return { raised: { failure, culprit: undefined }, value: unknown };
  }
  if (!routine || play.depth > deepest || isSpent(play) || !variables) {
    const unclear = opaqueCall(made, statement, call, play.world);
    const bare = { ...statement, calls: undefined, changes: unclear ? [unclear] : [] };
    return { raised: unclear && play.run(play, bare, certainty, around), value: unknown };
  }
  const { source, name } = made.change;
  const outside = play.world.searchPath;
  if (searchPath) play.world = { ...play.world, searchPath };
  const result = deeper(play, made, () =>
    runCode({ play, statement, change, routine, source, certainty, variables, name: name.name }),
  );
  if (searchPath) play.world = { ...play.world, searchPath: outside };
  return result;
}

const noCode: Routine = { variables: [], body: [] };

const nothing: Result = { raised: undefined, value: unknown };

/** Runs something inside of what runs already. */
function deeper<T>(play: Play, what: unknown, body: () => T): T {
  play.depth++;
  play.calling.push(what);
  const result = body();
  play.calling.pop();
  play.depth--;
  return result;
}

/** Runs functions that expressions call, for a statement. */
export const callIn =
  (play: Play, statement: Statement, certainty: Certainty): Scope['call'] =>
  (call, scope) =>
    calledIn(play, statement, () => certainty, call, scope);

function calledIn(
  play: Play,
  statement: Statement,
  certainty: () => Certainty,
  call: Call,
  scope: Scope,
): { readonly value: Value } | undefined {
  const path = call.name.split('.');
  const made = functionFor(scope.world, { path, args: call.args });
  if (!made) return undefined;
  const isQuiet = scope.quiet === true || isHarmless(made, scope.world);
  if (isQuiet && !isHarmless(made, scope.world)) return { value: unknown };
  // What changes nothing is run aside, so that nothing of it is written down.
  const aside: Play = isQuiet ? { ...play, world: scope.world, drafts: [], attempts: [] } : play;
  const here: Scope = { ...scope, errors: [], doubtful: [] };
  const { raised, value } = runCall(aside, statement, { path, args: call.args, span: call.span }, certainty(), here);
  if (raised) scope.errors.push(raised.failure);
  return { value };
}

interface Code {
  readonly play: Play;
  readonly statement: Statement;
  readonly change: Change;
  readonly routine: Routine;
  readonly source: Source;
  readonly certainty: Certainty;
  readonly variables: Map<string, Value>;
  /** The name of the function, by which its code can call its parameters. */
  readonly name: string | undefined;
}

function runCode({ play, statement, change, routine, source, certainty, variables, name }: Code): Result {
  const run: Run = {
    play,
    statement,
    change,
    source,
    variables,
    types: new Map(),
    definitions: new Map<string, Expression>(),
    conflicts: routine.conflicts,
    labels: new Set(name === undefined ? [] : [name]),
    certainty,
    leaving: undefined,
    handling: undefined,
    rows: 0,
    call: (call, scope) => calledIn(play, statement, () => certaintyOf(run), call, scope),
    runAll,
  };
  variables.set('found', false);
  const failure = unknownCondition(routine) ?? declare(run, routine)[0];
  const left = (failure && fail(run, failure)) ?? runAll(run, routine.body);
  if (left?.kind === 'raised') return { raised: left.raised, value: unknown };
  // A function that ends without RETURN gives nothing that anybody knows, and so does one that may have returned before.
  const isSure = left?.kind === 'return' && (run.certainty.kind === 'sure' || run.certainty === certainty);
  return { raised: undefined, value: isSure ? left.value : unknown };
}

function runAll(run: Run, instructions: readonly Instruction[]): Leaving | undefined {
  for (const [at, instruction] of instructions.entries()) {
    if (!spends(run.play.work, costs.instruction)) return giveUp(run);
    const left = runOne(run, instruction);
    if (!left) continue;
    const rest = instructions.slice(at + 1);
    if (left.kind === 'raised') skipAll(run, rest, { kind: 'failed', failure: left.raised.failure }, left.raised);
    else skipAll(run, rest, { kind: 'skipped', guard: left.guard });
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
      return runStatementIn(run, instruction);
    case 'execute':
      return runCommand(run, instruction);
    case 'assign':
      return assign(run, instruction);
    case 'select':
      return runSelect(run, instruction);
    case 'diagnose':
      return diagnose(run, instruction);
    case 'for-each':
    case 'for-query':
    case 'for-range':
      return runLoop(run, instruction);
    case 'loop':
      return runWhile(run, instruction);
    case 'leave':
      return runLeave(run, instruction);
    case 'raise':
      return runRaise(run, instruction);
    case 'assert':
      return runAssert(run, instruction);
    case 'return':
      return runReturn(run, instruction);
    case 'opaque':
      return runOpaque(run, instruction);
  }
}

function assign(run: Run, { variable, value }: Extract<Instruction, { kind: 'assign' }>): Leaving | undefined {
  const here = scopeNow(run, true);
  const given = evaluate(value, here);
  countRow(run, value);
  const failure = here.errors[0] ?? give(run, variable, given);
  run.definitions.set(variable, value);
  return failure && fail(run, failure);
}

function diagnose(run: Run, { items }: Extract<Instruction, { kind: 'diagnose' }>): undefined {
  for (const { variable, item } of items) {
    const isState = item === 'RETURNED_SQLSTATE';
    give(run, variable, item === 'ROW_COUNT' ? run.rows : isState ? run.variables.get('sqlstate') : unknown);
  }
}

/** Code that is not understood: what it holds may run, and its variables may be anything. */
function runOpaque(run: Run, instruction: Extract<Instruction, { kind: 'opaque' }>): Leaving | undefined {
  const { text, span } = instruction;
  const because = `${text.replace(/\s+/g, ' ').slice(0, 60) || 'a loop'} is not understood`;
  for (const name of run.variables.keys()) run.variables.set(name, unknown);
  return unclear(run, instruction, { because, at: written(run.source, span) });
}
