import type { Settings } from '@refint/core';
import type { Plugin } from '@refint/rule';
import { shownPath } from '../paths.ts';
import { withPlugins } from '../plugins.ts';
import { Refusal } from '../refusal.ts';
import { checkConfig } from './check-config.ts';
import { loadConfig } from './load.ts';
import { settingsOf } from './settings.ts';
import type { Config } from './shape.ts';

/** A configuration that was found good. */
export interface Configuration {
  readonly path: string;
  readonly shown: string;
  readonly config: Config;
  readonly settings: Settings;
  readonly plugins: readonly Plugin[];
}

/** Reads a configuration and loads the plugins that it names. The first thing that is wrong with it is a refusal. */
export async function readConfiguration(
  path: string,
  cwd: string,
  plugins: readonly Plugin[],
): Promise<Configuration | Refusal> {
  const shown = shownPath(cwd, path);
  const read = await loadConfig(path, shown);
  if (read instanceof Refusal) return read;
  const config = checkConfig(read);
  if (config instanceof Refusal) return config;
  const all = await withPlugins(plugins, config.plugins ?? [], { path, shown });
  if (all instanceof Refusal) return all;
  const settings = settingsOf(config, all, read);
  return settings instanceof Refusal ? settings : { path, shown, config, settings, plugins: all };
}
