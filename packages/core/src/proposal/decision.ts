import { originOf, type Reference, type ReferentialAction } from '@refint/model';
import type { Project } from '@refint/rule';

/** What a delete does to the rows of one reference, as schema and migrations say it. */
export interface Decision {
  readonly reference: Reference;
  /** One action, or two where schema and migrations contradict each other. */
  readonly says: readonly ReferentialAction[];
  /** Whether somebody wrote it, so that it is a decision and not what happens when nobody decides. */
  readonly isWritten: boolean;
}

/** Whether schema and migrations contradict each other. */
export const isDisputed = ({ says }: Decision): boolean => says.length > 1;

/** What is decided in some projects about references that somebody declared or enforces. */
export const decisionsIn = (projects: readonly Project[]): readonly Decision[] =>
  projects.flatMap(({ graph }) => graph.references.map(decisionOf)).filter((decision) => decision !== undefined);

function decisionOf(reference: Reference): Decision | undefined {
  const { relation, foreignKey } = reference;
  const first = relation ?? foreignKey;
  if (!first) return undefined;
  const says = [first.onDelete];
  if (foreignKey && foreignKey.onDelete !== first.onDelete) says.push(foreignKey.onDelete);
  const isWritten = says.length > 1 || (originOf(first, 'onDelete').kind === 'written' && !isUsual(reference));
  return { reference, says, isWritten: isWritten && !relation?.implicitManyToMany };
}

/** drizzle writes NO ACTION where nobody says anything. */
const isUsual = ({ relation, foreignKey }: Reference): boolean => !relation && foreignKey?.onDelete === 'no-action';
