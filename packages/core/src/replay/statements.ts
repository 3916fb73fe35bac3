import {
  type Change,
  type Failure,
  type Outcome,
  type Query,
  type RoutineCall,
  type Statement,
  type TableId,
  written,
} from '@refint/model';
import { apply, type Together } from './apply.ts';
import { withDoubtfulTables } from './doubtful-tables.ts';
import { functionFor, opaqueCall, unreadCall } from './functions.ts';
import { evaluate, scopeOf } from './guards/evaluate.ts';
import { joinedRows } from './guards/query.ts';
import type { Scope } from './guards/scope.ts';
import { unknown } from './guards/values.ts';
import { type Certainty, mayRaise, note, type Play, type Raised, sure, takeBack } from './play.ts';
import { callIn, runBlock, runCall } from './routine.ts';
import { mostRounds } from './skip.ts';
import { isUnsure, relationNamed, type World } from './world.ts';

/**
 * Runs one statement. It is done as a whole or not at all: an error in its last action undoes its first. Gives the
 * error, if there was one and the statement is known to run.
 */
export function runStatement(
  play: Play,
  statement: Statement,
  certainty: Certainty = sure,
  around?: Scope,
): Raised | undefined {
  const changes = inPasses(statement, play.world);
  const mark = play.drafts.length;
  const { world } = play;
  const together = droppedTogether(world, statement, changes);
  let raised: Raised | undefined;
  for (const change of changes) {
    // After an error the rest is only written down.
    if (raised) note(play, statement, change, { kind: 'failed', failure: raised.failure }, raised.culprit);
    else if (change.kind === 'run') raised = runBlock(play, statement, change, certainty);
    else raised = runChange(play, statement, change, together, certainty);
  }
  if (statement.calls && !raised) raised = runCalls(play, statement, certainty, around);
  const unread = changes.length === 0 ? unreadCall(play.world, statement) : undefined;
  if (unread) raised ??= runChange(play, statement, unread, together, certainty);
  if (raised) takeBack(play, mark, world, { kind: 'failed', failure: raised.failure }, raised.culprit);
  return raised;
}

function runCalls(
  play: Play,
  statement: Statement,
  certainty: Certainty,
  around: Scope | undefined,
): Raised | undefined {
  for (const call of statement.calls ?? []) {
    const scope = around ?? scopeOf(play.world, play.work, { call: callIn(play, statement, certainty) });
    const raised = call.over
      ? runForRows(play, statement, call, call.over, certainty, scope)
      : runCall(play, statement, call, certainty, scope).raised;
    if (raised) return raised;
  }
  return undefined;
}

/** Calls a function for each row of a query. Which rows there are may not be known, and then neither is what it does. */
function runForRows(
  play: Play,
  statement: Statement,
  call: RoutineCall,
  over: Query,
  certainty: Certainty,
  around: Scope,
): Raised | undefined {
  const made = functionFor(play.world, call);
  if (!made) return undefined;
  const { sure: rows, maybe, complete } = joinedRows(over, { ...around, quiet: true });
  const [failure] = around.errors;
  if (failure && certainty.kind === 'sure') {
    note(play, statement, callChange(statement), { kind: 'failed', failure });
    return { failure, culprit: undefined };
  }
  if (!complete || maybe.length > 0 || rows.length > mostRounds) {
    const at = written(statement.source, call.span);
    const isClear = call.args.every((arg) => evaluate(arg, { ...around, quiet: true, errors: [] }) !== unknown);
    if (!isClear) {
      const change = opaqueCall(made, statement, call, play.world);
      return change && runChange(play, statement, change, none, certainty);
    }
    const doubt = { because: `it is not known for which rows ${call.path.at(-1)}() runs`, at };
    return runCall(play, statement, call, certainty.kind === 'unsure' ? certainty : { kind: 'unsure', doubt }, around)
      .raised;
  }
  for (const row of rows) {
    const { raised } = runCall(play, statement, call, certainty, { ...row, world: play.world, quiet: undefined });
    if (raised) return raised;
  }
  return undefined;
}

