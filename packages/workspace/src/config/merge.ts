import { resolve } from 'node:path';
import type { Layer } from './layer.ts';
import type { Config } from './shape.ts';

/** What is decided file by file: rules and their options, plugins, and the files themselves. */
export type Merged = Omit<Config, '$schema' | 'extends' | 'rules' | 'overrides' | 'plugins'>;

/**
 * What becomes of a key that several files give. `nearest`: the file that wins has it alone. `joined`: a list of all
 * entries, those first that win, since the first that matches decides. `each`: the nearest for each key in it. `joined each`:
 * the list of each key in it.
 */
export const merges: { readonly [Key in keyof Required<Merged>]: 'nearest' | 'joined' | 'each' | 'joined each' } = {
  projects: 'nearest',
  deletes: 'joined',
  tables: 'joined',
  relations: 'joined each',
  notReferences: 'joined',
  tenancy: 'nearest',
  targets: 'each',
  postgresql: 'nearest',
  migrations: 'each',
  baseline: 'nearest',
};

/** What a file says, with its path as it is meant where that file lies. */
function valueIn({ config, folder }: Layer, key: keyof Merged): unknown {
  return key === 'baseline' && config.baseline ? resolve(folder, config.baseline) : config[key];
}

/** One configuration of all files, each of which wins over those before it. */
export function merged(layers: readonly Layer[]): Merged {
  const [only] = layers;
  if (only && layers.length === 1) return only.config;
  const config: Record<string, unknown> = {};
  for (const [key, how] of Object.entries(merges)) {
    const values = layers.map((layer) => valueIn(layer, key as keyof Merged)).filter((value) => value !== undefined);
    if (values.length === 0) continue;
    if (how === 'nearest') config[key] = values.at(-1);
    else if (how === 'joined') config[key] = joined(values as unknown[][]);
    else if (how === 'joined each') config[key] = joinedEach(values as Record<string, unknown[]>[]);
    else config[key] = Object.assign({}, ...values);
  }
  return config as Merged;
}

const joined = (lists: readonly unknown[][]): unknown[] => [...lists].reverse().flat();

const joinedEach = (values: readonly Record<string, unknown[]>[]): Record<string, unknown[]> =>
  Object.fromEntries(
    [...new Set(values.flatMap(Object.keys))].map((key) => [key, joined(values.map((value) => value[key] ?? []))]),
  );
