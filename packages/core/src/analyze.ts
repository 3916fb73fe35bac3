import {
  type Declared,
  doing,
  holds,
  type MigrationRun,
  type Problem,
  type Source,
  type Timeline,
} from '@refint/model';
import type { AnyRule, Finding, Plugin, Project, Subjects } from '@refint/rule';
import { AnswersAgain } from './answers.ts';
import { levelOf, mayRun } from './decided.ts';
import { type Examined, examine } from './examine.ts';
import { idleColumns } from './idle-columns.ts';
import { idleEntries } from './idle-entries.ts';
import type { Found } from './ignores/index.ts';
import type { ProjectInput, Settings } from './input.ts';
import { buildProject } from './project.ts';
import type { ProjectReport, Report } from './report.ts';
import { runsIn, unknownStart, withEdited } from './runs.ts';
import type { Inquiry } from './speaks.ts';
import { stopNotes } from './stops.ts';
import { unknownTenancy } from './unknown-tenancy.ts';

/** What makes a report sooner, and changes nothing of what it says. */
export interface Haste {
  /** Histories that were replayed with the same settings: those that begin like them are not replayed again. */
  readonly replayed?: readonly Timeline[] | undefined;
  /** Schemas that were read before and that nobody asks any more: what is not edited in them moves over, see `readPrisma`. */
  readonly read?: readonly Declared[] | undefined;
  /** Whether fixes that take a while are worked out when somebody asks for them, see `workOutFixes`. */
  readonly fixesLater?: boolean | undefined;
}

/**
 * Reads every project, runs every rule that is not off, and puts the answers in the order of their places. Reads no disk
 * and no clock: the same texts and settings give the same report.
 */
export async function analyze(
  inputs: readonly ProjectInput[],
  settings: Settings,
  plugins: readonly Plugin[],
  { replayed = [], read = [], fixesLater }: Haste = {},
): Promise<Report> {
  const projects: ProjectReport[] = [];
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  const inquiries: Inquiry[] = [];
  const known = plugins.flatMap((plugin) => plugin.rules);
  const asked: AnyRule[] = [];
  for (const rule of known) if (mayRun(rule, settings)) asked.push(rule);
  for (const input of inputs) {
    const built = buildProject(input, settings, await declaredIn(input, read), replayed);
    const project = await withEdited(built.report.project, input, settings);
    const runs = asked.some(asksRuns) ? await runsIn(project, input, settings) : undefined;
    const quiet = runs && project.timeline ? project.timeline.migrations.length - runs.length : 0;
    add(problems, built.problems);
    const own: Finding[] = [];
    const silenced = new Set<string>();
    const again = new AnswersAgain(project, input, settings);
    for (const [at, rule] of asked.entries()) {
      doing('asking rules', at, asked.length);
      const subjects = subjectsOf(rule, project, runs ?? []);
      const examined = again.of(rule) ?? (await answersOf(rule, subjects, settings, fixesLater));
      again.put(rule, examined);
      add(own, examined.findings);
      for (const fingerprint of examined.silenced ?? []) silenced.add(fingerprint);
      add(problems, examined.problems);
    }
    add(findings, own);
    inquiries.push({ input, project, runs: runs ?? [], findings: own, silenced });
    const { report } = built;
    const notes = [...report.notes, ...stopNotes(project, own)];
    projects.push({ ...report, project, counts: { ...report.counts, quiet }, notes });
  }
  add(problems, idleEntries(settings.deletes, projects));
  if (namesTables(settings)) add(problems, (await import('./idle-names.ts')).idleNames(settings, projects, known));
  add(problems, unknownTenancy(settings.tenancy, projects));
  add(problems, idleColumns(settings.notReferences, projects));
  if (settings.intended) add(problems, (await import('./idle-intended.ts')).idleIntended(settings.intended, projects));
  add(problems, unknownStart(inputs, settings));
  const all = { inquiries, asked, known, settings };
  const shown = await withoutIgnored({ findings: findings.sort(byPlace), ...all });
  add(problems, shown.problems);
  const report: Report = { projects, findings: shown.findings, problems, suppressed: shown.suppressed };
  if (!settings.baseline) return report;
  return (await import('./baseline/index.ts')).withoutKnown(report, settings.baseline, all);
}

