import type { Problem } from '@refint/model';
import type { Plugin, Project } from '@refint/rule';
import { analyze } from '../analyze.ts';
import type { ProjectInput, Settings } from '../input.ts';
import { digestOfHistory } from '../rehearsal/digest.ts';
import type { Rehearsal } from '../rehearsal/types.ts';
import { type NamedPoint, stretchBetween } from './asked.ts';
import type { Start } from './point.ts';
import { type ProjectStory, storyOf } from './story.ts';

/** What somebody wants to be told. */
export interface Ask {
  /** The project as it is today. */
  readonly input: ProjectInput;
  /** Where it begins; an empty database when left out. */
  readonly from?: NamedPoint | undefined;
  /** Where it ends; the end of all migrations when left out. */
  readonly to?: NamedPoint | undefined;
  readonly settings: Settings;
  /** What a rehearsal of the project found out. */
  readonly rehearsal?: Rehearsal | undefined;
  readonly plugins: readonly Plugin[];
  /** What could not be read and belongs to no project. */
  readonly problems?: readonly Problem[] | undefined;
}

/** The story, with the project as it is at its end; or why there is none, in a sentence. */
export type Told =
  | { readonly kind: 'told'; readonly story: ProjectStory; readonly project: Project }
  | { readonly kind: 'unknown'; readonly sentence: string };

/** Analyses a project at both ends of a stretch of its history and tells what came between. */
export async function tell({ input, from, to, settings, plugins, rehearsal, problems = [] }: Ask): Promise<Told> {
  const asked = stretchBetween(input, from, to, settings.since);
  if (asked.kind === 'unknown') return asked;
  const start = await startOf(from, settings);
  const report = await analyze([asked.input], { ...settings, since: asked.since }, plugins);
  const [one] = report.projects;
  if (!start || !one) return { kind: 'unknown', sentence: 'there is nothing to tell' };
  const story = await storyOf({
    report: one,
    findings: report.findings,
    suppressed: report.suppressed ?? [],
    // What is not found in the middle of the history may come later.
    baseline: report.baseline && { path: report.baseline.path, gone: to ? 0 : report.baseline.gone },
    isBeginningKnown: asked.since !== undefined,
    // An entry of the configuration that is about what comes later matches nothing before.
    problems: [...problems, ...report.problems.filter(({ fatal, at }) => fatal || at || to === undefined)],
    from: start,
    to: asked.to,
    targets: settings.targets,
    rehearsed: rehearsal && { rehearsal, isCurrent: rehearsal.digest === digestOfHistory(input.migrations ?? []) },
    summaries: new Map(plugins.flatMap(({ rules }) => rules.map(({ id, summary }) => [id, summary] as const))),
  });
  return { kind: 'told', story, project: one.project };
}

async function startOf(from: NamedPoint | undefined, settings: Settings): Promise<Start | undefined> {
  if (!from) return { kind: 'empty' };
  if (from.kind === 'migration') return { kind: 'migration', name: from.name };
  const { projects } = await analyze([from.input], { ...settings, since: undefined, baseline: undefined }, []);
  return projects[0] && { kind: 'commit', name: from.name, project: projects[0].project };
}
