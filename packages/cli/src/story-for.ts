import { loadStory, type NamedPoint, type ProjectInput, type ProjectStory } from '@refint/core';
import type { Project } from '@refint/rule';
import { openWorkspace, Refusal } from '@refint/workspace';
import { defaultPlugins } from './default-plugins.ts';
import type { Io } from './io.ts';

/** Which project is to be told of, and from where to where. */
export interface StoryOptions {
  readonly from?: string;
  readonly to?: string;
  readonly config?: string;
}

/** The story of the one project that a path stands for, and the project as it is at its end. */
export async function storyFor(
  path: string | undefined,
  { from, to, config }: StoryOptions,
  io: Io,
): Promise<{ readonly story: ProjectStory; readonly project: Project } | Refusal> {
  const paths = path === undefined ? [] : [path];
  const options = { cwd: io.cwd, config, plugins: defaultPlugins };
  const workspace = await openWorkspace(paths, options);
  if (workspace instanceof Refusal) return workspace;
  const { projects, settings, plugins, problems } = workspace;
  const input = theOnly(projects);
  if (input instanceof Refusal) return input;
  const { migrationNamed, migrationMeant, tell } = await loadStory();

  function pointFor(option: '--from' | '--to', word: string, within: ProjectInput): NamedPoint | Refusal {
    const migration = migrationNamed(word, within);
    if (migration !== undefined) return { kind: 'migration', name: migration };
    const near = migrationMeant(word, within);
    const instead = near === undefined ? '' : `; did you mean ${near}?`;
    return new Refusal(`${option}: there is no migration "${word}"${instead}`);
  }

  const end = to === undefined ? undefined : pointFor('--to', to, input);
  if (end instanceof Refusal) return end;
  const ended = end?.kind === 'commit' ? end.input : input;
  const start = from === undefined ? undefined : pointFor('--from', from, ended);
  if (start instanceof Refusal) return start;
  const told = await tell({ input, from: start, to: end, settings, plugins, problems });
  return told.kind === 'told' ? told : new Refusal(told.sentence);
}

function theOnly(projects: readonly ProjectInput[]): ProjectInput | Refusal {
  const [first, second] = projects;
  if (first && !second) return first;
  const names = projects.map(({ name }) => name).join(', ');
  return new Refusal(`there are ${projects.length} projects (${names}); name one of them`);
}
