import { dirname, resolve } from 'node:path';
import type { Override } from '@refint/core';
import type { Problem } from '@refint/model';
import type { FoundProject } from '../found.ts';
import { isWithin } from '../paths.ts';
import { overridesFor, type WrittenOverride } from './overrides.ts';

/** What holds for some files and tables, and what is wrong with that. */
export interface Overrides {
  readonly overrides: readonly Override[];
  readonly idle: readonly Problem[];
}

/**
 * Finds the sources that overrides are about. One that is about none is said, where all that its file may mean was read: a
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
  const overrides = overridesFor(written, [...new Set(sources.map(({ path }) => path))], cwd);
  const idle = written.filter(({ files, layer: { path, folder } }, at) => {
    const isWhole = folder === dirname(path) && asked.some((one) => isWithin(resolve(cwd, one), folder));
    return files && isWhole && overrides[at]?.paths?.length === 0;
  });
  return {
    overrides,
    idle: idle.map(({ layer, at, files }) => ({
      kind: 'unusable',
      text: `${layer.shown}: overrides[${at}].files (${files?.join(', ')}) matches no schema and no migration here`,
      fatal: false,
    })),
  };
}
