import { loadSettingsViews } from '@refint/reporters';
import { openSettings, Refusal } from '@refint/workspace';
import { colorsFor } from './colors.ts';
import { defaultPlugins } from './default-plugins.ts';
import { deliver } from './deliver.ts';
import type { Io } from './io.ts';

/** The options of `refint config`, as written. */
export interface ConfigOptions {
  readonly json?: boolean;
  readonly since?: string;
  readonly 'no-baseline'?: boolean;
  readonly output?: string;
  readonly config?: string;
}

/** `refint config print [PATH]`: the settings that hold, each with where it comes from. */
export async function config(
  what: string,
  path: string | undefined,
  options: ConfigOptions,
  io: Io,
): Promise<number | Refusal> {
  if (what !== 'print') return new Refusal(`refint config cannot "${what}"; it can print: refint config print`);
  const told = await openSettings(
    path,
    { cwd: io.cwd, config: options.config, plugins: defaultPlugins },
    { since: options.since, noBaseline: options['no-baseline'] ?? false },
  );
  if (told instanceof Refusal) return told;
  const { settingsJson, settingsText } = await loadSettingsViews();
  const stdout = options.output === undefined ? io.stdout : { ...io.stdout, isTerminal: false };
  const text = options.json ? settingsJson(told) : settingsText(told, colorsFor(io, stdout));
  return deliver(text, options.output, io) ?? 0;
}
