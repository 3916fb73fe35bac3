import type { Problem } from '@refint/model';
import { type DeletePolicy, type DeleteRule, policyFor } from '@refint/rule';
import type { ProjectReport } from './report.ts';

/**
 * Entries of the decision record that name a table without `*` and match no reference of any project: a slip in such a
 * name would switch the decision off, and nobody would know.
 */
export function idleEntries(policy: DeletePolicy, projects: readonly ProjectReport[]): Problem[] {
  const all = projects.flatMap(({ project }) => project.graph.references);
  if (all.length === 0) return [];
  return [...policy.entries()]
    .filter(([, entry]) => !namesOf(entry).some((name) => name.includes('*')))
    .filter(([, entry]) => !all.some((reference) => policyFor([entry], reference)))
    .map(([at, entry]) => ({
      kind: 'unusable',
      text: `deletes[${at}] (${namesOf(entry).join(' ')}) matches no reference here; names are those of tables and columns in the database`,
      setting: `deletes[${at}]`,
      fatal: false,
    }));
}

const namesOf = ({ from, to }: DeleteRule): readonly string[] =>
  [from && `from ${from.join(', ')}`, to && `to ${to.join(', ')}`].filter((side) => side !== undefined);
