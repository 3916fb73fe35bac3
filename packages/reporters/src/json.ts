import type { Checked, CheckedProject, Suppressed } from '@refint/core';
import type { Place, Problem } from '@refint/model';
import type { Finding, Fix } from '@refint/rule';
import { countBySeverity, coverageOf, statesOf } from './counts.ts';
import { jsonText } from './json-text.ts';
import { locationOf } from './place.ts';
import type { Reporter } from './reporter.ts';

const nowhere = { path: null, line: null, column: null, endLine: null, endColumn: null };

/** A place as the JSON formats write it; all nulls for what has none. */
export const placeAsJson = (at: Place | undefined) => (at ? locationOf(at) : nowhere);

/**
 * Everything that the report knows, for programs. Lines and columns start at 1, `start` and `end` of an edit at 0; all
 * count UTF-16 code units, and an end is the first position that is not inside.
 */
export const json: Reporter = (report) => jsonText(asJson(report));

const asJson = (report: Checked) => ({
  findings: report.findings.map(finding),
  suppressed: (report.suppressed ?? []).map(suppressed),
  problems: report.problems.map(problemAsJson),
  summary: summary(report),
});

const finding = ({ rule, severity, text, at, message, entity, fingerprint, notes, fix }: Finding) => ({
  rule,
  severity,
  text,
  ...locationOf(at),
  message,
  entity,
  fingerprint,
  notes: notes.map((note) => ({ text: note.text, ...placeAsJson(note.at) })),
  fix: fix ? fixAsJson(fix) : null,
});

/** A finding that is not shown, with who says so and why. */
const suppressed = ({ finding: one, kind, because, at }: Suppressed) => ({
  ...finding(one),
  suppression: { kind, reason: because, ...placeAsJson(at) },
});

const fixAsJson = ({ title, safe, edits }: Fix) => ({
  title,
  safe,
  edits: edits.map(({ source, span, text }) => {
    const { path, line, column, endLine, endColumn } = locationOf({ source, span });
    return { path, line, column, endLine, endColumn, start: span.start, end: span.end, text };
  }),
});

export const problemAsJson = ({ kind, text, at, fatal }: Problem) => ({ kind, text, ...placeAsJson(at), fatal });

function summary(report: Checked) {
  const { error, warning, hint } = countBySeverity(report);
  return {
    errors: error,
    warnings: warning,
    hints: hint,
    suppressed: report.suppressed?.length ?? 0,
    baseline: report.baseline ? { path: report.baseline.path, gone: report.baseline.gone } : null,
    problems: report.problems.length,
    ...(report.change && { thereBefore: { findings: report.change.findings, problems: report.change.problems } }),
    projects: report.projects.map(projectAsJson),
  };
}

/** `coverage` is in percent of the references whose state is known, cut after one decimal; null when none is known. */
export const projectAsJson = ({ project, counts, notes }: CheckedProject) => ({
  name: project.name,
  schemaFiles: counts.schemaFiles,
  migrationFiles: counts.migrationFiles,
  statements: counts.statements,
  quietMigrations: counts.quiet,
  models: counts.models,
  tables: counts.tables,
  references: counts.references,
  enforced: counts.enforced,
  coverage: coverageOf(counts).percent ?? null,
  byEnforcement: Object.fromEntries(statesOf(counts).map(([state, count]) => [state, count])),
  notes,
});
