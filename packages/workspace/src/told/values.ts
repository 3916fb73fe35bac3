import type { SettingOrigin, ToldValue } from '@refint/core';
import { newestVersion } from '@refint/model';
import { isPreset, type Layer } from '../config/layer.ts';
import { type Merged, merges } from '../config/merge.ts';
import { baselineName } from '../config/names.ts';
import { originIn } from './origins.ts';

/** What nobody has to say. Values are told as a configuration would write them; `null` for none. */
export interface Defaults {
  readonly targets: Readonly<Record<string, unknown>>;
  readonly hasBaseline: boolean;
  /** The plugins that come along, by name. */
  readonly plugins: readonly string[];
}

const byDefault: SettingOrigin = { kind: 'default' };

/** Every setting but those of rules, with where it comes from. Files are given those last that win. */
export function valuesOf(layers: readonly Layer[], defaults: Defaults): readonly ToldValue[] {
  const keys = Object.keys(merges) as (keyof Merged)[];
  return [
    ...presetsIn(layers),
    ...pluginsIn(layers, defaults),
    ...keys.flatMap((key) => valuesFor(key, layers, defaults)),
  ];
}

function presetsIn(layers: readonly Layer[]): readonly ToldValue[] {
  const named = layers.flatMap((layer) =>
    (layer.config.extends ?? []).flatMap((value, at) =>
      isPreset(value) ? { key: 'extends', value, from: originIn(layer, ['extends', at], value) } : [],
    ),
  );
  const isSaid = named.some(({ value }) => value === 'recommended');
  const recommended: ToldValue = { key: 'extends', value: 'recommended', from: byDefault };
  return isSaid ? named : [recommended, ...named];
}

const pluginsIn = (layers: readonly Layer[], { plugins }: Defaults): readonly ToldValue[] => [
  ...plugins.map((value) => ({ key: 'plugins', value, from: byDefault })),
  ...layers.flatMap((layer) =>
    (layer.config.plugins ?? []).map((value, at) => ({
      key: 'plugins',
      value,
      from: originIn(layer, ['plugins', at], value),
    })),
  ),
];

function valuesFor(key: keyof Merged, layers: readonly Layer[], defaults: Defaults): readonly ToldValue[] {
  const saying = [...layers].reverse().filter(({ config }) => config[key] !== undefined);
  const told = toldBy(key, saying);
  return told.length > 0 ? told : defaultsFor(key, defaults);
}

/** What files say of a key, those first that win. */
function toldBy(key: keyof Merged, saying: readonly Layer[]): readonly ToldValue[] {
  const how = merges[key];
  const [nearest] = saying;
  if (!nearest) return [];
  if (how === 'joined') return entriesIn(key, saying, [key]);
  if (how === 'each') return eachOf(key, saying);
  if (how === 'joined each') {
    const inner = new Set(saying.flatMap(({ config }) => Object.keys(config[key] ?? {})));
    return [...inner].flatMap((name) => entriesIn(`${key}.${name}`, saying, [key, name]));
  }
  const value = nearest.config[key];
  if (Array.isArray(value)) return entriesIn(key, [nearest], [key]);
  return [{ key, value, from: originIn(nearest, [key], value) }];
}

/** The entries of lists in several files, counted as they hold together. */
function entriesIn(name: string, saying: readonly Layer[], keys: readonly string[]): readonly ToldValue[] {
  const all = saying.flatMap((layer) => {
    const list = keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], layer.config) ?? [];
    return (list as readonly unknown[]).map((value, at) => ({ value, from: originIn(layer, [...keys, at], value) }));
  });
  return all.map((entry, at) => ({ key: `${name}[${at}]`, ...entry }));
}

function eachOf(key: keyof Merged, saying: readonly Layer[]): readonly ToldValue[] {
  const told = new Map<string, ToldValue>();
  for (const layer of saying) {
    for (const [inner, value] of Object.entries(layer.config[key] ?? {})) {
      const name = `${key}.${inner}`;
      if (!told.has(name)) told.set(name, { key: name, value, from: originIn(layer, [key, inner], value) });
    }
  }
  return [...told.values()];
}

function defaultsFor(key: keyof Merged, { targets, hasBaseline }: Defaults): readonly ToldValue[] {
  const one = (value: unknown, name: string = key): ToldValue => ({ key: name, value, from: byDefault });
  switch (key) {
    case 'targets':
      return Object.entries(targets).map(([name, value]) => one(value, `targets.${name}`));
    case 'postgresql':
      return [one(newestVersion)];
    case 'baseline':
      return [one(hasBaseline ? baselineName : null)];
    case 'migrations':
      return [one(null, 'migrations.since')];
    case 'relations':
      return [one(null, 'relations.intended')];
    default:
      return [one(null)];
  }
}
