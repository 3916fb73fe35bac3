import { analyze, type KnownFindings, loadEditor } from '@refint/core';
import { type Source, sourceOf } from '@refint/model';
import { type FoundProject, loadBaselineText, openWorkspace, Refusal, readText, shownPath } from '@refint/workspace';
import { type Given, under } from './analysis.ts';

/** A finding that is to be known from now on. */
export interface ToKnow {
  /** The file in which it is shown, absolute. */
  readonly path: string;
  readonly fingerprint: string;
  readonly reason: string;
}

/** The list of known findings as it should be. */
export interface KnownList {
  /** As it is now, empty where it is not there. */
  readonly source: Source;
  readonly isThere: boolean;
  readonly text: string;
}

/** The list of a folder with one entry more, as `refint baseline` would write it; what is open counts, not what is saved. */
export const listWith = (folder: string, given: Given, one: ToKnow): Promise<KnownList | Refusal> =>
  under(given, () => make(folder, given, one));

async function make(folder: string, { plugins }: Given, one: ToKnow): Promise<KnownList | Refusal> {
  const workspace = await openWorkspace([], { cwd: folder, plugins, baseline: { forWriting: true } });
  if (workspace instanceof Refusal) return workspace;
  const { projects, settings, baseline: list } = workspace;
  const { baseline } = await analyze(projects, settings, workspace.plugins);
  if (!list || !baseline || !settings.baseline) throw new Error('the list of known findings was not opened');
  const key = keyFor(shownPath(folder, one.path), one.fingerprint, projects, baseline.now);
  const { withOneMore } = await loadEditor();
  const known = key === undefined ? undefined : withOneMore(settings.baseline.known, baseline.now, { ...one, key });
  if (!known) return new Refusal('this is not found any more, so there is nothing to write down');
  const { baselineText } = await loadBaselineText();
  const source = sourceOf(baseline.path, list.isThere ? readText(list.path) : '');
  return { source, isThere: list.isThere, text: baselineText(known) };
}

/** The project that a finding in a file belongs to, by the name under which the list keeps it. */
function keyFor(
  shown: string,
  fingerprint: string,
  projects: readonly FoundProject[],
  now: KnownFindings,
): string | undefined {
  const has = ({ schema, migrations = [] }: FoundProject): boolean =>
    schema.some(({ path }) => path === shown) || migrations.some(({ source }) => source.path === shown);
  const keys = [...projects.filter(has), ...projects].map(({ key, name }) => key ?? name);
  return keys.find((key) => now.get(key)?.some((entry) => entry.fingerprint === fingerprint));
}
