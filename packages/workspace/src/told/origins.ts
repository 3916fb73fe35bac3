import type { SettingOrigin, ToldFile } from '@refint/core';
import type { Keys } from '../config/check-config.ts';
import type { Layer } from '../config/layer.ts';
import { lineOf } from '../config/line-of.ts';

/** Where a file says something. A value that is a text helps to find the line. */
export const originIn = (layer: Layer, keys: Keys, value?: unknown): SettingOrigin => ({
  kind: layer.extendedBy?.as ?? 'config',
  file: layer.shown,
  line: lineOf(layer, keys, value),
});

/** Where a file has one of its overrides, or something in it. */
export const overrideOrigin = (layer: Layer, at: number, keys: Keys = [], value?: unknown): SettingOrigin => ({
  kind: 'override',
  file: layer.shown,
  line: lineOf(layer, ['overrides', at, ...keys], value) ?? lineOf(layer, ['overrides', at]),
  at,
});

/** The files of a configuration, those first that win. */
export function filesOf(layers: readonly Layer[], flag: string | undefined): readonly ToldFile[] {
  return [...layers].reverse().map(({ shown, extendedBy }) => {
    if (!extendedBy) return { file: shown, as: 'config', by: flag === undefined ? undefined : { kind: 'flag', flag } };
    const { as, name, layer, at } = extendedBy;
    return { file: shown, as, name, by: originIn(layer, ['extends', at], name) };
  });
}
