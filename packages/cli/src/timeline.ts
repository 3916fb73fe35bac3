import { loadChronicle, type TableStory } from '@refint/core';
import { splitTableId, type TableId, type Timeline } from '@refint/model';
import { loadTimeline } from '@refint/reporters';
import type { Project } from '@refint/rule';
import { Refusal } from '@refint/workspace';
import { answer } from './answer.ts';
import { colorsFor } from './colors.ts';
import { deliver } from './deliver.ts';
import type { Io } from './io.ts';
import { noHistory, onlyProject } from './one-project.ts';
import { oneOf } from './options.ts';
import { codeFor, saysFatal } from './said-problems.ts';

/** The options of `refint timeline`, as written. */
export interface TimelineOptions {
  readonly table?: string;
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: string;
  readonly config?: string;
}

/** Tells what each migration of the one project did, or what became of one table. It judges nothing. */
export async function timeline(path: string | undefined, options: TimelineOptions, io: Io): Promise<number | Refusal> {
  const format = formatOf(options);
  if (format instanceof Refusal) return format;
  const answered = await answer(path === undefined ? [] : [path], options, io);
  if (answered instanceof Refusal) return answered;
  const { report } = answered;
  const one = onlyProject(report);
  if (one instanceof Refusal) return one;
  const { project } = one;
  if (!project.timeline) return saysFatal(report.problems, io) ? 2 : noHistory(one);
  const [{ chronicleOf, ...about }, { timelineText, timelineJson }] = await Promise.all([
    loadChronicle(),
    loadTimeline(),
  ]);
  const story = options.table === undefined ? undefined : storyFor(options.table, project, project.timeline, about);
  if (story instanceof Refusal) return story;
  const chronicle = chronicleOf(project, project.timeline, story?.isTold);
  const told = { report: one, chronicle, story, problems: report.problems };
  const colors = colorsFor(io, options.output === undefined ? io.stdout : { ...io.stdout, isTerminal: false });
  const text = format === 'json' ? timelineJson(told) : timelineText(told, colors);
  const refusal = deliver(text, options.output, io);
  return refusal ?? codeFor(report.problems, options.output, io);
}

function formatOf({ format, json = false }: TimelineOptions): 'text' | 'json' | Refusal {
  const named = oneOf('--format', format ?? (json ? 'json' : 'text'), ['text', 'json']);
  return json && named === 'text' ? new Refusal('--json and --format text cannot both be meant') : named;
}

function storyFor(
  asked: string,
  project: Project,
  history: Timeline,
  { tableAsked, storyOf }: Pick<Awaited<ReturnType<typeof loadChronicle>>, 'tableAsked' | 'storyOf'>,
): TableStory | Refusal {
  const found = tableAsked(asked, project, history);
  if (found.kind === 'found') return storyOf(found.id, history);
  if (found.kind === 'several') {
    const names = found.ids.map(wholeName).join(', ');
    return new Refusal(`there are ${found.ids.length} tables called ${asked} (${names}); name one with its schema`);
  }
  const instead = found.meant === undefined ? '' : `; did you mean ${found.meant}?`;
  return new Refusal(`no migration knows a table called "${asked}"${instead}`);
}

/** With its schema, as `--table` takes it. */
function wholeName(id: TableId): string {
  const { schema, name } = splitTableId(id);
  return `${schema}.${name}`;
}
