import type { Checked, CheckedProject } from '@refint/core';
import type { Problem } from '@refint/model';
import type { Finding, Severity } from '@refint/rule';
import { shownPlace } from './place.ts';
import type { Reporter, ReporterContext, RuleSummary } from './reporter.ts';
import { onOneLine } from './safe-text.ts';
import { type Element, xmlText } from './xml.ts';

/**
 * JUnit's XML as Jenkins and GitLab read it: a suite for each project with a test for each rule that was asked, which passes, or one
 * for each of its findings. A finding that makes the command fail is a failure, any other a skipped test that says what it found.
 * Before them stands a suite about what could be read: an error is what could not.
 */
export const junit: Reporter = (report, context) => {
  const suites = [readingSuite(report.problems, context), ...projectSuites(report, context)];
  const total = (what: Verdict) =>
    suites.flatMap(({ tests }) => tests).filter(({ verdict }) => verdict === what).length;
  return xmlText({
    name: 'testsuites',
    attributes: {
      name: 'refint',
      tests: suites.flatMap(({ tests }) => tests).length,
      failures: total('failure'),
      errors: total('error'),
    },
    content: suites.map(suiteElement),
  });
};

type Verdict = 'good' | 'failure' | 'error' | 'skipped';

interface Test {
  readonly group: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** What kind of failure it is, in a word. */
  readonly type?: string;
  readonly message?: string;
  readonly details?: string;
}

interface Suite {
  readonly name: string;
  readonly tests: readonly Test[];
}

function readingSuite(problems: readonly Problem[], { wayFromRoot }: ReporterContext): Suite {
  const group = 'refint';
  if (problems.length === 0) {
    return { name: 'refint', tests: [{ group, name: 'Everything was read and understood.', verdict: 'good' }] };
  }
  return {
    name: 'refint',
    tests: problems.map(({ kind, text, at, fatal }) => ({
      group,
      name: onOneLine(text),
      verdict: fatal ? 'error' : 'skipped',
      type: kind,
      message: onOneLine(text),
      details: at ? shownPlace(at, wayFromRoot) : '',
    })),
  };
}

function projectSuites(report: Checked, context: ReporterContext): readonly Suite[] {
  const findings = new Map<CheckedProject, Finding[]>(report.projects.map((project) => [project, []]));
  const projectOf = projectByPath(report);
  for (const finding of report.findings) findings.get(projectOf(finding.at.source.path))?.push(finding);
  return [...findings].map(([{ project }, own]) => ({ name: onOneLine(project.name), tests: testsOf(own, context) }));
}

/** A rule that nobody described, as a test of it may not be, has no summary to be called by. */
function testsOf(
  findings: readonly Finding[],
  { ruleSummaries, failing = ['error'], wayFromRoot }: ReporterContext,
): Test[] {
  const known = new Map(ruleSummaries.filter(({ asked }) => asked !== 'no').map((rule) => [rule.id, rule]));
  const found = new Map<string, Finding[]>();
  for (const finding of findings) found.set(finding.rule, [...(found.get(finding.rule) ?? []), finding]);
  return [...new Set([...known.keys(), ...found.keys()])].sort().flatMap((id) => {
    const own = found.get(id);
    const rule = known.get(id);
    return own ? own.map((finding) => testOf(finding, failing, wayFromRoot)) : rule ? [testOfRule(rule)] : [];
  });
}

const testOfRule = ({ id, summary, asked }: RuleSummary): Test =>
  asked === 'quiet'
    ? { group: id, name: summary, verdict: 'skipped', message: 'no migration was said to be new (--since)' }
    : { group: id, name: summary, verdict: 'good' };

const testOf = (
  { rule, severity, text, at, notes, fix }: Finding,
  failing: readonly Severity[],
  wayFromRoot: string | undefined,
): Test => ({
  group: rule,
  name: onOneLine(text),
  verdict: failing.includes(severity) ? 'failure' : 'skipped',
  type: severity,
  message: onOneLine(text),
  details: [
    shownPlace(at, wayFromRoot),
    ...notes.map((note) => (note.at ? `${note.text}, at ${shownPlace(note.at, wayFromRoot)}` : note.text)),
    ...(fix ? [`Fix: ${fix.title}`] : []),
  ].join('\n'),
});

function suiteElement({ name, tests }: Suite): Element {
  const count = (what: Verdict) => tests.filter(({ verdict }) => verdict === what).length;
  const unique = uniqueNames();
  return {
    name: 'testsuite',
    attributes: {
      name,
      tests: tests.length,
      failures: count('failure'),
      errors: count('error'),
      skipped: count('skipped'),
    },
    content: tests.map((test) => ({
      name: 'testcase',
      attributes: { classname: test.group, name: unique(test.group, test.name) },
      content: test.verdict === 'good' ? [] : [verdictElement(test)],
    })),
  };
}

const verdictElement = ({ verdict, type, message = '', details = '' }: Test): Element => ({
  name: verdict,
  attributes: { ...(type !== undefined && { type }), message },
  content: details,
});

/** A name the first time, and with a number each time that it comes again: CI knows a test by group and name. */
function uniqueNames(): (group: string, name: string) => string {
  const seen = new Map<string, number>();
  return (group, name) => {
    const key = `${group}\n${name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? name : `${name} (${count})`;
  };
}

/** The project that a file belongs to: the one that was read from it, or else the one in whose folder it lies. */
function projectByPath({ projects }: Checked): (path: string) => CheckedProject {
  const owners = new Map<string, CheckedProject>();
  for (const one of projects) {
    for (const path of one.files) owners.set(path, one);
  }
  const nearest = [...projects].sort((a, b) => b.project.name.length - a.project.name.length);
  return (path) =>
    owners.get(path) ?? nearest.find(({ project }) => path.startsWith(`${project.name}/`)) ?? projects[0]!;
}
