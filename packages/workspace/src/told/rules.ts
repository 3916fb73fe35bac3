import type { RuleDecisions, SettingOrigin, ToldOption, ToldRule } from '@refint/core';
import { type AnyRule, type GivenOptions, type Options, optionsWith } from '@refint/rule';
import { partsOf } from '../config/decisions.ts';
import type { Layer } from '../config/layer.ts';
import type { WrittenOverride } from '../config/overrides.ts';
import { originIn, overrideOrigin } from './origins.ts';

type Decided = Pick<ToldRule, 'level' | 'from' | 'options'>;

/** What holds for a rule: what files say of it, and over that the overrides that hold for the file that is asked for. */
export function toldRule(
  rule: AnyRule,
  layers: readonly Layer[],
  strict: SettingOrigin | undefined,
  overrides: readonly WrittenOverride[],
): ToldRule {
  const named = overrides.filter(({ decisions }) => decisions.rules[rule.id] !== undefined);
  const isWide = ({ tables }: WrittenOverride): boolean => tables === undefined;
  const gives = ({ decisions }: WrittenOverride): boolean => givenIn(decisions, rule) !== undefined;
  // What comes before one that holds for the whole file never decides.
  const levelsFrom = named.findLastIndex(isWide);
  const optionsFrom = named.findLastIndex((override) => isWide(override) && gives(override));
  const usual = usualFor(rule, layers, strict);
  const here = over(rule, usual, named.filter(isWide), usual);
  const forTables = named.flatMap((override, at) => {
    if (isWide(override) || (at < levelsFrom && (at < optionsFrom || !gives(override)))) return [];
    const { level, from, options } = over(rule, { ...here, options: [] }, [override], usual);
    return { tables: override.tables ?? [], level: at < levelsFrom ? undefined : level, from, options };
  });
  return { id: rule.id, ...here, severity: severityOf(here.level, rule), forTables };
}

const severityOf = (level: ToldRule['level'], { severity }: AnyRule): ToldRule['severity'] =>
  level === 'off' ? undefined : level === 'on' ? severity : level;

function usualFor(rule: AnyRule, layers: readonly Layer[], strict: SettingOrigin | undefined): Decided {
  const saying = layers.filter(({ config }) => config.rules?.[rule.id] !== undefined);
  const last = saying.at(-1);
  const options: Record<string, SettingOrigin> = {};
  let given: GivenOptions = {};
  for (const layer of saying) {
    const [, own] = partsOf(layer.config.rules![rule.id]!);
    given = { ...given, ...own };
    for (const name of Object.keys(own ?? {}))
      options[name] = originIn(layer, ['rules', rule.id, 1, name], own?.[name]);
  }
  const told = toldOptions(rule, given, options);
  if (last) {
    const [level] = partsOf(last.config.rules![rule.id]!);
    return { level, from: originIn(last, ['rules', rule.id], level), options: told };
  }
  if (rule.strict === undefined) return { level: 'on', from: { kind: 'preset', preset: 'recommended' }, options: told };
  const from = strict ?? { kind: 'preset', preset: 'strict' };
  return { level: strict ? 'on' : 'off', from, options: told };
}

/**
 * What overrides make of what holds without them: the last severity, and over the usual options those of the last one that gives
 * some.
 */
function over(rule: AnyRule, below: Decided, overrides: readonly WrittenOverride[], usual: Decided): Decided {
  const last = overrides.at(-1);
  if (!last) return below;
  const level = last.decisions.rules[rule.id]!;
  const giver = overrides.findLast(({ decisions }) => givenIn(decisions, rule));
  const given = giver && givenIn(giver.decisions, rule);
  const options =
    given && giver
      ? usual.options.map((option) => {
          if (!Object.hasOwn(given, option.name)) return option;
          const [name, value] = [option.name, given[option.name]];
          return { name, value, from: overrideOrigin(giver.layer, giver.at, ['rules', rule.id, 1, name], value) };
        })
      : below.options;
  return { level, from: overrideOrigin(last.layer, last.at, ['rules', rule.id], level), options };
}

const givenIn = ({ options }: RuleDecisions, { id }: AnyRule): GivenOptions | undefined => options?.[id];

function toldOptions(
  rule: AnyRule,
  given: GivenOptions,
  origins: Readonly<Record<string, SettingOrigin>>,
): readonly ToldOption[] {
  const listed = Object.entries((rule.options as Options | undefined) ?? {}).filter(([, { kind }]) => kind === 'texts');
  // One text stands for a list of one.
  const lists = listed.flatMap(([name]) => (typeof given[name] === 'string' ? [[name, [given[name]]] as const] : []));
  const all = optionsWith(rule.options, { ...given, ...Object.fromEntries(lists) });
  return Object.entries(all).map(([name, value]) => ({ name, value, from: origins[name] ?? { kind: 'default' } }));
}
