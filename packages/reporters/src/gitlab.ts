import { digestOf } from '@refint/core';
import type { Place, Problem } from '@refint/model';
import type { Finding, Severity } from '@refint/rule';
import { jsonText } from './json-text.ts';
import { locationOf, pathFromRoot, shownPlace } from './place.ts';
import type { Reporter } from './reporter.ts';
import { onOneLine } from './safe-text.ts';

const severities = { error: 'critical', warning: 'major', hint: 'info' } as const satisfies Record<Severity, string>;

/**
 * A code quality report as GitLab takes it as an artifact: one list of violations. GitLab tells them apart, and old from new,
 * by their fingerprints alone, so each is there once. What could not be read is a `blocker`.
 */
export const gitlab: Reporter = ({ findings, problems }, { wayFromRoot = '' }) => {
  const unique = uniqueAmong();
  return jsonText([
    ...problems.map((problem) => ofProblem(problem, wayFromRoot, unique)),
    ...findings.map((finding) => ofFinding(finding, wayFromRoot, unique)),
  ]);
};

const ofFinding = ({ rule, severity, text, at, notes, fingerprint }: Finding, way: string, unique: Unique) => ({
  check_name: rule,
  description: [text, ...notes.map((note) => (note.at ? `${note.text} (${shownPlace(note.at, way)})` : note.text))]
    .map(onOneLine)
    .join('; '),
  fingerprint: unique(fingerprint),
  severity: severities[severity],
  location: locationFor(at, way),
});

const ofProblem = ({ kind, text, at, fatal }: Problem, way: string, unique: Unique) => ({
  check_name: `refint: ${kind}`,
  description: onOneLine(text),
  fingerprint: unique(digestOf([kind, at ? pathFromRoot(at.source, way) : '', text].join('\n'))),
  severity: fatal ? 'blocker' : 'minor',
  location: locationFor(at, way),
});

/** GitLab refuses a violation without a place; the folder where people stand is that of what has none of its own. */
function locationFor(at: Place | undefined, way: string) {
  if (!at) return { path: way === '' ? '.' : way.slice(0, -1), lines: { begin: 1 } };
  const { line, endLine } = locationOf(at);
  return { path: pathFromRoot(at.source, way), lines: { begin: line, end: endLine } };
}

type Unique = (fingerprint: string) => string;

/** The fingerprint itself the first time, and another one each time that it comes again. */
function uniqueAmong(): Unique {
  const seen = new Map<string, number>();
  return (fingerprint) => {
    const count = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, count);
    return count === 1 ? fingerprint : digestOf(`${fingerprint} ${count}`);
  };
}
