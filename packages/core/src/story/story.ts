import { doing, knownEnd, loadMigrationRuns, type Migration, type Moment, type Problem } from '@refint/model';
import { type Finding, type Project, priorityOrder } from '@refint/rule';
import { referenceCounts } from '../reference-counts.ts';
import type { Rehearsal } from '../rehearsal/types.ts';
import type { BaselineUse, ProjectReport, Suppressed } from '../report.ts';
import { type Coverage, coverageBefore, coverageOf } from './coverage.ts';
import { doingOf, KeyHistory } from './doings.ts';
import { type Invariant, invariantsOf } from './invariants.ts';
import { isMadeWithin, type KeyChanges, keyChanges } from './key-changes.ts';
import { type KeyFamily, keyFamilies } from './key-families.ts';
import type { HeldLocks } from './lock-lines.ts';
import { type MigrationStory, migrationStory } from './migration-story.ts';
import { type Point, type Start, type Stretch, stretchOf } from './point.ts';
import { type ReferenceLine, referenceLine } from './reference-line.ts';
import { declaredCounts, madeCounts, type StateCounts } from './state-counts.ts';
import { type TableLine, tableLines } from './table-line.ts';
import { type Figures, type Targets, type Verdict, verdictOf } from './targets.ts';
import { type HiddenFinding, hiddenFindings, type KnownWork, type Task, tasksOf } from './tasks.ts';
import { type TenancyStory, tenancyStory } from './tenancy-story.ts';

/**
 * All that a report tells of one project: what is there at two points of its history, what happened between them, and what
 * is left to do. It is plain data: names are those that people read, and whatever has a place says where it is written.
 * The JSON form has the same parts under the same names; what is left out here is `null` there, and a place is
 * `{ path, line, column, endLine, endColumn }`, all counted from 1.
 */
export interface ProjectStory {
  /** The folder of the project, relative to where people stand. */
  readonly project: string;
  readonly from: Point;
  readonly to: Point;
  readonly verdict: Verdict;
  /** How much there is of everything. Nothing where there are no migrations that can be read, or no schema. */
  readonly counts: {
    readonly before: StateCounts | undefined;
    readonly after: StateCounts | undefined;
    readonly declared: StateCounts | undefined;
  };
  /** How far references are enforced at both points. */
  readonly coverage: { readonly before: Coverage | undefined; readonly after: Coverage };
  /** The words of the decision record for how much something matters, the weightiest first. */
  readonly priorities: readonly string[];
  /** What became of foreign keys between the points. */
  readonly changes: KeyChanges;
  /** The inventory: every reference, by name. */
  readonly references: readonly ReferenceLine[];
  /** Every table, by name. */
  readonly tables: readonly TableLine[];
  /** Referenced columns with all columns that reference them, and whether their types are one. */
  readonly families: readonly KeyFamily[];
  /** Nothing where nobody names the tenants and the references do not look like it. */
  readonly tenancy: TenancyStory | undefined;
  readonly invariants: readonly Invariant[];
  /** The migrations between the points, in order, with what they lock. */
  readonly migrations: readonly MigrationStory[];
  /** The findings as work, the most important first. */
  readonly tasks: readonly Task[];
  /** Findings that comments in the sources hide, with their reasons. */
  readonly hidden: readonly HiddenFinding[];
  /** Findings that are known already, which is no less work but none of it new; nothing where no list of them is used. */
  readonly known: KnownWork | undefined;
  /** Of how many migrations no rule was asked how they run, because nobody says which have run already. */
  readonly quietMigrations: number;
  /** Sentences about the project as a whole: an unknown beginning, files that are never run. */
  readonly notes: readonly string[];
  /** What could not be read. */
  readonly problems: readonly Problem[];
  /** What a rehearsal found out; left out, also from the JSON form, where none was given. */
  readonly rehearsed?: RehearsedStory;
}

/** A rehearsal, and whether the migrations that were run are those of the project. */
export interface RehearsedStory {
  readonly rehearsal: Rehearsal;
  readonly isCurrent: boolean;
}

/** What a story is told from. */
export interface StoryInput {
  /** The project as it is at the end of the stretch. */
  readonly report: ProjectReport;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly baseline: Pick<BaselineUse, 'path' | 'gone'> | undefined;
  readonly problems: readonly Problem[];
  /** Somebody says where what has not run yet begins. */
  readonly isBeginningKnown: boolean;
  readonly from: Start;
  readonly to: Point;
  readonly targets: Targets | undefined;
  readonly rehearsed?: RehearsedStory | undefined;
  /** What should be so, by the id of the rule. */
  readonly summaries: ReadonlyMap<string, string>;
}

