import type { ChangeReport, Checked, CheckedProject, ProjectCounts } from '@refint/core';
import { amount, countBySeverity, coverageOf, listed, severities, shownPercent, statesOf } from './counts.ts';
import { notShown } from './not-shown.ts';
import { onOneLine } from './safe-text.ts';

/** "2 errors, 1 warning and 1 problem", or "No findings". */
export function shownFindings(report: Checked): string {
  const counts = countBySeverity(report);
  const found = severities.filter((severity) => counts[severity] > 0);
  const words = found.map((severity) => amount(counts[severity], severity));
  const problems = report.problems.length > 0 ? [amount(report.problems.length, 'problem')] : [];
  return listed([...(words.length > 0 ? words : ['No findings']), ...problems]);
}

/** What was read of a project: "47 models in 1 file, 2 migrations with 120 statements". */
export function shownReading({ hasHistory, counts }: CheckedProject): string {
  const { schemaFiles, models, migrationFiles, statements } = counts;
  const schema = schemaFiles > 0 ? `${amount(models, 'model')} in ${amount(schemaFiles, 'file')}` : 'no schema';
  if (hasHistory) return `${schema}, ${amount(migrationFiles, 'migration')} with ${amount(statements, 'statement')}`;
  if (migrationFiles > 0)
    return `${schema}, ${amount(migrationFiles, 'migration')} that ${migrationFiles === 1 ? 'is' : 'are'} not read`;
  return `${schema}, no migrations`;
}

/** How many references are enforced, and what became of the others, as one sentence without its full stop. */
export function shownCoverage(counts: ProjectCounts): string {
  const coverage = coverageOf(counts);
  if (counts.references === 0) return 'there are no references';
  const { intended } = coverage;
  const onPurpose = `${amount(intended, 'reference')} ${intended === 1 ? 'has' : 'have'} no foreign key on purpose`;
  if (coverage.percent === undefined) {
    if (intended === counts.references) return onPurpose;
    const open = amount(counts.references - intended, 'reference');
    const are = counts.references - intended === 1 ? 'is' : 'are';
    return `it is not known whether ${open} ${are} enforced${intended > 0 ? `, and ${onPurpose}` : ''}`;
  }
  const all = amount(counts.references, 'reference');
  const of = [...(coverage.unknown > 0 ? ['known'] : []), ...(coverage.intended > 0 ? ['meant to be'] : [])];
  const share = of.length > 0 ? `${shownPercent(coverage)} of those ${listed(of)}` : shownPercent(coverage);
  const among = `${coverage.enforced} of ${all} enforced by foreign keys (${share})`;
  const rest = statesOf(counts).filter(([state]) => state !== 'enforced');
  return rest.length > 0 ? `${among}: ${listed(rest.map(([, count, words]) => `${count} ${words}`))}` : among;
}

/** How many migrations were left out, with what lets them speak; nothing when none were. */
const shownQuiet = ({ quiet }: ProjectCounts): string =>
  quiet === 0 ? '' : ` How ${amount(quiet, 'migration')} ${quiet === 1 ? 'runs' : 'run'} was not checked (--since).`;

/** Each project in one line: its name where there are several, what was read and how much is enforced. */
export const projectLines = ({ projects }: Checked): readonly string[] =>
  projects.map((one) => {
    const name = projects.length > 1 || one.project.name !== '.' ? `${onOneLine(one.project.name)}: ` : '';
    return `${name}${shownReading(one)}; ${shownCoverage(one.counts)}.${shownQuiet(one.counts)}`;
  });

/**
 * The whole report in one line, which tells "nothing wrong" from "nothing read": findings, problems, and what was read in
 * all projects together.
 */
export function summaryLine(report: Checked): string {
  const { projects, change } = report;
  if (change?.isIdle || change?.kind === 'staged') return changeLine(report, change);
  const total = sum(projects.map(({ counts }) => counts));
  if (total.schemaFiles + total.migrationFiles === 0) {
    return `${shownFindings(report)}, because nothing was read: there is no schema and no migration.`;
  }
  const migrations = sum(projects.filter(({ hasHistory }) => hasHistory).map(({ counts }) => counts)).migrationFiles;
  const unread = total.migrationFiles - migrations;
  const read = listed([
    ...(projects.length > 1 ? [amount(projects.length, 'project')] : []),
    amount(total.models, 'model'),
    amount(migrations, 'migration'),
  ]);
  const but = unread > 0 ? `, with ${amount(unread, 'migration')} not read` : '';
  const hidden = notShown(report).map((sentence) => ` ${sentence}`);
  return `${shownFindings(report)} in ${read}${but}; ${shownCoverage(total)}.${shownQuiet(total)}${hidden.join('')}`;
}

/** What was found in a change. How much is enforced in all is no news to those who make it. */
function changeLine(report: Checked, { kind, isIdle }: ChangeReport): string {
  if (isIdle) return `Nothing that refint reads is ${kind === 'staged' ? 'staged' : 'new'}.`;
  return [`${shownFindings(report)} in what is staged.`, ...notShown(report)].join(' ');
}

/** The counts of several projects together. */
function sum(all: readonly ProjectCounts[]): ProjectCounts {
  const total = {
    schemaFiles: 0,
    migrationFiles: 0,
    statements: 0,
    quiet: 0,
    models: 0,
    tables: 0,
    references: 0,
    enforced: 0,
  };
  const byEnforcement: Record<string, number> = {};
  for (const counts of all) {
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += counts[key];
    for (const [state, count] of Object.entries(counts.byEnforcement))
      byEnforcement[state] = (byEnforcement[state] ?? 0) + count;
  }
  return { ...total, byEnforcement };
}
