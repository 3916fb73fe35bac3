import type { AnyRule } from '@refint/rule';
import type { RuleLevel, Settings } from './input.ts';

/** What is decided of a rule as long as no override matches: a rule that nobody names is on where its preset is. */
export const levelOf = (
  { id, strict }: AnyRule,
  { rules, strict: isStrict }: Pick<Settings, 'rules' | 'strict'>,
): RuleLevel => rules[id] ?? (strict === undefined || isStrict ? 'on' : 'off');

/** Whether a rule has anything to say anywhere. */
export const mayRun = (rule: AnyRule, settings: Settings): boolean =>
  levelOf(rule, settings) !== 'off' ||
  (settings.overrides?.some(({ rules }) => (rules[rule.id] ?? 'off') !== 'off') ?? false);
