import { type Doubt, type Instruction, written } from '@refint/model';
import { forget } from './forget.ts';
import { ask } from './guards/ask.ts';
import { shown } from './guards/explain.ts';
import { isRow, unknown, type Value } from './guards/values.ts';
import { countRow, fail, give, giveUp, type Leaving, type Run, scopeNow, unsurely } from './run.ts';
import { itemsOf, type Loop, mostRounds, skipAll } from './skip.ts';
import { costs, spends } from './work.ts';

/** FOREACH and FOR: the body runs for each item, in order, as long as it is known what the items are. */
export function runLoop(run: Run, loop: Loop): Leaving | undefined {
  const here = scopeNow(run, true);
  const items = itemsOf(loop, here, run);
  const [error] = here.errors;
  if (error) return fail(run, error);
  const { span } = loop.kind === 'for-each' ? loop.items : loop.kind === 'for-query' ? loop.query : loop.from;
  const at = written(run.source, span);
  if (!items || items.length > mostRounds) {
    return unclear(run, loop, { because: 'it is not known what the loop goes over', at });
  }
  if (items.length === 0) {
    const guard = { at, because: 'the loop has nothing to go over', missing: undefined };
    skipAll(run, loop.body, { kind: 'skipped', guard });
  }
  // The variable of a loop over numbers is there only inside of it.
  const hidden = loop.kind === 'for-range' ? run.variables.get(loop.variable) : undefined;
  for (const item of items) {
    if (!spends(run.play.work, costs.instruction)) return giveUp(run);
    step(run, loop, item);
    const left = round(run, loop);
    if (left === 'out') break;
    if (left !== 'on') return left;
    if (mayBeOut(run, loop))
      return unclear(run, loop, run.leaving?.doubt ?? { because: 'the loop may have ended', at });
  }
  if (loop.kind === 'for-range' && hidden !== undefined) run.variables.set(loop.variable, hidden);
  run.variables.set('found', items.length > 0);
  return undefined;
}

/** Gives the variables of a loop what this round has for them. */
function step(run: Run, loop: Loop, item: Value): void {
  if (loop.kind !== 'for-query') {
    if (loop.kind === 'for-range') run.variables.set(loop.variable, item);
    else give(run, loop.variable, item);
    return;
  }
  const [only = '', ...more] = loop.variables;
  if (more.length === 0) give(run, only, item);
  else {
    const values = isRow(item) ? Object.values(item.fields) : [];
    for (const [at, variable] of loop.variables.entries()) {
      give(run, variable, at < values.length ? values[at] : isRow(item) ? null : unknown);
    }
  }
}

type Endless = Extract<Instruction, { readonly kind: 'loop' }>;

/** LOOP and WHILE, up to the round in which it is no longer known whether there is another. */
export function runWhile(run: Run, loop: Endless): Leaving | undefined {
  const at = written(run.source, loop.condition?.span ?? loop.span);
  for (let rounds = 0; ; rounds++) {
    if (loop.condition) {
      const here = scopeNow(run, true);
      const holds = ask(loop.condition, here);
      countRow(run, loop.condition);
      const [error] = here.errors;
      if (error) return fail(run, error);
      if (holds === unknown) {
        const because = `it is not known whether ${shown(loop.condition, run.source)}`;
        return unclear(run, loop, { because, at });
      }
      if (holds !== true) {
        const because = `${shown(loop.condition, run.source)} is false at this point`;
        if (rounds === 0) skipAll(run, loop.body, { kind: 'skipped', guard: { at, because, missing: undefined } });
        return undefined;
      }
    }
    if (!spends(run.play.work, costs.instruction)) return giveUp(run);
    if (rounds > mostRounds) {
      return unclear(run, loop, { because: 'the loop is too long to be followed', at });
    }
    const left = round(run, loop);
    if (left === 'out') return undefined;
    if (left !== 'on') return left;
    if (mayBeOut(run, loop))
      return unclear(run, loop, run.leaving?.doubt ?? { because: 'the loop may have ended', at });
  }
}

type AnyLoop = Loop | Endless | Extract<Instruction, { readonly kind: 'opaque' }>;

const labelOf = (loop: AnyLoop): string | undefined => (loop.kind === 'opaque' ? undefined : loop.label);

/** One round: whether another one follows, or how the loop was left. */
function round(run: Run, loop: AnyLoop): Leaving | 'on' | 'out' {
  if (labelOf(loop) !== undefined) run.labels.add(labelOf(loop) ?? '');
  const left = run.runAll(run, loop.body);
  if (!left) return 'on';
  if (left.kind !== 'leave' || !isOf(loop, left.label)) return left;
  return left.how === 'exit' ? 'out' : 'on';
}

const isOf = (loop: AnyLoop, label: string | undefined): boolean => label === undefined || label === labelOf(loop);

/** Whether an EXIT or CONTINUE that may have been taken means this loop: then it is not known how often it still runs. */
const mayBeOut = (run: Run, loop: AnyLoop): boolean => run.leaving !== undefined && isOf(loop, run.leaving.label);

/** A loop that runs nobody knows how often, from here on: what it does to variables may have been done already. */
export function unclear(run: Run, loop: AnyLoop, doubt: Doubt): undefined {
  // Everything is in doubt already, and nothing in the loop is looked at any more.
  if (run.play.work.said) return;
  forget(run, loop.body);
  if (loop.kind === 'for-query') for (const name of loop.variables) run.variables.set(name, unknown);
  else if (loop.kind === 'for-each' || loop.kind === 'for-range') run.variables.set(loop.variable, unknown);
  run.variables.set('found', unknown);
  unsurely(run, doubt, loop.body);
  forget(run, loop.body);
  if (run.leaving && isOf(loop, run.leaving.label)) run.leaving = undefined;
}
