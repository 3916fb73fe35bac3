import type { RuleDecisions, RuleLevel } from '@refint/core';
import type { AnyRule, GivenOptions, Plugin } from '@refint/rule';
import { meant } from '../meant.ts';
import { Refusal } from '../refusal.ts';
import { type Keys, refusalAt } from './check-config.ts';
import { checkedOptions } from './check-options.ts';
import type { Layer } from './layer.ts';
import type { Config } from './shape.ts';

type RuleSettings = NonNullable<Config['rules']>;

/** What is written of a rule, taken apart. */
export const partsOf = (setting: RuleSettings[string]): readonly [RuleLevel, GivenOptions | undefined] =>
  typeof setting === 'string' ? [setting, undefined] : setting;

/**
 * What files decide of rules, each file over those before it: the last severity holds, and of options the last of each.
 * A rule or an option that does not exist is a refusal, and so is an option that has another kind of value.
 */
export function decisionsOf(layers: readonly Layer[], plugins: readonly Plugin[]): RuleDecisions | Refusal {
  const rules: Record<string, RuleLevel> = {};
  const options: Record<string, GivenOptions> = {};
  for (const layer of layers) {
    const own = decided(layer.config.rules ?? {}, ['rules'], layer, plugins);
    if (own instanceof Refusal) return own;
    Object.assign(rules, own.rules);
    for (const [id, given] of Object.entries(own.options ?? {})) options[id] = { ...options[id], ...given };
  }
  return Object.keys(options).length > 0 ? { rules, options } : { rules };
}

/** What one place of a file decides. */
export function decided(
  written: RuleSettings,
  keys: Keys,
  layer: Layer,
  plugins: readonly Plugin[],
): RuleDecisions | Refusal {
  const known = new Map(
    plugins.flatMap((plugin) => plugin.rules.map((rule: AnyRule) => [rule.id as string, rule] as const)),
  );
  const rules: Record<string, RuleLevel> = {};
  const options: Record<string, GivenOptions> = {};
  for (const [id, setting] of Object.entries(written)) {
    const rule = known.get(id);
    if (!rule) return refusalAt(layer, [...keys, id], unknownRule(id, [...known.keys()]));
    const [level, given] = partsOf(setting);
    rules[id] = level;
    if (given === undefined) continue;
    const checked = checkedOptions(rule, given);
    if (checked.wrong) {
      const { name, sentence } = checked.wrong;
      return refusalAt(layer, [...keys, id, 1, name], sentence, given[name]);
    }
    options[id] = checked.options;
  }
  return { rules, options };
}

function unknownRule(id: string, known: readonly string[]): string {
  const near = meant(id, known) ?? byName(id, known);
  return `no plugin has the rule "${id}"${near === undefined ? '; refint rules lists them' : `; did you mean "${near}"?`}`;
}

/** The rule of that name, where somebody left out its plugin. */
const byName = (name: string, known: readonly string[]): string | undefined =>
  name.includes('/') ? undefined : known.find((id) => id.endsWith(`/${name}`));
