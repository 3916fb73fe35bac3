import type { Problem } from '@refint/model';
import type { Finding, Plugin } from '@refint/rule';
import { analyze } from '../analyze.ts';
import type { ProjectInput, Settings } from '../input.ts';
import type { Report } from '../report.ts';
import { counts, type Owner, ownersIn, withoutKnown } from './known.ts';
import { isSame, namesake } from './same.ts';
import { isTouched, type Touched } from './touched.ts';

/** A commit that projects are compared with. */
export interface Base {
  /** The projects as they were there. */
  readonly projects: readonly ProjectInput[];
  readonly touched: Touched;
}

/** Projects as they are, and what they are compared with. */
export interface ChangeInput {
  /** What is staged, or what came since a commit. */
  readonly kind: 'staged' | 'since';
  /** Usually one; several while branches are merged; none before the first commit, when all is new. */
  readonly bases: readonly Base[];
}

/**
 * Analyses projects and speaks only of what a change touches or brings: findings whose place, or the place of a note, lies in
 * lines that it touched, and those of which there were fewer at the commit that it is compared with. Of several commits each
 * has to say so. Projects that a change leaves alone are not spoken of at all.
 */
export async function analyzeChange(
  inputs: readonly ProjectInput[],
  { kind, bases }: ChangeInput,
  settings: Settings,
  plugins: readonly Plugin[],
): Promise<Report> {
  const isUntouched = (input: ProjectInput): boolean =>
    bases.some(({ projects }) => isSame(input, namesake(input, projects, inputs)));
  const touched = inputs.filter((input) => !isUntouched(input));
  // A name in the settings may be that of a table in any project.
  const asked = namesTables(settings) && touched.length > 0 ? inputs : touched;
  const all = onlyOf(touched, await analyze(asked, settings, plugins));
  let spoken = all;
  for (const base of bases) spoken = await since(base, spoken, { inputs, settings, plugins });
  const findings = all.findings.length - spoken.findings.length;
  const problems = all.problems.length - spoken.problems.length;
  return { ...spoken, change: { kind, isIdle: false, findings, problems } };
}

const namesTables = ({ deletes, notReferences, tenancy, baseline }: Settings): boolean =>
  deletes.length + notReferences.length > 0 || tenancy !== undefined || baseline !== undefined;

/** What a report says of some projects, and of none in particular. */
function onlyOf(inputs: readonly ProjectInput[], report: Report): Report {
  if (inputs.length === report.projects.length) return report;
  const owner = ownersIn(inputs);
  const names = new Set(inputs.map(({ name }) => name));
  return {
    ...report,
    projects: report.projects.filter(({ project }) => names.has(project.name)),
    findings: report.findings.filter(({ at }) => owner(at.source) !== undefined),
    problems: report.problems.filter(({ at }) => !at || owner(at.source) !== undefined),
    suppressed: report.suppressed?.filter(({ finding }) => owner(finding.at.source) !== undefined),
  };
}

interface Asked {
  readonly inputs: readonly ProjectInput[];
  readonly settings: Settings;
  readonly plugins: readonly Plugin[];
}

/** The report without what was there at a commit and is not touched since. That is analysed only where something may be left out. */
async function since(
  { projects, touched }: Base,
  report: Report,
  { inputs, settings, plugins }: Asked,
): Promise<Report> {
  const isSpoken = ({ at, notes }: Finding): boolean =>
    isTouched(at, touched) || notes.some((note) => note.at && isTouched(note.at, touched));
  // Who could not be read is told in any case: nothing may look well that was not looked at.
  const isTold = ({ at, fatal }: Problem): boolean => fatal || (at !== undefined && isTouched(at, touched));
  const isOpen =
    report.findings.some((finding) => !isSpoken(finding)) ||
    report.problems.some((problem) => !isTold(problem)) ||
    report.projects.some(({ notes }) => notes.length > 0);
  if (!isOpen) return report;
  const reported = inputs.filter(({ name }) => report.projects.some(({ project }) => project.name === name));
  const before = new Map(reported.map((input) => [input.name, namesake(input, projects, inputs)]));
  const there = [...before.values()].filter((input) => input !== undefined);
  const wanted = new Set(report.findings.filter((finding) => !isSpoken(finding)).map(({ rule }) => rule));
  const histories = report.projects.map(({ project }) => project.timeline).filter((timeline) => timeline !== undefined);
  const asked = namesTables(settings) ? projects : there;
  const old = await analyze(asked, settings, plugins.map(only(wanted)), { replayed: histories });
  const ownerNow = ownersIn(reported);
  const owners = ownersIn(there);
  const ownerThen: Owner = (source) => {
    const then = owners(source);
    return [...before].find(([, input]) => input && input.name === then)?.[0];
  };
  const key = (owner: Owner) => (finding: Finding) =>
    [owner(finding.at.source), finding.fingerprint, finding.severity].join('\n');
  const same = ({ kind, text }: Problem): string => `${kind}\n${text}`;
  return {
    ...report,
    findings: withoutKnown(report.findings, isSpoken, key(ownerNow), counts(old.findings, key(ownerThen))),
    problems: withoutKnown(report.problems, isTold, same, counts(old.problems, same)),
    projects: report.projects.map((one) => {
      const then = old.projects.find(({ project }) => project.name === before.get(one.project.name)?.name);
      return { ...one, notes: one.notes.filter((note) => !then?.notes.includes(note)) };
    }),
  };
}

/** A plugin with some of its rules. Rules about comments judge by what all others say. */
const only =
  (wanted: ReadonlySet<string>) =>
  (plugin: Plugin, _: number, all: readonly Plugin[]): Plugin => {
    const needsAll = all.some(({ rules }) => rules.some(({ id, on }) => on === 'ignore' && wanted.has(id)));
    return needsAll ? plugin : { ...plugin, rules: plugin.rules.filter(({ id }) => wanted.has(id)) };
  };