/** Tells the story of a project. It reads no text anew and judges by the targets alone. */
export async function storyOf(input: StoryInput): Promise<ProjectStory> {
  const { report, findings, problems, suppressed, baseline } = input;
  const { project } = report;
  const { timeline, declared } = project;
  doing('telling the story');
  const stretch = stretchOf(project, input.from, input.to);
  const history = new KeyHistory(timeline);
  const within = new Set(stretch.migrations);
  const told = {
    changes: keyChanges(project, stretch, history),
    families: keyFamilies(project),
    invariants: invariantsOf(project, stretch),
    references: referencesIn(project, within, history),
    migrations: await migrationsIn(project, stretch),
    counts: {
      before: stretch.before && madeCounts(stretch.before),
      after: timeline && madeCounts(timeline.last),
      declared: declared && declaredCounts(declared.snapshot),
    },
    coverage: {
      before: coverageBefore(project, input.from, stretch),
      after: coverageOf(referenceCounts(project.graph)),
    },
  };
  const known = baseline && { ...baseline, findings: hiddenFindings(suppressed, 'external') };
  return {
    project: project.name,
    from: stretch.from,
    to: stretch.to,
    verdict: verdictOf(figuresOf(project, told, findings, input.rehearsed), input.targets, known?.findings),
    counts: told.counts,
    coverage: told.coverage,
    priorities: priorityOrder(project.policy),
    changes: told.changes,
    references: told.references,
    tables: tableLines(project, stretch.before),
    families: told.families,
    tenancy: tenancyStory(project),
    invariants: told.invariants,
    migrations: told.migrations,
    tasks: tasksOf(findings, input.summaries),
    hidden: hiddenFindings(suppressed, 'in-source'),
    known,
    quietMigrations: input.isBeginningKnown ? 0 : report.counts.quiet,
    notes: report.notes,
    problems,
    ...(input.rehearsed && { rehearsed: input.rehearsed }),
  };
}

function referencesIn(project: Project, within: ReadonlySet<Migration>, history: KeyHistory): readonly ReferenceLine[] {
  const context = {
    project,
    makerOf: (key: Parameters<KeyHistory['madeBy']>[0]) => {
      const event = history.madeBy(key);
      return event && doingOf(event);
    },
    validatorOf: (key: Parameters<KeyHistory['madeBy']>[0]) => {
      const event = history.validatedBy(key);
      return event && doingOf(event);
    },
    isNew: (key: Parameters<KeyHistory['madeBy']>[0]) => isMadeWithin(key, within, history),
  };
  return project.graph.references
    .map((reference) => referenceLine(reference, context))
    .sort((a, b) => (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0));
}

/** The migrations of the stretch. Those since a commit are applied together, as they are when a branch is deployed. */
async function migrationsIn(
  { timeline, declared, runner }: Project,
  { from, migrations }: Stretch,
): Promise<readonly MigrationStory[]> {
  if (!timeline || migrations.length === 0) return [];
  const { runsOf, locksOf } = await loadMigrationRuns();
  const together = from.kind === 'commit';
  const shared: HeldLocks = new Map();
  const telling = {
    locksOf: (moment: Moment) => locksOf(moment),
    held: (): HeldLocks => (together && runner === 'drizzle' ? shared : new Map()),
  };
  const speaking = migrations.map((migration) => ({ migration }));
  return runsOf(timeline, speaking, together, declared?.snapshot).map((run) => migrationStory(run, telling));
}

type Told = Pick<
  ProjectStory,
  'counts' | 'coverage' | 'changes' | 'families' | 'invariants' | 'references' | 'migrations'
>;

/** The figures that targets are set for. What is absent from a history that is not known as a whole is not counted. */
function figuresOf(
  { timeline }: Project,
  told: Told,
  findings: readonly Finding[],
  rehearsed: RehearsedStory | undefined,
): Figures {
  const { counts, coverage, changes, families, invariants, references, migrations } = told;
  const { after } = counts;
  const isKnown = knownEnd(timeline) !== undefined;
  const missed = (what: string) => (timeline ? changes.missed.filter((one) => one.what === what).length : undefined);
  const aligned = families.filter(({ verdict }) => verdict === 'aligned').length;
  const comparable = families.filter(({ verdict }) => verdict !== 'unknown').length;
  return {
    tables: after?.tables,
    foreignKeys: after?.foreignKeys,
    checks: after?.checks,
    uniques: after?.uniques,
    partialUniqueIndexes: after?.partialUniqueIndexes,
    indexes: after?.indexes,
    coverage: coverage.after.percent,
    typeConsistency: comparable === 0 ? undefined : Math.floor((aligned * 1000) / comparable) / 10,
    skipped: missed('skipped'),
    swallowed: missed('swallowed'),
    failing: missed('failing'),
    dropped: timeline && changes.dropped.length,
    notValid: after?.notValid,
    missing: isKnown ? references.filter(isMissing).length : undefined,
    unsafe: timeline && unsafeIn(migrations).size,
    policyBroken: references.filter(({ onDelete }) => onDelete.broken.length > 0).length,
    invariantsBroken: timeline && invariants.filter(({ state }) => state === 'dropped' || state === 'missing').length,
    errors: findings.filter(({ severity }) => severity === 'error').length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
    // What others took says nothing of these.
    writeMilliseconds: rehearsed?.isCurrent ? rehearsed.rehearsal.costs?.figure : undefined,
  };
}

const missing: ReadonlySet<string> = new Set(['declared-only', 'dropped', 'skipped', 'swallowed', 'failing']);

const isMissing = ({ declared, enforcement }: ReferenceLine): boolean =>
  declared !== undefined && missing.has(enforcement);

/** The foreign keys that are made or validated while others wait for as long as all rows are read. */
export const unsafeIn = (migrations: readonly MigrationStory[]): ReadonlySet<string> =>
  new Set(
    migrations.flatMap(({ transactions }) =>
      transactions.flatMap(({ locks }) =>
        locks.flatMap(({ reference, long }) => (long && reference !== undefined ? [reference] : [])),
      ),
    ),
  );
