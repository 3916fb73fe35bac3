import type { Checked } from '@refint/core';
import type { Place, Problem } from '@refint/model';
import type { Finding, PlacedNote } from '@refint/rule';
import { paintOf } from './colors.ts';
import { amount } from './counts.ts';
import { frame, lastLineOf } from './frame.ts';
import { notShown } from './not-shown.ts';
import { locationOf, shownPlace } from './place.ts';
import type { Reporter, ReporterContext } from './reporter.ts';
import { onOneLine, visible } from './safe-text.ts';
import { projectLines, shownFindings, summaryLine } from './summary.ts';
import { wrap } from './wrap.ts';

const margin = '  ';

/**
 * For people at a terminal: by file, each finding with its line of code and the exact place underlined, the other end of
 * the conflict as a second frame, and what to do. Then what could not be read, then what was read.
 */
export const pretty: Reporter = (report, context) => {
  const parts = [
    ...byPath(report.findings).map(([path, findings]) => fileText(path, findings, context)),
    ...(report.problems.length > 0 ? [problemsText(report.problems, context)] : []),
    summaryText(report, context),
  ];
  return `${parts.join('\n\n')}\n`;
};

function byPath(findings: readonly Finding[]): readonly (readonly [string, readonly Finding[]])[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { path } = finding.at.source;
    const group = groups.get(path);
    if (group) group.push(finding);
    else groups.set(path, [finding]);
  }
  return [...groups];
}

function fileText(path: string, findings: readonly Finding[], context: ReporterContext): string {
  const heading = context.colors.underline(onOneLine(path));
  return [heading, ...findings.map((finding) => findingText(finding, context).join('\n'))].join('\n\n');
}

function findingText(finding: Finding, context: ReporterContext): readonly string[] {
  const { colors } = context;
  const { severity, text, rule, at, notes, fix } = finding;
  const { line, column } = locationOf(at);
  const paint = paintOf(severity, colors);
  const placed = notes.filter((note) => note.at !== undefined);
  const advice = notes.filter((note) => note.at === undefined).map((note) => note.text);
  const digits = String(
    Math.max(lastLineOf(at, 1), ...placed.map((note) => (note.at ? lastLineOf(note.at, 0) : 0))),
  ).length;
  const options = { colors, digits, width: widthOf(context) - margin.length };
  return [
    `${margin}${line}:${column} ${paint(colors.bold(severity))} ${colors.dim(rule)}`,
    ...inMargin(visible(text), context, colors.bold),
    '',
    ...frame(at, { ...options, paint, mark: '^', around: 1 }).map((shown) => margin + shown),
    ...placed.flatMap((note) => noteText(note, at, { ...options, context })),
    ...(advice.length > 0 || fix ? [''] : []),
    ...advice.flatMap((one) => pointed('→', visible(one), context)),
    ...(fix
      ? pointed('→', `fix: ${visible(fix.title)}${fix.safe ? '' : ' (look at it before you keep it)'}`, context)
      : []),
  ];
}

interface NoteOptions {
  readonly digits: number;
  readonly width: number;
  readonly context: ReporterContext;
}

function noteText({ text, at }: PlacedNote, from: Place, { context, ...rest }: NoteOptions): readonly string[] {
  if (!at) return [];
  const { colors } = context;
  const { line, column } = locationOf(at);
  const where = at.source.path === from.source.path ? `${line}:${column}` : shownPlace(at);
  const shown = frame(at, { ...rest, colors, paint: colors.cyan, mark: '-', around: 0 });
  return ['', ...inMargin(`${visible(text)}, at ${where}`, context), ...shown.map((one) => margin + one)];
}

const widthOf = ({ width = 100 }: ReporterContext): number => Math.max(40, width);

const inMargin = (text: string, context: ReporterContext, paint = (line: string) => line): readonly string[] =>
  wrap(text, widthOf(context) - margin.length).map((line) => margin + paint(line));

/** A text behind a sign, its further lines indented under the first. */
const pointed = (sign: string, text: string, context: ReporterContext): readonly string[] =>
  wrap(text, widthOf(context) - margin.length - 2).map(
    (line, at) => `${margin}${at === 0 ? context.colors.cyan(sign) : ' '} ${line}`,
  );

function problemsText(problems: readonly Problem[], context: ReporterContext): string {
  const { colors } = context;
  const heading = `${amount(problems.length, 'problem')}: what refint could not do`;
  return [colors.underline(heading), ...problems.map((problem) => problemText(problem, context).join('\n'))].join(
    '\n\n',
  );
}

function problemText({ kind, text, at, fatal }: Problem, context: ReporterContext): readonly string[] {
  const { colors } = context;
  const paint = fatal ? colors.red : colors.yellow;
  const place = at ? `${shownPlace(at)} ` : '';
  const options = { colors, paint, mark: '^', around: 0, width: widthOf(context) - margin.length } as const;
  const shown = at ? frame(at, { ...options, digits: String(lastLineOf(at, 0)).length }) : [];
  return [
    `${margin}${place}${paint(kind)}`,
    ...inMargin(visible(text), context),
    ...shown.map((line) => margin + line),
  ];
}

function summaryText(report: Checked, context: ReporterContext): string {
  const { colors } = context;
  const notes = report.projects
    .flatMap((project) => project.notes)
    .flatMap((note) => wrap(`note: ${onOneLine(note)}`, widthOf(context)));
  const { change } = report;
  if (change?.kind === 'staged' && report.findings.length + report.problems.length > 0) {
    const stops = report.findings.some(({ severity }) => severity === 'error');
    const lines = [...notShown(report), ...(stops ? [whatToDo] : [])].flatMap((line) => wrap(line, widthOf(context)));
    return [colors.bold(`${shownFindings(report)} in what is staged.`), ...lines, ...notes].join('\n');
  }
  if (report.findings.length === 0 && report.problems.length === 0) {
    const isRead =
      change?.kind === 'staged' || report.projects.some(({ counts }) => counts.schemaFiles + counts.migrationFiles > 0);
    return [
      (isRead ? colors.green : colors.yellow)(summaryLine(report)),
      ...(change?.kind === 'staged' ? [] : severalLines(report)),
      ...notes,
    ].join('\n');
  }
  const files = new Set(report.findings.map(({ at }) => at.source.path)).size;
  const heading = colors.bold(`${shownFindings(report)}${files > 0 ? ` in ${amount(files, 'file')}` : ''}.`);
  const lines = report.projects.length > 0 ? projectLines(report).map((line) => `Read ${line}`) : [summaryLine(report)];
  const all = [...lines, ...notShown(report)];
  return [heading, ...all.flatMap((line) => wrap(line, widthOf(context))), ...notes].join('\n');
}

/** What each project adds to a line that holds them all together. */
const severalLines = (report: Checked): readonly string[] => (report.projects.length > 1 ? projectLines(report) : []);

/** For whoever wanted to commit, and may be in a hurry. */
const whatToDo =
  'Mend it, or say why it is meant in a comment above it: -- refint-ignore RULE: reason (/// in a schema). What has to wait goes into a list of known findings: refint baseline, then git add the list.';
