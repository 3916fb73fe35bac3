import type { Place } from '@refint/model';
import type { Finding, PlacedNote } from '@refint/rule';
import { locationOf, shownPlace } from './place.ts';
import type { Reporter } from './reporter.ts';
import { visible } from './safe-text.ts';
import { projectLines, summaryLine } from './summary.ts';

const levels = { error: 'error', warning: 'warning', hint: 'notice' } as const;

/**
 * Workflow commands of GitHub Actions, which become annotations of a pull request. Notes follow the text on lines of
 * their own; problems are annotations too; the last lines are plain text for the log.
 */
export const github: Reporter = (report) => {
  const findings = report.findings.map(({ severity, at, rule, ...rest }) =>
    command(levels[severity], at, rule, [rest.text, ...rest.notes.map(shownNote), ...shownFix(rest)]),
  );
  const problems = report.problems.map(({ fatal, at, kind, text }) =>
    command(fatal ? 'error' : 'warning', at, `refint: ${kind}`, [text]),
  );
  const notes = report.projects.flatMap((project) => project.notes);
  const several = report.projects.length > 1 ? projectLines(report) : [];
  const summary = [summaryLine(report), ...several, ...notes].map((line) => `refint: ${visible(line)}`);
  return [...findings, ...problems, ...summary.map((line) => line.replace(/[\r\n]+/g, ' '))]
    .map((line) => `${line}\n`)
    .join('');
};

const shownNote = ({ text, at }: PlacedNote): string => (at ? `${text} (${shownPlace(at)})` : text);

const shownFix = ({ fix }: Pick<Finding, 'fix'>): readonly string[] => (fix ? [`Fix: ${fix.title}`] : []);

function command(level: string, at: Place | undefined, title: string, text: readonly string[]): string {
  const properties = { ...(at && placed(at)), title };
  const shown = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${level} ${shown.join(',')}::${data(visible(text.join('\n')))}`;
}

/** The runner of GitHub takes columns only where first and last line are the same, so they are left out elsewhere. */
function placed(at: Place): Record<string, string | number> {
  const { path, line, column, endLine, endColumn } = locationOf(at);
  return line === endLine ? { file: path, line, endLine, col: column, endColumn } : { file: path, line, endLine };
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
