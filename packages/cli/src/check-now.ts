import { mayRun, type Settings } from '@refint/core';
import type { AnyRule } from '@refint/rule';
import { type OpenOptions, Refusal } from '@refint/workspace';
import { answer } from './answer.ts';
import type { CheckOptions } from './check.ts';
import type { Io } from './io.ts';
import type { Outcome, RuleAsked } from './outcome.ts';
import { outputsFor, tell } from './tell.ts';

/** The options of `refint check`, with what git was asked for already. */
type Begun = Omit<CheckOptions, 'staged'> & Pick<OpenOptions, 'staged'>;

/** Answers `refint check`. */
export async function checkNow(paths: readonly string[], options: Begun, io: Io): Promise<number | Refusal> {
  const outputs = outputsFor(options, io);
  if (outputs instanceof Refusal) return outputs;
  const result = await tell(outputs, options, io, () => outcomeOf(paths, options, io));
  // Whoever waits for a report learns from it that there is none.
  if (result instanceof Refusal) await (await import('./tell-refusal.ts')).tellRefusal(result, outputs, io);
  return result;
}

async function outcomeOf(paths: readonly string[], options: Begun, io: Io): Promise<Outcome | Refusal> {
  if (options.staged && options.since !== undefined)
    return new Refusal('--staged and --since cannot both be meant: what is staged is compared with the last commit');
  const answered = await answer(paths, { ...options, baseline: options['no-baseline'] ? undefined : {} }, io);
  if (answered instanceof Refusal) return answered;
  const { report, plugins, settings } = answered;
  return { report, rules: plugins.flatMap(({ rules }) => rules.map((rule) => asked(rule, settings))) };
}

function asked(rule: AnyRule, settings: Settings): RuleAsked {
  const { id, summary, severity, docs } = rule;
  const which = !mayRun(rule, settings) ? 'no' : rule.on === 'migration' && !settings.since ? 'quiet' : 'yes';
  return { id, summary, severity, asked: which, ...(docs && { docs: { href: docs.href } }) };
}
