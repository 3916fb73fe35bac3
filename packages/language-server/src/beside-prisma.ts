import type { Report } from '@refint/core';
import type { Problem } from '@refint/model';
import type { Finding, Project } from '@refint/rule';

/** Whether Prisma's own language server says the same of the same line of a schema, whenever there is such a finding. */
export type SaidByPrisma = (finding: Finding, project: Project) => boolean;

/**
 * What is left to say of a folder in which Prisma's language server says what it has to say: each line that cannot be read, and each
 * name that means nothing, is an error of Prisma's as well.
 */
export function withoutPrismas(report: Report, isSaid: SaidByPrisma): Report {
  const projectOf = ({ at }: Finding): Project | undefined =>
    report.projects.find(({ project: { declared } }) =>
      declared?.models.some(({ origin }) => origin.kind === 'written' && origin.source === at.source),
    )?.project;
  const isDouble = (finding: Finding): boolean => {
    const project = isSchema(finding.at.source.path) ? projectOf(finding) : undefined;
    return project !== undefined && isSaid(finding, project);
  };
  return {
    ...report,
    findings: report.findings.filter((finding) => !isDouble(finding)),
    problems: report.problems.filter((problem) => !isOfReading(problem)),
  };
}

/** Whether a file is one that Prisma's language server reads. */
export const isSchema = (path: string): boolean => path.endsWith('.prisma');

const isOfReading = ({ kind, at }: Problem): boolean =>
  (kind === 'unreadable' || kind === 'not-understood') && at !== undefined && isSchema(at.source.path);
