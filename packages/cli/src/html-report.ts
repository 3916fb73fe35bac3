import { dirname, relative, resolve, sep } from 'node:path';
import type { ProjectStory } from '@refint/core';
import { loadPage, pictureOf, relativeLinks } from '@refint/picture';
import type { Project } from '@refint/rule';
import type { Io } from './io.ts';

/** A report as one HTML file. Its links are seen from where it will lie, or are made as somebody says. */
export async function htmlReport(
  story: ProjectStory,
  project: Project,
  { output, links }: { readonly output?: string | undefined; readonly links?: string | undefined },
  { cwd }: Io,
): Promise<string> {
  const { page } = await loadPage();
  return page(story, pictureOf(project), links ?? relativeLinks(baseFrom(cwd, output)));
}

/** The way from where a page will lie to where people stand, as links write it: `../` for each folder. */
function baseFrom(cwd: string, output: string | undefined): string {
  const way = output === undefined ? '' : relative(dirname(resolve(cwd, output)), cwd);
  return way === '' ? '' : `${way.split(sep).map(encodeURIComponent).join('/')}/`;
}
