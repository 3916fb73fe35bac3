import { contract, type Plugin } from '@refint/rule';
import { refusalAt } from './config/check-config.ts';
import type { Layer } from './config/layer.ts';
import { Refusal } from './refusal.ts';

/** Plugins, with the files that some of them were loaded from, absolute. */
export interface Loaded {
  readonly plugins: readonly Plugin[];
  readonly files: readonly string[];
}

/** Loads the plugins that files name, in their order, after those that are there already. */
export async function withPlugins(there: readonly Plugin[], layers: readonly Layer[]): Promise<Loaded | Refusal> {
  const plugins = [...there];
  // A plugin that two files name is one plugin.
  const loaded = new Set<string>();
  for (const layer of layers) {
    for (const [at, name] of (layer.config.plugins ?? []).entries()) {
      const refuse = (sentence: string): Refusal => refusalAt(layer, ['plugins', at], sentence, name);
      const { isPath, pathOfModule } = await import('./config/run-module.ts');
      const path = await pathOfModule(name, layer.path);
      if (path === undefined) {
        return refuse(`the plugin "${name}" ${isPath(name) ? 'does not exist' : 'is not installed here'}`);
      }
      if (loaded.has(path)) continue;
      loaded.add(path);
      const plugin = await load(name, path, refuse);
      if (plugin instanceof Refusal) return plugin;
      if (plugins.some((other) => other.name === plugin.name)) {
        return refuse(`the plugin "${name}" calls itself "${plugin.name}", as another plugin does`);
      }
      plugins.push(plugin);
    }
  }
  return { plugins, files: [...loaded] };
}

async function load(name: string, path: string, refuse: (sentence: string) => Refusal): Promise<Plugin | Refusal> {
  let value: unknown;
  try {
    value = await (await import('./config/run-module.ts')).runModule(path);
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return refuse(`the plugin "${name}" cannot be loaded: ${why}`);
  }
  const made = contractOf(value);
  if (made !== undefined && made !== contract) {
    const todo = made > contract ? 'a newer refint is needed' : 'a newer version of the plugin is needed';
    return refuse(
      `the plugin "${name}" is made for version ${made} of what plugins rely on, and this is ${contract}: ${todo}`,
    );
  }
  const wrong = (await import('./config/plugin-shape.ts')).whatIsWrongWith(value);
  return wrong === undefined ? (value as Plugin) : refuse(`"${name}" is no plugin: ${wrong}`);
}

function contractOf(value: unknown): number | undefined {
  const made = typeof value === 'object' && value !== null && 'contract' in value ? value.contract : undefined;
  return typeof made === 'number' ? made : undefined;
}
