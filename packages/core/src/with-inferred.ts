import { inferredReferences } from '@refint/rule';
import { referenceCounts } from './reference-counts.ts';
import type { Report } from './report.ts';

/** The report with the references that nobody declared among the others, but for those that the configuration calls none. */
export const withInferred = (report: Report): Report => ({
  ...report,
  projects: report.projects.map((one) => {
    const graph = one.project.graph.with(inferredReferences(one.project));
    return { ...one, project: { ...one.project, graph }, counts: { ...one.counts, ...referenceCounts(graph) } };
  }),
});
