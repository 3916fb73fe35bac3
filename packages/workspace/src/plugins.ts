import type { Plugin } from '@refint/rule';
import { runModule } from './config/run-module.ts';
import { Refusal } from './refusal.ts';

/** Loads the plugins that a configuration names, in their order, after those that are there already. */
export async function withPlugins(
  there: readonly Plugin[],
  names: readonly string[],
  config: { readonly path: string; readonly shown: string },
): Promise<readonly Plugin[] | Refusal> {
  const plugins = [...there];
  for (const name of names) {
    const plugin = await load(name, config);
    if (plugin instanceof Refusal) return plugin;
    if (plugins.some((other) => other.name === plugin.name)) {
      return new Refusal(`${config.shown}: the plugin "${name}" calls itself "${plugin.name}", as another plugin does`);
    }
    plugins.push(plugin);
  }
  return plugins;
}

async function load(name: string, { path, shown }: { path: string; shown: string }): Promise<Plugin | Refusal> {
  let value: unknown;
  try {
    value = await runModule(name, path);
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return new Refusal(`${shown}: the plugin "${name}" cannot be loaded: ${why}`);
  }
  return isPlugin(value)
    ? value
    : new Refusal(`${shown}: "${name}" is no plugin: its default export has no name and rules of that name`);
}

function isPlugin(value: unknown): value is Plugin {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('rules' in value)) return false;
  const { name, rules } = value;
  return (
    typeof name === 'string' &&
    Array.isArray(rules) &&
    rules.every((rule: { id?: unknown; check?: unknown } | null) => {
      return typeof rule?.id === 'string' && rule.id.startsWith(`${name}/`) && typeof rule.check === 'function';
    })
  );
}
