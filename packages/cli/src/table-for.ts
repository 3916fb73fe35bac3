import type { loadImpact } from '@refint/core';
import { splitTableId, type TableId } from '@refint/model';
import type { Project } from '@refint/rule';
import { Refusal } from '@refint/workspace';

/** The table of today that somebody asks for by its name, its schema and name, or that of its model. */
export function tableFor(
  asked: string,
  project: Project,
  { tableToday }: Pick<Awaited<ReturnType<typeof loadImpact>>, 'tableToday'>,
): TableId | Refusal {
  const found = tableToday(asked, project);
  if (found.kind === 'found') return found.id;
  if (found.kind === 'several') {
    const names = found.ids.map(splitTableId).map(({ schema, name }) => `${schema}.${name}`);
    return new Refusal(
      `there are ${found.ids.length} tables called ${asked} (${names.join(', ')}); name one with its schema`,
    );
  }
  const instead = found.meant === undefined ? '' : `; did you mean ${found.meant}?`;
  return new Refusal(`there is no table called "${asked}"${instead}`);
}
