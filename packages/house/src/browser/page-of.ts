import { analyze, loadStory, type ProjectInput } from '@refint/core';
import { loadPage, pictureOf } from '@refint/picture';
import deletes from '@refint/plugin-deletes';
import drift from '@refint/plugin-drift';
import indexes from '@refint/plugin-indexes';
import migrations from '@refint/plugin-migrations';
import relations from '@refint/plugin-relations';
import tenancy from '@refint/plugin-tenancy';
import { openWorkspace, Refusal } from '@refint/workspace';

const plugins = [relations, deletes, indexes, drift, migrations, tenancy];

/** The HTML report of the one project in a folder, as the command makes it. */
export async function pageOfFolder(folder: string, cwd: string, links: string): Promise<string> {
  const workspace = await openWorkspace([folder], { cwd, plugins });
  if (workspace instanceof Refusal) throw new Error(workspace.sentence);
  const [project] = workspace.projects;
  if (!project) throw new Error(`there is no project in ${folder}`);
  return pageOf(project, workspace.settings, links);
}

/** The HTML report of a project that is given as texts. */
export async function pageOf(
  input: ProjectInput,
  settings: Parameters<typeof analyze>[1],
  links: string,
): Promise<string> {
  const { stretchAsked, storyOf } = await loadStory();
  const asked = stretchAsked(input, undefined, undefined, settings.since);
  if (asked.kind === 'unknown') throw new Error(asked.sentence);
  const { projects, ...rest } = await analyze([asked.input], { ...settings, since: asked.since }, plugins);
  const [report] = projects;
  if (!report) throw new Error('there is no report');
  const summaries = new Map(plugins.flatMap(({ rules }) => rules.map(({ id, summary }) => [id, summary] as const)));
  const story = await storyOf({
    ...rest,
    report,
    from: asked.start,
    to: asked.end,
    targets: settings.targets,
    summaries,
  });
  const { page } = await loadPage();
  return page(story, pictureOf(report.project), links);
}
