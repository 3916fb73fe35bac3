import type { Place, Problem } from '@refint/model';
import type { Finding, PlacedNote, Severity } from '@refint/rule';
import { amount, listed, severities } from './counts.ts';
import { ruleByRule } from './important.ts';
import { locationOf, pathFromRoot, shownPlace } from './place.ts';
import type { Reporter } from './reporter.ts';
import { visible } from './safe-text.ts';
import { projectLines, summaryLine } from './summary.ts';

const levels = { error: 'error', warning: 'warning', hint: 'notice' } as const satisfies Record<Severity, string>;

/** Of each level GitHub makes so many annotations in one step, those that come first. */
const mostOfALevel = 10;

/**
 * Workflow commands of GitHub Actions, which become annotations of a pull request. Notes follow the text on lines of
 * their own; problems are annotations too; the last lines are plain text for the log. What is gravest comes first, and where
 * GitHub will not show all of a level, each rule has its say before one of them speaks twice.
 */
export const github: Reporter = (report, { wayFromRoot = '' }) => {
  const told = severities.map((severity) => {
    const fatal = severity === 'error' ? report.problems.filter((problem) => problem.fatal) : [];
    const minor = severity === 'warning' ? report.problems.filter((problem) => !problem.fatal) : [];
    const found = report.findings.filter((finding) => finding.severity === severity);
    const inOrder = found.length > mostOfALevel ? ruleByRule(found) : found;
    return [
      ...fatal.map((problem) => ofProblem(problem, wayFromRoot)),
      ...inOrder.map((finding) => ofFinding(finding, wayFromRoot)),
      ...minor.map((problem) => ofProblem(problem, wayFromRoot)),
    ];
  });
  const notes = report.projects.flatMap((project) => project.notes);
  const several = report.projects.length > 1 ? projectLines(report) : [];
  const log = [summaryLine(report), ...several, ...notes, ...hidden(told.map((commands) => commands.length))];
  const plain = log.map((line) => `refint: ${visible(line).replace(/[\r\n]+/g, ' ')}`);
  return [...told.flat(), ...plain].map((line) => `${line}\n`).join('');
};

/** Says what GitHub leaves out, which it does not say itself. */
function hidden(counts: readonly number[]): readonly string[] {
  const cut = counts.flatMap((count, at) =>
    count > mostOfALevel ? [`${mostOfALevel} of ${amount(count, levels[severities[at] ?? 'error'])}`] : [],
  );
  return cut.length > 0 ? [`GitHub makes annotations of ${listed(cut)}; this log has all of them.`] : [];
}

const ofFinding = ({ severity, at, rule, text, notes, fix }: Finding, way: string): string =>
  command(levels[severity], at, way, rule, [
    text,
    ...notes.map((note) => shownNote(note, way)),
    ...(fix ? [`Fix: ${fix.title}`] : []),
  ]);

const ofProblem = ({ fatal, at, kind, text }: Problem, way: string): string =>
  command(fatal ? 'error' : 'warning', at, way, `refint: ${kind}`, [text]);

const shownNote = ({ text, at }: PlacedNote, way: string): string => (at ? `${text} (${shownPlace(at, way)})` : text);

function command(level: string, at: Place | undefined, way: string, title: string, text: readonly string[]): string {
  const properties = { ...(at && placed(at, way)), title };
  const shown = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${level} ${shown.join(',')}::${data(visible(text.join('\n')))}`;
}

/** The runner of GitHub takes columns only where first and last line are the same, so they are left out elsewhere. */
function placed(at: Place, way: string): Record<string, string | number> {
  const { line, column, endLine, endColumn } = locationOf(at);
  const file = pathFromRoot(at.source, way);
  return line === endLine ? { file, line, endLine, col: column, endColumn } : { file, line, endLine };
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
