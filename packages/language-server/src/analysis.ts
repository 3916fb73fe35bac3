import { resolve } from 'node:path';
import { analyze, type Report, type Settings } from '@refint/core';
import { lineStarts, type Place, type Problem, sourceOf } from '@refint/model';
import type { Plugin } from '@refint/rule';
import { allProblems, loadDistrust, openWorkspace, Refusal, readText, withTexts } from '@refint/workspace';

/** What there is to say of a folder, and of which texts. */
export interface Analysed {
  /** Absolute. */
  readonly folder: string;
  /** Nothing where the folder has nothing to read or its configuration is broken; then `refusal` says why. */
  readonly report: Report | undefined;
  readonly refusal: Problem | undefined;
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
  return { folder, ...(isTrusted ? await act() : await (await loadDistrust())(act)) };
}

type Checked = Omit<Analysed, 'folder'>;

async function check(folder: string, plugins: readonly Plugin[], before: Analysed | undefined): Promise<Checked> {
  const workspace = await openWorkspace([], { cwd: folder, plugins, baseline: {} });
  if (workspace instanceof Refusal) {
    const { sentence: text, at: line } = workspace;
    const at = line && lineIn(folder, line.path, line.line ?? 1);
    return { report: undefined, refusal: { kind: 'unusable', text, at, fatal: true }, plugins, server: undefined };
  }
  const { projects, settings } = workspace;
  const server = settings.postgresql;
  const report = await analyze(
    projects,
    settings,
    workspace.plugins,
    before && before.server === server ? timelinesOf(before) : [],
  );
  const problems = await allProblems(workspace, report.problems);
  return { report: { ...report, problems }, refusal: undefined, plugins: workspace.plugins, server };
}

/** A line of a file, from 1, without what ends it; nothing where it can no longer be read. */
function lineIn(folder: string, path: string, line: number): Place | undefined {
  try {
    const source = sourceOf(path, readText(resolve(folder, path)));
    const start = lineStarts(source)[line - 1] ?? 0;
    const [written = ''] = source.text.slice(start).split(/[\r\n]/, 1);
    return {
      source,
      span: { start: start + written.length - written.trimStart().length, end: start + written.trimEnd().length },
    };
  } catch {
    return undefined;
  }
}

const timelinesOf = ({ report }: Analysed) =>
  (report?.projects ?? []).map(({ project }) => project.timeline).filter((timeline) => timeline !== undefined);
