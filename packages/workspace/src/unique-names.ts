import { dirname } from 'node:path';
import type { FoundProject } from './found.ts';
import { shownPath } from './paths.ts';

/** Projects whose folder has several are called by their schema or by their migrations, so that no two share a name. */
export function uniqueNames(projects: readonly FoundProject[], cwd: string): readonly FoundProject[] {
  const counts = new Map<string, number>();
  for (const { name } of projects) counts.set(name, (counts.get(name) ?? 0) + 1);
  return projects.map((project) => {
    const [first] = project.made;
    if (counts.get(project.name) === 1 || first === undefined) return project;
    const folder = shownPath(cwd, project.schema.length > 1 ? dirname(first) : first);
    return { ...project, name: folder };
  });
}
