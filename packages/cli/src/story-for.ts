import { loadKeptRehearsal, loadStory, type ProjectStory, type Rehearsal } from '@refint/core';
import type { Project } from '@refint/rule';
import { type Commits, type FoundProject, loadCommits, openText, Refusal, type Workspace } from '@refint/workspace';
import type { Io } from './io.ts';
import { opened } from './opened.ts';
import { pointFor } from './story-point.ts';

/** Which project is to be told of, and from where to where. */
export interface StoryOptions {
  readonly from?: string;
  readonly to?: string;
  readonly config?: string;
  readonly rehearsed?: string;
  readonly 'no-baseline'?: boolean;
}

/** The story of the one project that a path stands for, and the project as it is at its end. */
export async function storyFor(
  path: string | undefined,
  { from, to, config, rehearsed, 'no-baseline': all = false }: StoryOptions,
  io: Io,
): Promise<{ readonly story: ProjectStory; readonly project: Project } | Refusal> {
  const paths = path === undefined ? [] : [path];
  const workspace = await opened(paths, { config, baseline: all ? undefined : {} }, io);
  if (workspace instanceof Refusal) return workspace;
  const { projects, settings, plugins, problems } = workspace;
  const input = theOnly(projects);
  if (input instanceof Refusal) return input;
  const rehearsal = rehearsed === undefined ? undefined : await rehearsalIn(rehearsed, io);
  if (rehearsal instanceof Refusal) return rehearsal;
  const { tell } = await loadStory();
  const commits = from === undefined && to === undefined ? undefined : await commitsOf(input, workspace, io);
  const end = to === undefined ? undefined : await pointFor('--to', to, { input, commits });
  if (end instanceof Refusal) return end;
  const ended = end?.point.kind === 'commit' ? end.point.input : input;
  const start = from === undefined ? undefined : await pointFor('--from', from, { input: ended, commits });
  if (start instanceof Refusal) return start;
  if (end?.hash !== undefined && start?.hash !== undefined && (await commits?.isBefore(end.hash, start.hash))) {
    return new Refusal(`--from ${from} comes after --to ${to}`);
  }
  const told = await tell({
    input,
    from: start?.point,
    to: end?.point,
    settings: end?.then?.settings ?? settings,
    plugins,
    rehearsal,
    problems: end?.then?.problems ?? problems,
  });
  return told.kind === 'told' ? told : new Refusal(told.sentence);
}

/** What a rehearsal has found out, from the file in which it was kept. */
async function rehearsalIn(file: string, { cwd }: Io): Promise<Rehearsal | Refusal> {
  const text = openText(file, cwd);
  if (text instanceof Refusal) return text;
  const read = (await loadKeptRehearsal()).readRehearsal(text);
  return typeof read === 'string' ? new Refusal(`${file} ${read}`) : read;
}

/** The commits around a project. What asks git is loaded only where somebody names a point. */
async function commitsOf(input: FoundProject, { again }: Workspace, { cwd }: Io): Promise<Commits | undefined> {
  return again && (await loadCommits()).commitsAround(input, again, cwd);
}

/** The one project that was found; where there are several, they are named. */
export function theOnly(projects: readonly FoundProject[]): FoundProject | Refusal {
  const [first, second] = projects;
  if (first && !second) return first;
  const names = projects.map(({ name }) => name).join(', ');
  return new Refusal(`there are ${projects.length} projects (${names}); name one of them`);
}
