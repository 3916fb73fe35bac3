import type { Checked, CheckedProject, Suppressed } from '@refint/core';
import type { Place, Problem, Source } from '@refint/model';
import type { Edit, Finding, Fix, Severity } from '@refint/rule';
import { projectAsJson } from './json.ts';
import { jsonText } from './json-text.ts';
import { locationOf, pathFromRoot } from './place.ts';
import type { Reporter, ReporterContext, RuleSummary } from './reporter.ts';
import { uriOf } from './uri.ts';

const levels = { error: 'error', warning: 'warning', hint: 'note' } as const satisfies Record<Severity, string>;

/**
 * SARIF 2.1.0 (OASIS, errata 1): findings as results, problems and the notes of a project as notifications of the run.
 * Regions count UTF-16 code units, as `columnKind` says.
 */
export const sarif: Reporter = (report, context) => jsonText(log(report, context));

const log = (report: Checked, context: ReporterContext) => ({
  $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
  version: '2.1.0',
  runs: [run(report, context)],
});

/** Stands for the root of the repository, which is somewhere else on every machine. */
const root = '%SRCROOT%';

function run(report: Checked, { version, ruleSummaries, wayFromRoot: way = '' }: ReporterContext) {
  const { findings, suppressed = [] } = report;
  const rules = described([...findings, ...suppressed.map(({ finding }) => finding)], ruleSummaries);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const found = new Set(report.findings.map(({ rule }) => rule));
  return {
    tool: {
      driver: {
        name: 'refint',
        version,
        semanticVersion: version,
        rules: rules.map((rule) => descriptor(rule, found.has(rule.id))),
      },
    },
    // Two runs for one commit replace each other unless they are told apart; this is what does.
    automationDetails: { id: `refint/${uriOf(way)}` },
    originalUriBaseIds: { [root]: { description: { text: 'The root of the repository.' } } },
    invocations: [
      {
        executionSuccessful: !report.problems.some(({ fatal }) => fatal),
        toolExecutionNotifications: [
          ...report.problems.map((problem) => problemNotification(problem, way)),
          ...report.projects.flatMap(noteNotifications),
        ],
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: [...findings.map((finding) => ({ finding })), ...suppressed].map((one) => ({
      ...result(one.finding, indexes.get(one.finding.rule) ?? -1, way),
      // Of a run either no result has this or all of them have (3.27.23).
      ...(suppressed.length > 0 && { suppressions: 'kind' in one ? [suppression(one, way)] : [] }),
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

/** The page of a rule is long, so it comes along only where somebody will want to read it. */
function descriptor({ id, summary, severity, page }: RuleSummary, isFound: boolean) {
  const more = `Run "refint explain ${id}" to read why, with examples.`;
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: {
      text: `${summary}\n\n${more}`,
      markdown: isFound && page !== undefined ? withoutOwnLinks(page) : `${summary}\n\n${more}`,
    },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['referential integrity', id.replace(/\/.*$/, '')],
      'problem.severity': severity === 'hint' ? 'recommendation' : severity,
    },
  };
}

/** Links from page to page lead nowhere outside of our documentation; their words stay. */
const withoutOwnLinks = (page: string): string => page.replace(/\[([^\]\n]+)\]\((?!https?:)[^)\n]+\)/g, '$1');

function result(
  { rule, severity, text, at, notes, fix, fingerprint, entity, message }: Finding,
  ruleIndex: number,
  way: string,
) {
  const related = notes.filter((note) => note.at !== undefined);
  const said = notes.map((note) => (note.at ? linked(note.text, related.indexOf(note)) : literal(note.text)));
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: [literal(text), ...said].join('\n') },
    locations: [physical(at, way)],
    ...(related.length > 0 && {
      relatedLocations: related.map((note, id) => ({ id, ...physical(note.at!, way), message: { text: note.text } })),
    }),
    partialFingerprints: { 'refint/v1': fingerprint },
    ...(fix && { fixes: [fixOf(fix, way)] }),
    properties: { entity, message },
  };
}

const kinds = { 'in-source': 'inSource', external: 'external' } as const;

const suppression = ({ kind, because, at }: Suppressed, way: string) => ({
  kind: kinds[kind],
  status: 'accepted',
  justification: because,
  ...(at && { location: physical(at, way) }),
});

/** Words that lead to the related location with an id: code scanning shows only those that a message leads to. */
const linked = (text: string, id: number): string => `[${text.replace(/[\\[\]]/g, '\\$&')}](${id})`;

/** A text in a message that has links: what only looks like one is escaped. */
const literal = (text: string): string => text.replace(/\[(?=[^[\]]*\]\()/g, '\\[');

const physical = (at: Place, way: string) => ({
  physicalLocation: { artifactLocation: artifact(at.source, way), region: region(at) },
});

function artifact(source: Source, way: string) {
  const uri = uriOf(pathFromRoot(source, way));
  return uri.startsWith('file:') ? { uri } : { uri, uriBaseId: root };
}

function region(at: Place) {
  const { line, column, endLine, endColumn } = locationOf(at);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function fixOf({ title, safe, edits }: Fix, way: string) {
  const files = new Map<Source, Edit[]>();
  for (const edit of edits) files.set(edit.source, [...(files.get(edit.source) ?? []), edit]);
  return {
    description: { text: title },
    artifactChanges: [...files].map(([source, changes]) => ({
      artifactLocation: artifact(source, way),
      replacements: changes.map((edit) => ({ deletedRegion: region(edit), insertedContent: { text: edit.text } })),
    })),
    properties: { safe },
  };
}

const problemNotification = ({ kind, text, at, fatal }: Problem, way: string) => ({
  descriptor: { id: kind },
  level: fatal ? 'error' : 'warning',
  message: { text },
  ...(at && { locations: [physical(at, way)] }),
});

const noteNotifications = ({ project, notes }: CheckedProject) =>
  notes.map((note) => ({
    descriptor: { id: 'project-note' },
    level: 'note',
    message: { text: note },
    properties: { project: project.name },
  }));