/** Whether settings name tables in places that nobody else looks after. */
const namesTables = ({ deletes, tables, overrides = [], options }: Settings): boolean =>
  tables.length > 0 || deletes.length > 0 || options !== undefined || overrides.length > 0;

type Shown = Pick<Report, 'findings' | 'problems' | 'suppressed'>;

/** What comments do not hide, with what is wrong with the comments. Where there are none, which is usual, nothing is loaded. */
async function withoutIgnored(found: Found): Promise<Shown> {
  const sources = new Set<Source>();
  for (const { input } of found.inquiries) {
    for (const source of input.schema) if (speaksToUs(source)) sources.add(source);
    for (const { source } of input.migrations ?? []) if (speaksToUs(source)) sources.add(source);
  }
  if (sources.size === 0) return { findings: found.findings, problems: [] };
  const { findings, suppressed, ignores } = await (await import('./ignores/index.ts')).withIgnores([...sources], found);
  const rules = found.asked.filter(({ on }) => on === 'ignore');
  const about = await Promise.all(rules.map((rule) => answersOf(rule, ignores, found.settings)));
  return {
    findings: [...findings, ...about.flatMap((one) => one.findings)].sort(byPlace),
    problems: about.flatMap((one) => one.problems),
    suppressed,
  };
}

/** Whether a text may have a comment that is meant for refint. */
const speaksToUs = (source: Source): boolean => holds(source, 'refint-ignore');

/** One by one: the arguments of a call lie on the stack, and a broken file can have more problems than there is room. */
function add<T>(to: T[], more: readonly T[]): void {
  for (const one of more) to.push(one);
}

/** What the schema declares. Its reader is loaded only where there is one. */
async function declaredIn({ schema }: ProjectInput, read: readonly Declared[]): Promise<Declared | undefined> {
  doing('reading the schema');
  return schema.length === 0 ? undefined : (await import('@refint/prisma')).readPrisma(schema, read);
}

const asksRuns = ({ on }: AnyRule): boolean => on === 'migration';

/** What a rule says of subjects of its kind. What overrides need is loaded only where there are some. */
async function answersOf(
  rule: AnyRule,
  subjects: readonly Subjects[keyof Subjects][],
  settings: Settings,
  fixesLater = false,
): Promise<Examined> {
  if (!settings.overrides) return ask(rule, subjects, settings, fixesLater);
  return (await import('./overridden.ts')).askOverridden(rule, subjects, settings, fixesLater);
}

function ask(
  rule: AnyRule,
  subjects: readonly Subjects[keyof Subjects][],
  settings: Settings,
  fixesLater: boolean,
): Examined {
  const level = levelOf(rule, settings);
  const decided = {
    severity: level === 'on' || level === 'off' ? undefined : level,
    options: settings.options?.[rule.id],
    fixesLater,
  };
  const answers = subjects.map((subject) => examine(rule, subject, decided));
  return {
    findings: answers.flatMap(({ findings }) => findings),
    problems: answers.flatMap(({ problems }) => problems),
    claims: answers.flatMap(({ claims }) => claims),
  };
}

function subjectsOf(
  rule: AnyRule,
  project: Project,
  runs: readonly MigrationRun[],
): readonly Subjects[keyof Subjects][] {
  if (rule.on === 'project') return [project];
  if (rule.on === 'migration') return runs;
  // They are asked in the end, about all projects together.
  if (rule.on === 'ignore') return [];
  if (rule.on === 'state')
    return [project.declared?.snapshot, project.timeline?.last].filter((state) => state !== undefined);
  return project.timeline?.moments.filter(({ outcome }) => outcome.kind === 'done') ?? [];
}

function byPlace(a: Finding, b: Finding): number {
  if (a.at.source.path !== b.at.source.path) return a.at.source.path < b.at.source.path ? -1 : 1;
  return (
    a.at.span.start - b.at.span.start ||
    a.at.span.end - b.at.span.end ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}
