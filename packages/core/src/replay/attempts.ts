import { type Doubt, type Instruction, written } from '@refint/model';
import { isAlreadyThere } from './already-there.ts';
import { catches } from './conditions.ts';
import { withDoubtfulTables } from './doubtful-tables.ts';
import { forget } from './forget.ts';
import { unknown } from './guards/values.ts';
import { type Attempt, type Play, type Raised, takeBack } from './play.ts';
import type { Draft } from './recorder.ts';
import { absorb, declare, fail, type Leaving, type Run, unsurely } from './run.ts';
import { type World, withAside } from './world.ts';

type AttemptInstruction = Extract<Instruction, { readonly kind: 'attempt' }>;

/** BEGIN … EXCEPTION: an error takes back what the body did, and the first handler for it runs. */
export function runAttempt(run: Run, attempt: AttemptInstruction): Leaving | undefined {
  if (attempt.label !== undefined) run.labels.add(attempt.label);
  const [failure, restore] = declare(run, attempt);
  // What goes wrong while variables are made, the handlers of the same block do not catch.
  const left = (failure && fail(run, failure)) ?? inside(run, attempt);
  restore();
  const isOut = left?.kind === 'leave' && left.how === 'exit' && left.label !== undefined;
  return isOut && left.label === attempt.label ? undefined : left;
}

function inside(run: Run, attempt: AttemptInstruction): Leaving | undefined {
  const { play } = run;
  if (attempt.handlers.length === 0) return run.runAll(run, attempt.body);
  const mark = play.drafts.length;
  const { world } = play;
  const frame: Attempt = { run, handlers: attempt.handlers, doubt: undefined };
  play.attempts.push(frame);
  play.world = nested(world, true);
  const left = run.runAll(run, attempt.body);
  play.world = nested(play.world, world.aside.isNested);
  play.attempts.pop();
  if (frame.doubt) return maybeHandled(run, attempt, mark, left, frame.doubt);
  if (left?.kind !== 'raised') return left;
  const { raised } = left;
  const handler = attempt.handlers.find(({ conditions }) => catches(conditions, raised.failure.code));
  if (!handler) return left;
  const at = written(run.source, handler.span);
  takeBack(play, mark, world, { kind: 'swallowed', failure: raised.failure, handler: at }, raised.culprit);
  forgiveRepetitions(play.drafts.slice(mark), raised);
  return handle(run, raised, () => run.runAll(run, handler.body));
}

const nested = (world: World, isNested: boolean): World =>
  world.aside.isNested === isNested ? world : withAside(world, { ...world.aside, isNested });

/** Whether an error was raised is not known: neither is what became of the body, nor whether a handler runs. */
function maybeHandled(
  run: Run,
  { body, handlers }: AttemptInstruction,
  mark: number,
  left: Leaving | undefined,
  doubt: Doubt,
): Leaving | undefined {
  doubtAll(run.play, run.play.drafts.slice(mark), doubt);
  forget(run, body);
  for (const handler of handlers) handle(run, 'unknown', () => unsurely(run, doubt, handler.body));
  if (left?.kind === 'raised') return left;
  return absorb(run, left, doubt);
}

function doubtAll(play: Play, drafts: readonly Draft[], doubt: Doubt): void {
  for (const draft of drafts) {
    if (draft.outcome.kind !== 'done') continue;
    draft.outcome = { kind: 'doubtful', doubt };
    play.world = withDoubtfulTables(draft.world, play.world, draft.change, doubt);
  }
}

function handle<T>(run: Run, raised: Raised | 'unknown', body: () => T): T {
  const { handling } = run;
  run.handling = raised;
  run.variables.set('sqlstate', raised === 'unknown' ? unknown : raised.failure.code);
  // The words of the server depend on its language, and not all of them are known here.
  run.variables.set('sqlerrm', unknown);
  const result = body();
  run.handling = handling;
  run.variables.delete('sqlstate');
  run.variables.delete('sqlerrm');
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
