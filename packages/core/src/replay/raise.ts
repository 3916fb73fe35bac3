import { type Failure, type Instruction, written } from '@refint/model';
import { codeOf } from './conditions.ts';
import { raised as raisedFailure } from './failures.ts';
import { ask } from './guards/ask.ts';
import { evaluate } from './guards/evaluate.ts';
import { shown } from './guards/explain.ts';
import { textOf, unknown } from './guards/values.ts';
import { mayRaise } from './play.ts';
import { certaintyOf, countRow, fail, type Leaving, mayHaveLeft, type Run, scopeNow } from './run.ts';

/** RAISE. One whose code nobody knows still is an error, under a code that only OTHERS catches. */
export function runRaise(
  run: Run,
  { level, code }: Extract<Instruction, { readonly kind: 'raise' }>,
): Leaving | undefined {
  if (level !== 'exception') return undefined;
  const { handling } = run;
  if (!code) {
    if (handling === undefined) return fail(run, notHandling);
    if (handling === 'unknown' || certaintyOf(run).kind === 'unsure') return undefined;
    return { kind: 'raised', raised: handling };
  }
  const here = scopeNow(run);
  const given = textOf(evaluate(code, here));
  const name = typeof given === 'string' ? given : '';
  return fail(run, { ...raisedFailure(), code: codeOf(name) ?? 'unknown' });
}

const notHandling: Failure = {
  code: '0Z002',
  text: 'RAISE without parameters cannot be used outside an exception handler',
  missing: undefined,
};

/** ASSERT: no handler but one that names it catches what it raises. */
export function runAssert(
  run: Run,
  { condition }: Extract<Instruction, { readonly kind: 'assert' }>,
): Leaving | undefined {
  const here = scopeNow(run, true);
  const holds = ask(condition, here);
  countRow(run, condition);
  const [error] = here.errors;
  if (error) return fail(run, error);
  if (holds === true) return undefined;
  if (holds !== unknown) return fail(run, { code: 'P0004', text: 'assertion failed', missing: undefined });
  const because = `it is not known whether ${shown(condition, run.source)}`;
  mayRaise(run.play, 'P0004', { because, at: written(run.source, condition.span) });
  return undefined;
}

/** RETURN, with what the caller gets. */
export function runReturn(
  run: Run,
  { value, again, span }: Extract<Instruction, { readonly kind: 'return' }>,
): Leaving | undefined {
  const here = scopeNow(run, !again);
  const given = value ? evaluate(value, here) : null;
  const [error] = here.errors;
  if (error) return fail(run, error);
  const doubt = mayHaveLeft(run);
  if (doubt && run.certainty.kind === 'sure') run.certainty = { kind: 'unsure', doubt };
  const guard = { at: written(run.source, span), because: 'the block returns before it', missing: undefined };
  return doubt ? undefined : { kind: 'return', guard, value: given };
}

/** EXIT and CONTINUE, if their condition holds. */
export function runLeave(run: Run, leave: Extract<Instruction, { readonly kind: 'leave' }>): Leaving | undefined {
  const { how, label, when, span } = leave;
  const at = written(run.source, span);
  const here = scopeNow(run, true);
  const holds = when ? ask(when, here) : true;
  countRow(run, when);
  const [error] = here.errors;
  if (error) return fail(run, error);
  if (holds === unknown) {
    const doubt = { because: `it is not known whether ${when ? shown(when, run.source) : ''}`, at };
    run.leaving ??= { doubt, label };
    return undefined;
  }
  if (holds !== true) return undefined;
  const doubt = mayHaveLeft(run);
  if (doubt) {
    run.leaving ??= { doubt, label };
    return undefined;
  }
  const because = how === 'exit' ? 'the loop ends before it' : 'the loop goes on before it';
  return { kind: 'leave', how, label, guard: { at, because, missing: undefined } };
}
