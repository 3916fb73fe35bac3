import { analyze, type Report, type Settings } from '@refint/core';
import type { Plugin } from '@refint/rule';
import { allProblems, loadDistrust, openWorkspace, Refusal, withTexts } from '@refint/workspace';

/** What there is to say of a folder, and of which texts. */
export interface Analysed {
  /** Absolute. */
  readonly folder: string;
  /** Nothing where the folder has nothing to read or its configuration is broken; then `refusal` says why. */
  readonly report: Report | undefined;
  readonly refusal: Refusal | undefined;
  /** The plugins that the folder uses. */
  readonly plugins: readonly Plugin[];
  /** The settings that a replay goes by. */
  readonly server: Settings['postgresql'];
}

/** What an analysis goes by besides the disk. */
export interface Given {
  /** Texts that are open, by absolute paths. */
  readonly texts: ReadonlyMap<string, string>;
  readonly plugins: readonly Plugin[];
  /** Whether code of the folder may run: a configuration that is a program, a plugin. */
  readonly isTrusted: boolean;
}

/**
 * Reads and checks a folder as `refint check` does when it is started there.
 *
 * @param before what was said last, whose histories are not replayed again as far as they are the same
 */
export async function analysed(
  folder: string,
  { texts, plugins, isTrusted }: Given,
  before?: Analysed,
): Promise<Analysed> {
  const act = () => withTexts(texts, () => check(folder, plugins, before));
  const answer = isTrusted ? await act() : await (await loadDistrust())(act);
  return answer instanceof Refusal
    ? { folder, report: undefined, refusal: answer, plugins, server: undefined }
    : { folder, refusal: undefined, ...answer };
}

type Checked = Pick<Analysed, 'report' | 'plugins' | 'server'>;

async function check(
  folder: string,
  plugins: readonly Plugin[],
  before: Analysed | undefined,
): Promise<Checked | Refusal> {
  const workspace = await openWorkspace([], { cwd: folder, plugins, baseline: {} });
  if (workspace instanceof Refusal) return workspace;
  const { projects, settings } = workspace;
  const server = settings.postgresql;
  const report = await analyze(
    projects,
    settings,
    workspace.plugins,
    before && before.server === server ? timelinesOf(before) : [],
  );
  const problems = await allProblems(workspace, report.problems);
  return { report: { ...report, problems }, plugins: workspace.plugins, server };
}

const timelinesOf = ({ report }: Analysed) =>
  (report?.projects ?? []).map(({ project }) => project.timeline).filter((timeline) => timeline !== undefined);
