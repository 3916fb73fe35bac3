import { analyze, type Report, type Settings } from '@refint/core';
import type { Plugin } from '@refint/rule';
import { type OpenOptions, openWorkspace, Refusal } from '@refint/workspace';
import { defaultPlugins } from './default-plugins.ts';
import type { Io } from './io.ts';

/** A report with the settings and the plugins whose rules were asked. */
export interface Answer {
  readonly report: Report;
  readonly plugins: readonly Plugin[];
  readonly settings: Settings;
}

/** Finds, reads and analyses what paths stand for. */
export async function answer(
  paths: readonly string[],
  { config, since, baseline }: Pick<OpenOptions, 'config' | 'since' | 'baseline'>,
  io: Io,
): Promise<Answer | Refusal> {
  const workspace = await openWorkspace(paths, { cwd: io.cwd, config, since, baseline, plugins: defaultPlugins });
  if (workspace instanceof Refusal) return workspace;
  const { projects, settings, plugins } = workspace;
  const report = await analyze(projects, settings, plugins);
  return { plugins, settings, report: { ...report, problems: [...workspace.problems, ...report.problems] } };
}
