import type { ProjectReport, Report } from '@refint/core';
import {
  actionInSql,
  isEnforced,
  type Origin,
  type Place,
  placeOf,
  type Reference,
  type ReferentialAction,
  shownReference,
  shownTableId,
} from '@refint/model';
import { amount } from './counts.ts';
import { placeAsJson, problemAsJson, projectAsJson } from './json.ts';
import { jsonText } from './json-text.ts';
import { code, inMarkdown, tableInMarkdown } from './markdown-text.ts';
import { shownPlace } from './place.ts';
import { problemPart } from './problem-lines.ts';
import { onOneLine } from './safe-text.ts';
import { shownCoverage, shownReading, summaryLine } from './summary.ts';
import { textTable } from './text-table.ts';

/** The inventory of references as text. */
export type ReferencesView = (report: Report) => string;

/** The inventory by project: every reference, and for each one that is not enforced why and where. */
export const references: Readonly<Record<'table' | 'json' | 'markdown', ReferencesView>> = { table, json, markdown };

const head = ['reference', 'on delete', 'on update', 'state'];

function table(report: Report): string {
  const parts = report.projects.map((one) => [...projectHead(one), ...inventoryText(one)].join('\n'));
  return `${[...(parts.length > 0 ? parts : [summaryLine(report)]), ...problemPart(report.problems)].join('\n\n')}\n`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const projectHead = (one: ProjectReport): readonly string[] => [
  `Project ${onOneLine(one.project.name)}: ${shownReading(one)}`,
  sentence(shownCoverage(one.counts)),
  ...one.notes.map((note) => `note: ${onOneLine(note)}`),
];

function inventoryText(one: ProjectReport): readonly string[] {
  const all = sorted(one);
  if (all.length === 0) return [];
  const missing = all.filter((reference) => reference.because !== undefined);
  const whys = missing.flatMap((reference) => [
    onOneLine(shownReference(reference)),
    `  ${onOneLine(shownWhy(reference))}`,
    ...placesOf(reference).map(([what, place]) => `  ${what} ${shownPlace(place)}`),
  ]);
  const rows = all.map((reference) => rowOf(reference).map(onOneLine));
  return ['', ...textTable(head, rows), ...(whys.length > 0 ? ['', `Why not (${missing.length}):`, ...whys] : [])];
}

const rowOf = (reference: Reference): readonly string[] => [
  shownReference(reference),
  shownAction(reference.onDelete),
  shownAction(reference.onUpdate),
  reference.enforcement,
];

const shownAction = (action: ReferentialAction | undefined): string => (action ? actionInSql(action) : '');

const shownWhy = ({ enforcement, because }: Reference): string => `${enforcement}: ${because?.text ?? ''}`;

/** Where the reference is declared, and where the reason stands. */
function placesOf({ relation, because }: Reference): readonly (readonly [string, Place])[] {
  return [
    ...(relation ? [['declared at', placeOf(relation.origin)] as const] : []),
    ...(because?.at ? [['because of', placeOf(because.at)] as const] : []),
  ];
}

/** By table and columns, so that the order does not depend on what declares them. */
function sorted({ project }: ProjectReport): readonly Reference[] {
  const key = (reference: Reference) => shownReference(reference);
  return [...project.graph.references].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function markdown(report: Report): string {
  const parts = report.projects.map((one) => {
    const all = sorted(one);
    const missing = all.filter((reference) => reference.because !== undefined);
    return [
      `## ${code(one.project.name)}\n`,
      `${inMarkdown(shownReading(one))}. ${inMarkdown(sentence(shownCoverage(one.counts)))}\n`,
      ...(one.notes.length > 0 ? [one.notes.map((note) => `- ${inMarkdown(note)}\n`).join('')] : []),
      ...(all.length > 0
        ? [
            tableInMarkdown(
              head,
              all.map((reference) => rowOf(reference).map(inMarkdown)),
            ),
          ]
        : []),
      ...(missing.length > 0 ? [`### Why not (${missing.length})\n`, missing.map(whyInMarkdown).join('')] : []),
    ].join('\n');
  });
  const problems = report.problems.map(
    ({ kind, text, at }) => `- ${kind}: ${inMarkdown(text)}${at ? `, at ${code(shownPlace(at))}` : ''}\n`,
  );
  return [
    '# References\n',
    ...(parts.length > 0 ? parts : [`${inMarkdown(summaryLine(report))}\n`]),
    ...(problems.length > 0
      ? [`## ${amount(problems.length, 'problem')}: what refint could not do\n`, problems.join('')]
      : []),
  ].join('\n');
}

const whyInMarkdown = (reference: Reference): string =>
  [
    `- ${inMarkdown(shownReference(reference))}: ${inMarkdown(shownWhy(reference))}\n`,
    ...placesOf(reference).map(([what, place]) => `  - ${what} ${code(shownPlace(place))}\n`),
  ].join('');

function json(report: Report): string {
  const projects = report.projects.map((one) => {
    const { name, notes, ...summary } = projectAsJson(one);
    return { name, summary, references: sorted(one).map(referenceAsJson), notes };
  });
  return jsonText({ projects, problems: report.problems.map(problemAsJson) });
}

const at = (origin: Origin | undefined) => placeAsJson(origin && placeOf(origin));

/** A reference for programs, with its places. */
export const referenceAsJson = (reference: Reference) => ({
  table: shownTableId(reference.table),
  columns: reference.columns,
  referencedTable: shownTableId(reference.referencedTable),
  referencedColumns: reference.referencedColumns,
  onDelete: reference.onDelete ?? null,
  onUpdate: reference.onUpdate ?? null,
  enforcement: reference.enforcement,
  enforced: isEnforced(reference),
  because: reference.because ? { text: reference.because.text, ...at(reference.because.at) } : null,
  relation: reference.relation
    ? { model: reference.relation.model, field: reference.relation.field, ...at(reference.relation.origin) }
    : null,
  foreignKey: reference.foreignKey
    ? { name: reference.foreignKey.name, validated: reference.foreignKey.validated, ...at(reference.foreignKey.origin) }
    : null,
});
