import { dirname } from 'node:path';
import { Refusal } from '../refusal.ts';
import { isPreset, type Layer, layerAt } from './layer.ts';

/** A configuration with those that it extends, each before the ones that win over it: itself is the last one. */
export async function layersOf(path: string, cwd: string, shown: string): Promise<readonly Layer[] | Refusal> {
  const own = await layerAt(path, shown, dirname(path));
  if (own instanceof Refusal) return own;
  if (own.config.extends?.every(isPreset) ?? true) return [own];
  // Most configurations extend no other file.
  return (await import('./extended.ts')).withExtended(own, cwd);
}
