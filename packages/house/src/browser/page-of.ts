import { loadStory, type ProjectInput, type ProjectStory, type Settings } from '@refint/core';
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
export const pageOfFolder = async (folder: string, cwd: string, links: string): Promise<string> =>
  (await pageAndStory(folder, cwd, links)).html;

/** The same, with what it tells. */
export async function pageAndStory(
  folder: string,
  cwd: string,
  links: string,
): Promise<{ readonly html: string; readonly story: ProjectStory }> {
  const workspace = await openWorkspace([folder], { cwd, plugins });
  if (workspace instanceof Refusal) throw new Error(workspace.sentence);
  const [project] = workspace.projects;
  if (!project) throw new Error(`there is no project in ${folder}`);
  return told(project, workspace.settings, links);
}

/** The HTML report of a project that is given as texts. */
export const pageOf = async (input: ProjectInput, settings: Settings, links: string): Promise<string> =>
  (await told(input, settings, links)).html;

async function told(input: ProjectInput, settings: Settings, links: string) {
  const { tell } = await loadStory();
  const all = await tell({ input, settings, plugins });
  if (all.kind === 'unknown') throw new Error(all.sentence);
  const { page } = await loadPage();
  return { html: await page(all.story, pictureOf(all.project), links), story: all.story };
}
