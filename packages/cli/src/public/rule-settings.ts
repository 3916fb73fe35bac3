import type { RuleOptions } from '../index.ts';
import type { Config, OverrideConfig } from './config.ts';
import type { OwnPlugin } from './rule-options.ts';

/** `on` stands for the severities that the rule has by itself. */
export type RuleLevel = 'error' | 'warning' | 'hint' | 'on' | 'off';

export type RuleSetting<Options> = RuleLevel | readonly [level: RuleLevel, options: Options];

type KnownRules = { readonly [Id in keyof RuleOptions]?: RuleSetting<RuleOptions[Id]> };

/** By rule id. What is not known here may be a rule of another plugin. */
export type RuleSettings = KnownRules & { readonly [id: string]: unknown };

/**
 * Of each rule that somebody names, what may be said: a rule of our own plugins exists, and those of others are not known. What
 * comes from a variable of the type `Config` may name any.
 */
type Checked<Rules> = { readonly [Id in keyof Rules]: string extends Id ? unknown : SettingOf<Id> };

type SettingOf<Id> = Id extends keyof RuleOptions
  ? RuleSetting<RuleOptions[Id]>
  : Id extends `${OwnPlugin}/${string}`
    ? `no plugin has the rule "${Id}"`
    : Id extends `${string}/${string}`
      ? RuleSetting<Readonly<Record<string, unknown>>>
      : 'a rule is called by its plugin and its name: "plugin/rule"';

/** A configuration whose rules are held to those that exist, which can only be done where it is known which it names. */
export type WrittenConfig<Rules, Overrides> = Omit<Config, 'rules' | 'overrides'> & {
  readonly rules?: KnownRules & Checked<Rules>;
  readonly overrides?: {
    readonly [At in keyof Overrides]: Omit<OverrideConfig, 'rules'> & {
      readonly rules: KnownRules & Checked<Overrides[At]>;
    };
  };
};
