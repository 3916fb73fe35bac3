import { resolve } from 'node:path';
import { loadTargets, type ToldOverride, type ToldSettings, type ToldValue } from '@refint/core';
import type { Plugin } from '@refint/rule';
import type { Configuration } from '../config/index.ts';
import type { Layer } from '../config/layer.ts';
import { matcherOf, type WrittenOverride } from '../config/overrides.ts';
import { filesOf, originIn, overrideOrigin } from './origins.ts';
import { toldRule } from './rules.ts';
import { valuesOf } from './values.ts';

export interface Telling {
  readonly cwd: string;
  /** The configuration that holds; nothing where there is none. */
  readonly configuration: Configuration | undefined;
  /** The plugins that are there without being named. */
  readonly plugins: readonly Plugin[];
  readonly hasBaseline: boolean;
  /** The file that settings are told for, as it is shown, and whether an analysis reads it. */
  readonly file: { readonly file: string; readonly isRead: boolean } | undefined;
  /** What options of the command say instead. */
  readonly flags: { readonly config?: boolean; readonly since?: string | undefined; readonly noBaseline?: boolean };
  readonly notes: readonly string[];
}

/** The settings that hold, each with where it comes from. */
export async function tellSettings(telling: Telling): Promise<ToldSettings> {
  const { configuration, plugins, cwd, file, hasBaseline, flags, notes } = telling;
  const layers = configuration?.layers ?? [];
  const { usualTargets } = await loadTargets();
  const values = valuesOf(layers, {
    targets: { ...usualTargets },
    hasBaseline,
    plugins: plugins.map(({ name }) => name),
  });
  const overrides = (configuration?.overrides ?? []).filter(
    ({ files, layer }) => !file || !files || matcherOf(files, layer.folder)(resolve(cwd, file.file)),
  );
  const strict = strictIn(layers);
  const rules = (configuration?.plugins ?? plugins).flatMap((plugin) => plugin.rules);
  return {
    for: file,
    files: filesOf(layers, flags.config ? '--config' : undefined),
    values: withFlags(values, flags),
    rules: rules.map((rule) => toldRule(rule, layers, strict, file ? overrides : [])),
    overrides: overrides.map(toldOverride),
    notes,
  };
}

/** The last file that asks for `strict`. */
function strictIn(layers: readonly Layer[]) {
  const layer = layers.findLast(({ config }) => config.extends?.includes('strict'));
  return layer && originIn(layer, ['extends', layer.config.extends!.indexOf('strict')], 'strict');
}

const toldOverride = ({ layer, at, files, tables, decisions }: WrittenOverride): ToldOverride => ({
  files,
  tables,
  rules: Object.keys(decisions.rules),
  from: overrideOrigin(layer, at),
});

function withFlags(values: readonly ToldValue[], { since, noBaseline }: Telling['flags']): readonly ToldValue[] {
  return values.map((told): ToldValue => {
    if (told.key === 'migrations.since' && since !== undefined)
      return { ...told, value: since, from: { kind: 'flag', flag: '--since' } };
    if (told.key === 'baseline' && noBaseline)
      return { ...told, value: false, from: { kind: 'flag', flag: '--no-baseline' } };
    return told;
  });
}
