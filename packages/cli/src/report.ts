import { analyze, loadStory, type ProjectStory } from '@refint/core';
import { loadStoryViews } from '@refint/reporters';
import type { Project } from '@refint/rule';
import { openWorkspace, Refusal } from '@refint/workspace';
import { defaultPlugins } from './default-plugins.ts';
import { deliver } from './deliver.ts';
import type { Io } from './io.ts';
import { onlyProject } from './one-project.ts';
import { oneOf } from './options.ts';

/** The options of `refint report`, as written. */
export interface ReportOptions {
  readonly format?: string;
  readonly from?: string;
  readonly to?: string;
  readonly links?: string;
  readonly output?: string;
  readonly config?: string;
}

/** Tells all of the one project that a path stands for, between two points of its history. */
export async function report(path: string | undefined, options: ReportOptions, io: Io): Promise<number | Refusal> {
  const format = oneOf('--format', options.format ?? 'markdown', ['markdown', 'html', 'json']);
  if (format instanceof Refusal) return format;
  if (options.links !== undefined && format !== 'html')
    return new Refusal(`--links says where links of the html report lead; a ${format} report has none`);
  const told = await storyFor(path, options, io);
  if (told instanceof Refusal) return told;
  const { story, project } = told;
  const text =
    format === 'html'
      ? await (await import('./html-report.ts')).htmlReport(story, project, options, io)
      : await textOf(story, format);
  return deliver(text, options.output, io) ?? (story.problems.some(({ fatal }) => fatal) ? 2 : 0);
}

async function textOf(story: ProjectStory, format: 'markdown' | 'json'): Promise<string> {
  const { storyJson, storyMarkdown } = await loadStoryViews();
  return format === 'json' ? storyJson(story) : storyMarkdown(story);
}

/** The story of the one project that a path stands for, and the project itself. */
export async function storyFor(
  path: string | undefined,
  { from, to, config }: ReportOptions,
  io: Io,
): Promise<{ readonly story: ProjectStory; readonly project: Project } | Refusal> {
  const paths = path === undefined ? [] : [path];
  const workspace = await openWorkspace(paths, { cwd: io.cwd, config, plugins: defaultPlugins });
  if (workspace instanceof Refusal) return workspace;
  const { projects, settings, plugins, problems } = workspace;
  const { stretchAsked, storyOf } = await loadStory();
  const [only] = projects;
  if (!only || projects.length > 1) return severalProjects(projects.map(({ name }) => name));
  const stretch = stretchAsked(only, from, to, settings.since);
  if (stretch.kind === 'unknown') return new Refusal(stretch.sentence);
  const { input, start, end, since } = stretch;
  const analysed = await analyze([input], { ...settings, since }, plugins);
  const one = onlyProject(analysed);
  if (one instanceof Refusal) return one;
  const story = await storyOf({
    report: one,
    findings: analysed.findings,
    problems: [...problems, ...analysed.problems],
    from: start,
    to: end,
    targets: settings.targets,
    summaries: new Map(plugins.flatMap(({ rules }) => rules.map(({ id, summary }) => [id, summary] as const))),
  });
  return { story, project: one.project };
}

const severalProjects = (names: readonly string[]): Refusal =>
  new Refusal(`there are ${names.length} projects (${names.join(', ')}); name one of them`);
