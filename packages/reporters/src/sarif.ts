import type { ProjectReport, Report, Suppressed } from '@refint/core';
import type { Place, Problem, Source } from '@refint/model';
import type { Edit, Finding, Fix, Severity } from '@refint/rule';
import { projectAsJson } from './json.ts';
import { jsonText } from './json-text.ts';
import { locationOf } from './place.ts';
import type { Reporter, ReporterContext, RuleSummary } from './reporter.ts';

const levels = { error: 'error', warning: 'warning', hint: 'note' } as const satisfies Record<Severity, string>;

/**
 * SARIF 2.1.0 (OASIS, errata 1): findings as results, problems and the notes of a project as notifications of the run.
 * Regions count UTF-16 code units, as `columnKind` says.
 */
export const sarif: Reporter = (report, context) => jsonText(log(report, context));

const log = (report: Report, context: ReporterContext) => ({
  $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
  version: '2.1.0',
  runs: [run(report, context)],
});

function run(report: Report, { version, ruleSummaries }: ReporterContext) {
  const { findings, suppressed = [] } = report;
  const rules = described([...findings, ...suppressed.map(({ finding }) => finding)], ruleSummaries);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    tool: { driver: { name: 'refint', version, semanticVersion: version, rules: rules.map(descriptor) } },
    invocations: [
      {
        executionSuccessful: !report.problems.some(({ fatal }) => fatal),
        toolExecutionNotifications: [
          ...report.problems.map(problemNotification),
          ...report.projects.flatMap(noteNotifications),
        ],
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: [...findings.map((finding) => ({ finding })), ...suppressed].map((one) => ({
      ...result(one.finding, indexes.get(one.finding.rule) ?? -1),
      // Of a run either no result has this or all of them have (3.27.23).
      ...(suppressed.length > 0 && { suppressions: 'kind' in one ? [suppression(one)] : [] }),
    })),
    properties: { projects: report.projects.map(projectAsJson) },
  };
}

/** All rules that are known, and those of findings that nobody described. */
function described(findings: readonly Finding[], known: readonly RuleSummary[]): readonly RuleSummary[] {
  const all = new Map(known.map((rule) => [rule.id, rule]));
  for (const { rule: id, severity } of findings) if (!all.has(id)) all.set(id, { id, summary: id, severity });
  return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function descriptor({ id, summary, severity, page }: RuleSummary) {
  const more = `Run "refint explain ${id}" to read why, with examples.`;
  return {
    id,
    shortDescription: { text: summary },
    help: { text: `${summary}\n\n${more}`, markdown: page ?? `${summary}\n\n${more}` },
    defaultConfiguration: { level: levels[severity] },
  };
}

function result({ rule, severity, text, at, notes, fix, fingerprint, entity, message }: Finding, ruleIndex: number) {
  const advice = notes.filter((note) => note.at === undefined).map((note) => note.text);
  const related = notes.flatMap((note) => (note.at ? [{ text: note.text, at: note.at }] : []));
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: [text, ...advice].join('\n') },
    locations: [physical(at)],
    ...(related.length > 0 && {
      relatedLocations: related.map((note, id) => ({ id, ...physical(note.at), message: { text: note.text } })),
    }),
    partialFingerprints: { 'refint/v1': fingerprint },
    ...(fix && { fixes: [fixOf(fix)] }),
    properties: { entity, message },
  };
}

const kinds = { 'in-source': 'inSource', external: 'external' } as const;

const suppression = ({ kind, because, at }: Suppressed) => ({
  kind: kinds[kind],
  status: 'accepted',
  justification: because,
  ...(at && { location: physical(at) }),
});

const physical = (at: Place) => ({
  physicalLocation: { artifactLocation: { uri: uriOf(at.source) }, region: region(at) },
});

function region(at: Place) {
  const { line, column, endLine, endColumn } = locationOf(at);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function fixOf({ title, safe, edits }: Fix) {
  const files = new Map<Source, Edit[]>();
  for (const edit of edits) files.set(edit.source, [...(files.get(edit.source) ?? []), edit]);
  return {
    description: { text: title },
    artifactChanges: [...files].map(([source, changes]) => ({
      artifactLocation: { uri: uriOf(source) },
      replacements: changes.map((edit) => ({ deletedRegion: region(edit), insertedContent: { text: edit.text } })),
    })),
    properties: { safe },
  };
}

const problemNotification = ({ kind, text, at, fatal }: Problem) => ({
  descriptor: { id: kind },
  level: fatal ? 'error' : 'warning',
  message: { text },
  ...(at && { locations: [physical(at)] }),
});

const noteNotifications = ({ project, notes }: ProjectReport) =>
  notes.map((note) => ({
    descriptor: { id: 'project-note' },
    level: 'note',
    message: { text: note },
    properties: { project: project.name },
  }));

/** A path as a URI reference: relative stays relative, an absolute one becomes a file URI, every odd letter is encoded. */
function uriOf({ path }: Source): string {
  const parts = path
    .replaceAll('\\', '/')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/');
  const drive = /^[A-Za-z]:$/.test(parts[0] ?? '');
  const encoded = parts.map((part, at) => (drive && at === 0 ? part : encodeURIComponent(part))).join('/');
  if (drive) return `file:///${encoded}`;
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}
