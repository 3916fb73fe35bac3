import type { Config } from './public/config.ts';
import type { OwnRuleOptions } from './public/rule-options.ts';
import type { WrittenConfig } from './public/rule-settings.ts';

export type * from './public/config.ts';
export type { RuleLevel, RuleSetting, RuleSettings } from './public/rule-settings.ts';

/**
 * By rule: what may be given for its options. A plugin adds its own rules, and its options are then checked while a
 * configuration is written: `declare module 'refint' { interface RuleOptions { 'mine/tidy': { readonly most?: number } } }`.
 */
export interface RuleOptions extends OwnRuleOptions {}

/** The configuration as it is, with its types checked and completed while it is written. */
export const defineConfig = <const Rules, const Overrides extends readonly unknown[]>(
  config: WrittenConfig<Rules, Overrides>,
): Config => config as Config;
