import type { Settings } from '@refint/core';
import type { Plugin } from '@refint/rule';
import { shownPath } from '../paths.ts';
import { withPlugins } from '../plugins.ts';
import { Refusal } from '../refusal.ts';
import { decisionsOf } from './decisions.ts';
import type { Layer } from './layer.ts';
import { layersOf } from './layers.ts';
import { type Merged, merged } from './merge.ts';
import type { WrittenOverride } from './overrides.ts';
import { settingsOf } from './settings.ts';

/** A configuration that was found good. */
export interface Configuration {
  readonly path: string;
  readonly shown: string;
  /** The files that it is made of, each of which wins over those before it. */
  readonly layers: readonly Layer[];
  /** The same, itself the first, and those that plugins were loaded from: absolute. */
  readonly files: readonly string[];
  /** What they say together, but for what is decided file by file. */
  readonly config: Merged;
  readonly settings: Settings;
  readonly plugins: readonly Plugin[];
  /** What holds for some files and tables; nothing when no file has any. */
  readonly overrides: readonly WrittenOverride[] | undefined;
}

/** Reads a configuration and loads the plugins that it names. The first thing that is wrong with it is a refusal. */
export async function readConfiguration(
  path: string,
  cwd: string,
  plugins: readonly Plugin[],
): Promise<Configuration | Refusal> {
  const shown = shownPath(cwd, path);
  const layers = await layersOf(path, cwd, shown);
  if (layers instanceof Refusal) return layers;
  const loaded = await withPlugins(plugins, layers);
  if (loaded instanceof Refusal) return loaded;
  const all = loaded.plugins;
  const decisions = decisionsOf(layers, all);
  if (decisions instanceof Refusal) return decisions;
  const overrides = await overridesIn(layers, all);
  if (overrides instanceof Refusal) return overrides;
  const config = merged(layers);
  const settings = settingsOf(config, layers, decisions);
  const files = [...new Set([path, ...layers.map((layer) => layer.path), ...loaded.files])];
  return { path, shown, layers, files, config, settings, plugins: all, overrides };
}

/** What matches paths is loaded only where there is something to match. */
async function overridesIn(
  layers: readonly Layer[],
  plugins: readonly Plugin[],
): Promise<readonly WrittenOverride[] | Refusal | undefined> {
  if (layers.every(({ config }) => config.overrides === undefined)) return undefined;
  return (await import('./overrides.ts')).overridesOf(layers, plugins);
}
