import type { ProjectStory } from '@refint/core';
import { loadStoryViews } from '@refint/reporters';
import { Refusal } from '@refint/workspace';
import { deliver } from './deliver.ts';
import type { Io } from './io.ts';
import { oneOf } from './options.ts';
import { codeFor } from './said-problems.ts';
import { storyFor } from './story-for.ts';

/** The options of `refint report`, as written. */
export interface ReportOptions {
  readonly format?: string;
  readonly from?: string;
  readonly to?: string;
  readonly links?: string;
  readonly rehearsed?: string;
  readonly output?: string;
  readonly config?: string;
  readonly 'no-baseline'?: boolean;
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
  // Nobody reads a page as the terminal shows it.
  const elsewhere = format === 'html' ? (options.output ?? format) : options.output;
  return deliver(text, options.output, io) ?? codeFor(story.problems, elsewhere, io);
}

async function textOf(story: ProjectStory, format: 'markdown' | 'json'): Promise<string> {
  const { storyJson, storyMarkdown } = await loadStoryViews();
  return format === 'json' ? storyJson(story) : storyMarkdown(story);
}
