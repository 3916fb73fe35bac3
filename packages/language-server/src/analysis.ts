import { analyze, type Report } from '@refint/core';
import type { Plugin } from '@refint/rule';
import { loadDistrust, openWorkspace, Refusal, withTexts } from '@refint/workspace';

/** What there is to say of a folder, and of which texts. */
export interface Analysed {
  /** Absolute. */
  readonly folder: string;
  /** Nothing where the folder has nothing to read or its configuration is broken; then `refusal` says why. */
  readonly report: Report | undefined;
  readonly refusal: Refusal | undefined;
  /** The plugins that the folder uses. */
  readonly plugins: readonly Plugin[];
}

/** What an analysis goes by besides the disk. */
export interface Given {
  /** Texts that are open, by absolute paths. */
  readonly texts: ReadonlyMap<string, string>;
  readonly plugins: readonly Plugin[];
  /** Whether code of the folder may run: a configuration that is a program, a plugin. */
  readonly isTrusted: boolean;
}

/** Reads and checks a folder as `refint check` does when it is started there. */
export async function analysed(folder: string, { texts, plugins, isTrusted }: Given): Promise<Analysed> {
  const act = () => withTexts(texts, () => check(folder, plugins));
  const answer = isTrusted ? await act() : await (await loadDistrust())(act);
  return answer instanceof Refusal
    ? { folder, report: undefined, refusal: answer, plugins }
    : { folder, report: answer.report, refusal: undefined, plugins: answer.plugins };
}

async function check(folder: string, plugins: readonly Plugin[]): Promise<Checked | Refusal> {
  const workspace = await openWorkspace([], { cwd: folder, plugins, baseline: {} });
  if (workspace instanceof Refusal) return workspace;
  const report = await analyze(workspace.projects, workspace.settings, workspace.plugins);
  const problems = [...workspace.problems, ...report.problems];
  return { report: { ...report, problems }, plugins: workspace.plugins };
}

interface Checked {
  readonly report: Report;
  readonly plugins: readonly Plugin[];
}
