import { relative, resolve } from 'node:path';
import type { Override, RuleDecisions } from '@refint/core';
import type { Plugin } from '@refint/rule';
import picomatch from 'picomatch';
import { slashed } from '../paths.ts';
import { Refusal } from '../refusal.ts';
import { decided } from './decisions.ts';
import type { Layer } from './layer.ts';
import { listOf } from './lists.ts';

/** An override as a file has it, with what it decides. */
export interface WrittenOverride {
  readonly layer: Layer;
  /** Which of the overrides of its file it is. */
  readonly at: number;
  readonly files: readonly string[] | undefined;
  readonly tables: readonly string[] | undefined;
  readonly decisions: RuleDecisions;
}

/** The overrides of all files, those last that win. One that names what does not exist is a refusal. */
export function overridesOf(
  layers: readonly Layer[],
  plugins: readonly Plugin[],
): readonly WrittenOverride[] | Refusal {
  const all: WrittenOverride[] = [];
  for (const layer of layers) {
    for (const [at, { files, tables, rules }] of (layer.config.overrides ?? []).entries()) {
      const decisions = decided(rules, ['overrides', at, 'rules'], layer, plugins);
      if (decisions instanceof Refusal) return decisions;
      all.push({ layer, at, files: allOf(files), tables: allOf(tables), decisions });
    }
  }
  return all;
}

const allOf = (value: string | readonly string[] | undefined) => (value === undefined ? undefined : listOf(value));

/** What overrides mean for sources, which are known by the paths that people are shown. */
export const overridesFor = (
  written: readonly WrittenOverride[],
  paths: readonly string[],
  cwd: string,
): readonly Override[] =>
  written.map(({ files, tables, decisions, layer }) => {
    const matches = files && matcherOf(files, layer.folder);
    return { ...decisions, tables, paths: matches && paths.filter((path) => matches(resolve(cwd, path))) };
  });

/** The patterns of an override that none of the sources matches. */
export const idlePatterns = ({ files = [], layer }: WrittenOverride, paths: readonly string[], cwd: string) =>
  files.filter((pattern) => {
    const matches = matcherOf([pattern], layer.folder);
    return !paths.some((path) => matches(resolve(cwd, path)));
  });

/** Whether an absolute path is one of those that patterns mean. A folder without `*` means all that is in it. */
export function matcherOf(patterns: readonly string[], folder: string): (path: string) => boolean {
  const plain = patterns.map((pattern) => pattern.replace(/^\.\//, '').replace(/\/$/, ''));
  const matches = picomatch(
    plain.flatMap((pattern) => [pattern, `${pattern}/**`]),
    { dot: true },
  );
  return (path) => matches(slashed(relative(folder, path)));
}
