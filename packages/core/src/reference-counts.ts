import { type Enforcement, isEnforced, type RelationGraph } from '@refint/model';
import type { ProjectCounts } from './report.ts';

/** How many references a graph has, and how far they are enforced. */
export function referenceCounts({
  references,
}: RelationGraph): Pick<ProjectCounts, 'references' | 'enforced' | 'byEnforcement'> {
  const byEnforcement: Partial<Record<Enforcement, number>> = {};
  for (const { enforcement } of references) byEnforcement[enforcement] = (byEnforcement[enforcement] ?? 0) + 1;
  return { references: references.length, enforced: references.filter(isEnforced).length, byEnforcement };
}
