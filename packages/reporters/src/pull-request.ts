import type { Checked } from '@refint/core';
import type { Place, Problem } from '@refint/model';
import type { Finding, Severity } from '@refint/rule';
import { amount, listed, severities } from './counts.ts';
import { code, codeBlock, inHtml, inMarkdown } from './markdown-text.ts';
import { locationOf, pathFromRoot } from './place.ts';
import type { Reporter, ReporterContext } from './reporter.ts';
import { onOneLine } from './safe-text.ts';
import { projectLines, summaryLine } from './summary.ts';
import { uriOf } from './uri.ts';

/** GitHub takes no longer comment. */
export const mostLetters = 65_536;

/** Room for the sentence about what is left out. */
const reserve = 400;

/**
 * A comment on a pull request: what was found, each finding folded behind its sentence, the gravest first, and never longer than a
 * comment may be. The first line shows nowhere; by it a later run finds the comment again.
 */
export const pullRequest: Reporter = (report, context) => {
  const head = [marker(context), heading(report), `${inMarkdown(summaryLine(report))}\n`];
  const foot = aboutProjects(report);
  const parts = partsOf(report, context);
  let left = mostLetters - reserve - length([...head, ...foot]);
  const shown: Part[] = [];
  for (const part of parts) {
    left -= part.text.length + 1;
    if (left < 0) break;
    shown.push(part);
  }
  const hidden = parts.slice(shown.length);
  return [...head, ...shown.map(({ text }) => text), ...leftOut(hidden), ...foot].join('\n');
};

/** One finding or problem, and what it counts as. */
interface Part {
  readonly what: Severity | 'problem';
  readonly text: string;
}

const length = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length + 1, 0);

/** The same for every run in this folder of the repository. Two hyphens would end it. */
const marker = ({ wayFromRoot = '' }: ReporterContext): string =>
  `<!-- refint: ${wayFromRoot === '' ? '.' : uriOf(wayFromRoot.slice(0, -1)).replace(/-{2,}/g, '-')} -->`;

const heading = ({ problems }: Checked): string =>
  `### Referential integrity${problems.some(({ fatal }) => fatal) ? ': not all of it could be checked' : ''}\n`;

const partsOf = ({ findings, problems }: Checked, context: ReporterContext): readonly Part[] => [
  ...problems.filter(({ fatal }) => fatal).map((problem) => ofProblem(problem, context)),
  ...severities.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity).map((finding) => ofFinding(finding, context)),
  ),
  ...problems.filter(({ fatal }) => !fatal).map((problem) => ofProblem(problem, context)),
];

function ofFinding({ severity, rule, text, at, notes, fix }: Finding, context: ReporterContext): Part {
  const lines = [
    `- ${linkTo(at, context)}`,
    ...notes.map((note) => `- ${inMarkdown(short(note.text))}${note.at ? `, at ${linkTo(note.at, context)}` : ''}`),
    ...(fix ? [`- Fix: ${inMarkdown(short(fix.title))}`] : []),
  ];
  const head = `<b>${severity}</b> ${inHtml(short(text))} <code>${inHtml(rule)}</code>`;
  return {
    what: severity,
    text: folded(head, `${codeBlock(short(linesOf(at)), languageOf(at))}\n${lines.join('\n')}\n`),
  };
}

function ofProblem({ kind, text, at, fatal }: Problem, context: ReporterContext): Part {
  const place = at ? `, at ${linkTo(at, context)}` : '';
  return { what: 'problem', text: `- ${fatal ? '**not read**' : kind}: ${inMarkdown(short(text))}${place}\n` };
}

const folded = (summary: string, body: string): string =>
  `<details>\n<summary>${summary}</summary>\n\n${body}\n</details>\n`;

/** A single text may not take the room of all others. */
const short = (text: string): string => (text.length > 1000 ? `${text.slice(0, 999)}…` : text);

/** The lines of a place, the first few of them, without the blanks that all of them begin with. */
function linesOf({ source: { text }, span }: Place): string {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const end = text.indexOf('\n', Math.max(span.start, span.end - 1));
  const lines = text.slice(start, end < 0 ? text.length : end).split(/\r?\n/, 4);
  const indent = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  );
  return lines.map((line) => line.slice(Number.isFinite(indent) ? indent : 0).trimEnd()).join('\n');
}

const languageOf = ({ source: { path } }: Place): string => (path.endsWith('.sql') ? 'sql' : 'prisma');

/** A place that can be followed: to the file at this commit, or by its path where nobody knows where that is. */
function linkTo(at: Place, { wayFromRoot = '', filesUrl = '' }: ReporterContext): string {
  const { line } = locationOf(at);
  const path = pathFromRoot(at.source, wayFromRoot);
  const shown = code(`${onOneLine(path)}:${line}`);
  if (/^(?:\/|\.\.\/|[A-Za-z]:)/.test(path)) return shown;
  const target = `${filesUrl}${uriOf(path)}`.replaceAll('(', '%28').replaceAll(')', '%29');
  return `[${shown}](${target}#L${line})`;
}

function leftOut(hidden: readonly Part[]): readonly string[] {
  if (hidden.length === 0) return [];
  const counts = (['error', 'warning', 'hint', 'problem'] as const).flatMap((what) => {
    const count = hidden.filter((part) => part.what === what).length;
    return count > 0 ? [amount(count, what)] : [];
  });
  return [
    `${listed(counts)} more ${hidden.length === 1 ? 'is' : 'are'} left out here, because a comment may not be longer.\n`,
  ];
}

function aboutProjects(report: Checked): readonly string[] {
  const notes = report.projects.flatMap((project) => project.notes);
  const lines = [...projectLines(report), ...notes].map((line) => `- ${inMarkdown(short(line))}`).slice(0, 50);
  return lines.length === 0 ? [] : [folded('What was read', `${lines.join('\n')}\n`)];
}
