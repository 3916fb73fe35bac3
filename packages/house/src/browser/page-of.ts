import { loadStory, type ProjectInput, type Settings } from '@refint/core';
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
export async function pageOf(input: ProjectInput, settings: Settings, links: string): Promise<string> {
  const { tell } = await loadStory();
  const told = await tell({ input, settings, plugins });
  if (told.kind === 'unknown') throw new Error(told.sentence);
  const { page } = await loadPage();
  return page(told.story, pictureOf(told.project), links);
}
