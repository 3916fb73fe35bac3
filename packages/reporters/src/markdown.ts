import type { Checked, CheckedProject } from '@refint/core';
import type { Problem } from '@refint/model';
import type { Finding, Severity } from '@refint/rule';
import { amount, countBySeverity, coverageOf, listed, missesOf, severities, shownPercent } from './counts.ts';
import { code, inMarkdown, tableInMarkdown } from './markdown-text.ts';
import { shownPlace } from './place.ts';
import type { Reporter, RuleSummary } from './reporter.ts';
import { summaryLine } from './summary.ts';

const headings = { error: 'Errors', warning: 'Warnings', hint: 'Hints' } as const satisfies Record<Severity, string>;

/** The report that people paste into a pull request: a table of projects, then findings by severity and rule. */
export const markdown: Reporter = (report, { ruleSummaries }) => {
  const counts = countBySeverity(report);
  const summaries = new Map(ruleSummaries.map((rule) => [rule.id, rule]));
  return [
    '# Referential integrity\n',
    `${inMarkdown(summaryLine(report))}\n`,
    ...(report.projects.length > 0 ? [projectsTable(report)] : []),
    ...projectNotes(report),
    ...severities
      .filter((severity) => counts[severity] > 0)
      .flatMap((severity) => [
        `## ${headings[severity]} (${counts[severity]})\n`,
        ...byRule(report.findings, severity).map(([rule, findings]) => ruleText(rule, findings, summaries.get(rule))),
      ]),
    ...(report.problems.length > 0 ? [problemsText(report.problems)] : []),
  ].join('\n');
};

const projectsTable = ({ projects }: Checked): string =>
  tableInMarkdown(
    ['project', 'models', 'migrations', 'references', 'enforced', 'coverage', 'not enforced'],
    projects.map(({ project, counts, hasHistory }) => [
      code(project.name),
      String(counts.models),
      hasHistory ? String(counts.migrationFiles) : counts.migrationFiles > 0 ? 'not read' : 'none',
      String(counts.references),
      String(counts.enforced),
      counts.references > 0 ? shownPercent(coverageOf(counts)) : '',
      listed(missesOf(counts).map(([, count, words]) => `${count} ${words}`)),
    ]),
    [1, 2, 3, 4, 5],
  );

function projectNotes({ projects }: Checked): readonly string[] {
  const notes = projects.flatMap(({ project, notes }: CheckedProject) =>
    notes.map((note) => `- ${projects.length > 1 ? `${code(project.name)}: ` : ''}${inMarkdown(note)}\n`),
  );
  return notes.length > 0 ? [notes.join('')] : [];
}

function byRule(findings: readonly Finding[], severity: Severity): readonly (readonly [string, readonly Finding[]])[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.severity === severity) groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function ruleText(rule: string, findings: readonly Finding[], summary: RuleSummary | undefined): string {
  const head = [`### ${code(rule)} (${findings.length})\n`, ...(summary ? [`${inMarkdown(summary.summary)}\n`] : [])];
  return [...head, findings.map(findingText).join('')].join('\n');
}

const findingText = ({ text, at, notes, fix }: Finding): string =>
  [
    `- ${code(shownPlace(at))} ${inMarkdown(text)}\n`,
    ...notes.map((note) => `  - ${inMarkdown(note.text)}${note.at ? `, at ${code(shownPlace(note.at))}` : ''}\n`),
    ...(fix ? [`  - Fix: ${inMarkdown(fix.title)}\n`] : []),
  ].join('');

function problemsText(problems: readonly Problem[]): string {
  const shown = problems.map(
    ({ kind, text, at }) => `- ${kind}: ${inMarkdown(text)}${at ? `, at ${code(shownPlace(at))}` : ''}\n`,
  );
  return `## ${amount(problems.length, 'problem')}: what refint could not do\n\n${shown.join('')}`;
}
