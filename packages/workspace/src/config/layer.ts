import { Refusal } from '../refusal.ts';
import { checkConfig, type ReadConfig } from './check-config.ts';
import { loadConfig } from './load.ts';
import type { Config } from './shape.ts';

/** One of the files that make a configuration. */
export interface Layer extends ReadConfig {
  readonly path: string;
  readonly config: Config;
  /** The folder that its paths are relative to: its own, or for what a package holds that of the file which names the package. */
  readonly folder: string;
  /** How it came in; nothing for the configuration itself. */
  readonly extendedBy?: {
    readonly as: 'extends' | 'package';
    readonly name: string;
    readonly layer: Layer;
    /** Which entry of the other's `extends` it is. */
    readonly at: number;
  };
}

export const presets = ['recommended', 'strict'] as const;

export const isPreset = (name: string): boolean => name === 'recommended' || name === 'strict';

/** Reads and checks one file, and none that it extends. */
export async function layerAt(path: string, shown: string, folder: string): Promise<Layer | Refusal> {
  const read = await loadConfig(path, shown);
  if (read instanceof Refusal) return read;
  const config = checkConfig(read);
  return config instanceof Refusal ? config : { ...read, path, config, folder };
}