/** What stands for a statement that changes nothing itself, so that its failure can be written down. */
const callChange = ({ source, span }: Statement): Change => ({
  kind: 'opaque',
  entity: 'unknown',
  touches: [],
  because: 'it calls a function',
  source,
  span,
});

function runChange(
  play: Play,
  statement: Statement,
  change: Change,
  together: Together,
  certainty: Certainty,
): Raised | undefined {
  const { world, transaction } = play;
  const applied = apply(world, change, together);
  if (applied.kind === 'unchanged') {
    note(play, statement, change, applied);
    return undefined;
  }
  if (applied.kind === 'failed') {
    const { culprit } = applied;
    const at = written(change.source, change.span);
    const failure = { at, ...applied.failure };
    const doubt = certainty.kind === 'unsure' ? certainty.doubt : doubtAbout(world, failure);
    if (doubt) {
      mayRaise(play, failure.code, doubt);
      note(play, statement, change, { kind: 'doubtful', doubt });
      return undefined;
    }
    note(play, statement, change, { kind: 'failed', failure }, culprit);
    return { failure, culprit };
  }
  const { effects } = applied;
  const doubt = certainty.kind === 'unsure' ? certainty.doubt : undefined;
  play.world = doubt ? withDoubtfulTables(world, applied.world, change, doubt) : applied.world;
  play.drafts.push({
    change,
    statement,
    within: play.current,
    world,
    before: world.snapshot,
    after: play.world.snapshot,
    transaction,
    outcome: doubt ? { kind: 'doubtful', doubt } : isDone,
    effects,
    culprit: undefined,
  });
  return undefined;
}

/** What becomes of nearly all changes. */
const isDone: Outcome = { kind: 'done' };

/** An absence proves nothing after SQL that may have made the thing. */
function doubtAbout(world: World, failure: Failure): World['doubt'] {
  return failure.missing && isUnsure(world) && world.doubt ? world.doubt : undefined;
}

function droppedTogether(world: World, { verb }: Statement, changes: readonly Change[]): Together {
  if (changes.length < 2 || verb === 'ALTER TABLE') return none;
  const ids = new Set<TableId>();
  for (const change of changes) {
    if (change.kind !== 'drop' || change.entity !== 'table') continue;
    const found = relationNamed(world, change.name);
    if (found?.kind === 'table') ids.add(found.table.id);
  }
  return ids;
}

const none: Together = new Set();

/**
 * The actions of one ALTER TABLE in the order in which PostgreSQL does them, whatever the order in which they are
 * written (AlterTablePass, src/backend/commands/tablecmds.c): what is dropped goes first, foreign keys come last.
 */
function inPasses(statement: Statement, world: World): readonly Change[] {
  const { changes } = statement;
  // All tables that a DROP names are looked for before any of them goes.
  if (changes.length > 1 && statement.verb === 'DROP TABLE') {
    const isThere = (change: Change): number =>
      change.kind === 'drop' && change.entity === 'table' && !relationNamed(world, change.name) ? 0 : 1;
    return [...changes].sort((a, b) => isThere(a) - isThere(b));
  }
  if (changes.length < 2 || statement.verb !== 'ALTER TABLE') return changes;
  return [...changes].sort((a, b) => passOf(a) - passOf(b));
}

function passOf(change: Change): number {
  if (change.kind === 'drop') return 0;
  if (change.kind === 'alter' && change.entity === 'column') {
    const { alteration } = change;
    if (alteration.to === 'type') return 1;
    if (alteration.to === 'not-null') return alteration.value ? 6 : 0;
    if (alteration.to === 'default') return alteration.value ? 9 : 0;
    return alteration.value === undefined ? 0 : 9;
  }
  if (change.kind === 'add' && change.entity === 'column') return 4;
  if (change.kind === 'add' && change.entity === 'constraint') {
    const { kind } = change.constraint;
    return kind === 'foreign-key' || kind === 'check' ? 9 : 7;
  }
  return 10;
}
