import type { Options, OptionsOf, Rule } from '@refint/rule';
import type { World } from './files.ts';

/** A rule with options of certain types, whatever it looks at. */
// biome-ignore lint/suspicious/noExplicitAny: a rule over any subject, with any messages
export type RuleWith<O extends Options> = Rule<any, any, O>;

/** The world of a test, with options of the types that the rule declares. */
export interface WorldWith<O extends Options> extends Omit<World, 'options'> {
  readonly options?: Partial<OptionsOf<O>>;
}
