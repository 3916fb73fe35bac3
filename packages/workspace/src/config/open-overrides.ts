import { dirname, resolve } from 'node:path';
import type { Override } from '@refint/core';
import type { Problem } from '@refint/model';
import type { FoundProject } from '../found.ts';
import { isWithin } from '../paths.ts';
import { idlePatterns, overridesFor, type WrittenOverride } from './overrides.ts';

/** What holds for some files and tables, and what is wrong with that. */
export interface Overrides {
  readonly overrides: readonly Override[];
  readonly idle: readonly Problem[];
}

/**
 * Finds the sources that overrides are about. A pattern that is about none is said, where all that its file may mean was read: a
 * slip in a path would switch it off, and nobody would know.
 */
export function openOverrides(
  written: readonly WrittenOverride[],
  projects: readonly FoundProject[],
  asked: readonly string[],
  cwd: string,
): Overrides {
  const sources = projects.flatMap(({ schema, migrations = [] }) => [
    ...schema,
    ...migrations.map(({ source }) => source),
  ]);
  const paths = [...new Set(sources.map(({ path }) => path))];
  const idle = written.flatMap((override, at): readonly Problem[] => {
    const { path, folder } = override.layer;
    const isWhole = folder === dirname(path) && asked.some((one) => isWithin(resolve(cwd, one), folder));
    const patterns = isWhole ? idlePatterns(override, paths, cwd) : [];
    if (patterns.length === 0) return [];
    const what = `${patterns.join(', ')}) ${patterns.length === 1 ? 'matches' : 'match'}`;
    const text = `overrides[${at}].files (${what} no schema and no migration here`;
    return [{ kind: 'unusable', text, setting: `overrides[${at}].files`, fatal: false }];
  });
  return { overrides: overridesFor(written, paths, cwd), idle };
}
