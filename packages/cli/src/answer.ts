import { analyze, type ChangeReport, loadChange, type Report, type Settings } from '@refint/core';
import type { Plugin } from '@refint/rule';
import { allProblems, type OpenOptions, Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { opened } from './opened.ts';

/** A report with the settings and the plugins whose rules were asked. */
export interface Answer {
  readonly report: Report;
  readonly plugins: readonly Plugin[];
  readonly settings: Settings;
}

/** Finds, reads and analyses what paths stand for. */
export async function answer(
  paths: readonly string[],
  { config, since, staged, baseline }: Pick<OpenOptions, 'config' | 'since' | 'staged' | 'baseline'>,
  io: Io,
): Promise<Answer | Refusal> {
  const workspace = await opened(paths, { config, since, staged, baseline }, io);
  if (workspace instanceof Refusal) return workspace;
  const { projects, settings, plugins, change } = workspace;
  if (change?.isIdle) return { plugins, settings, report: nothingIn(change) };
  const report = change
    ? await (await loadChange()).analyzeChange(projects, change, settings, plugins)
    : await analyze(projects, settings, plugins);
  return { plugins, settings, report: { ...report, problems: await allProblems(workspace, report.problems) } };
}

/** The report of a change that has nothing which refint reads. */
const nothingIn = ({ kind }: Pick<ChangeReport, 'kind'>): Report => ({
  projects: [],
  findings: [],
  problems: [],
  change: { kind, isIdle: true, findings: 0, problems: 0 },
});
