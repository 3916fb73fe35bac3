import { isEnforced, type Problem, shownReference } from '@refint/model';
import { type IntendedReference, inferredReferences, intentionFor } from '@refint/rule';
import type { ProjectReport } from './report.ts';

/**
 * Entries that say that there is no foreign key, and are about nothing: a slip in a name would leave them without effect. So would a
 * foreign key that is there.
 */
export function idleIntended(intended: readonly IntendedReference[], reports: readonly ProjectReport[]): Problem[] {
  const projects = reports.map(({ project }) => project);
  const all = projects.flatMap(({ graph }) => graph.references);
  return [...intended.entries()].flatMap(([at, entry]) => {
    const isMeant = (reference: (typeof all)[number]): boolean => intentionFor([entry], reference) !== undefined;
    const meant = all.filter(isMeant);
    if (meant.some((reference) => !isEnforced(reference))) return [];
    if (projects.some((project) => inferredReferences(project).some(isMeant))) return [];
    const name = `relations.intended[${at}] (${namesOf(entry).join(' ')})`;
    const [first] = meant;
    if (first) return [unusable(at, `${name} says that there is no foreign key, and ${shownReference(first)} has one`)];
    // Any letters may mean what is still to come, and where there are no tables nothing can be meant.
    if (namesOf(entry).some((part) => part.includes('*')) || projects.every(({ graph }) => graph.tables.length === 0))
      return [];
    return [unusable(at, `${name} matches no reference here; names are those of tables and columns in the database`)];
  });
}

const unusable = (at: number, text: string): Problem => ({
  kind: 'unusable',
  text,
  setting: `relations.intended[${at}]`,
  fatal: false,
});

const namesOf = ({ from, to }: IntendedReference): readonly string[] =>
  [from && `from ${from.join(', ')}`, to && `to ${to.join(', ')}`].filter((side) => side !== undefined);
