import { type Reference, shownReference } from '@refint/model';
import { type Project, undeclaredReferences } from '@refint/rule';
import { type Entry, entriesWith, reportOn } from '../truth/entries.ts';
import { graphWithout } from './hide.ts';
import { type Label, labelsFor } from './labels.ts';

/** What was found out about one project. */
export interface Accuracy {
  readonly entry: string;
  /** References that somebody wrote, each hidden once, and those that were found again with the right table and columns. */
  readonly real: number;
  readonly found: number;
  /** Halves of implicit many-to-many relations: nobody wrote their columns, and they are never found. */
  readonly implicit: number;
  /** What the rule says of the project as it is, and how a person judged it. */
  readonly said: number;
  readonly labels: readonly Label[];
  /** What the rule says and nobody judged. */
  readonly unlabelled: readonly string[];
  /** Judgements of what the rule does not say any more. */
  readonly idle: readonly Label[];
}

/** The projects of the corpus in which there is something that refint reads. */
export async function measureAll(): Promise<readonly Accuracy[]> {
  const measured: Accuracy[] = [];
  for (const entry of entriesWith('LICENSE')) {
    const one = await measure(entry);
    if (one) measured.push(one);
  }
  return measured;
}

async function measure(entry: Entry): Promise<Accuracy | undefined> {
  const report = await reportOn(entry, []);
  const projects = (report?.projects ?? []).map(({ project }) => project).filter((one) => one.declared ?? one.timeline);
  if (projects.length === 0) return undefined;
  const said = projects.flatMap(undeclaredReferences).map(shownReference);
  const labels = labelsFor(entry.name);
  const references = projects.flatMap((project) => distinct(project).map((reference) => ({ project, reference })));
  const real = references.filter(({ reference }) => !reference.relation?.implicitManyToMany);
  return {
    entry: entry.name,
    real: real.length,
    found: real.filter(({ project, reference }) => isFound(project, reference)).length,
    implicit: references.length - real.length,
    said: said.length,
    labels: labels.filter((label) => said.includes(label.reference)),
    unlabelled: said.filter((one) => !labels.some((label) => label.reference === one)),
    idle: labels.filter((label) => !said.includes(label.reference)),
  };
}

/** The real references: declared, enforced or both. Two foreign keys over the same columns are one. */
function distinct({ graph }: Project): readonly Reference[] {
  const byEnds = new Map<string, Reference>();
  for (const reference of graph.references) {
    if (reference.relation || reference.foreignKey) byEnds.set(shownReference(reference), reference);
  }
  return [...byEnds.values()];
}

const isFound = (project: Project, reference: Reference): boolean =>
  graphWithout(project, reference).inferred.some((one) => shownReference(one) === shownReference(reference));
