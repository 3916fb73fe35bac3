import { type Doubt, type Instruction, written } from '@refint/model';
import { ask } from './guards/ask.ts';
import { explain, shown } from './guards/explain.ts';
import { unknown } from './guards/values.ts';
import { countRow, type Leaving, type Run, scopeNow, settle, unsurely } from './run.ts';
import { skipAll } from './skip.ts';

/** IF and CASE: the first branch whose condition is true runs. One that nobody knows runs, and leaves the others in doubt. */
export function runIf(
  run: Run,
  { branches, otherwise }: Extract<Instruction, { readonly kind: 'if' }>,
): Leaving | undefined {
  const { source } = run;
  let doubt: Doubt | undefined;
  for (const [at, { condition, body }] of branches.entries()) {
    const here = scopeNow(run, true);
    const holds = ask(condition, here);
    countRow(run, condition);
    const place = written(source, condition.span);
    const failed = settle(run, here, place);
    if (failed?.kind === 'raised') {
      const rest = [...branches.slice(at).flatMap((branch) => branch.body), ...otherwise];
      skipAll(run, rest, { kind: 'failed', failure: failed.raised.failure }, failed.raised);
      return failed;
    }
    if (here.errors.length > 0) return undefined;
    if (holds === unknown) {
      doubt ??= { because: `it is not known whether ${shown(condition, source)}`, at: place };
      unsurely(run, doubt, body);
      continue;
    }
    // Finding the words costs more than the answer, and most conditions need none.
    const skip = (instructions: readonly Instruction[]): void => {
      if (instructions.length === 0) return;
      skipAll(run, instructions, {
        kind: 'skipped',
        guard: { at: place, ...explain(condition, holds === true, scopeNow(run), source) },
      });
    };
    if (holds !== true) {
      skip(body);
      continue;
    }
    const left = doubt ? unsurely(run, doubt, body) : run.runAll(run, body);
    skip([...branches.slice(at + 1).flatMap((branch) => branch.body), ...otherwise]);
    if (left?.kind !== 'return') return left;
    return { ...left, guard: { at: place, ...explain(condition, true, here, source) } };
  }
  return doubt ? unsurely(run, doubt, otherwise) : run.runAll(run, otherwise);
}
