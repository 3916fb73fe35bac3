import type { Source } from '@refint/model';
import { type FoundProject, type OpenOptions, openWorkspace, Refusal, type Workspace } from '@refint/workspace';
import { defaultPlugins } from './default-plugins.ts';
import type { Io } from './io.ts';

/** Opens what paths stand for, from where people are, and tells the process how much there is to read. */
export async function opened(
  paths: readonly string[],
  options: Omit<OpenOptions, 'cwd' | 'plugins'>,
  io: Io,
): Promise<Workspace | Refusal> {
  const workspace = await openWorkspace(paths, { ...options, cwd: io.cwd, plugins: defaultPlugins });
  if (!(workspace instanceof Refusal)) io.expect?.(charactersIn(workspace.projects));
  return workspace;
}

const charactersIn = (projects: readonly FoundProject[]): number =>
  projects.reduce(
    (sum, { schema, migrations = [] }) => sum + lengthOf(schema) + lengthOf(migrations.map(({ source }) => source)),
    0,
  );

const lengthOf = (sources: readonly Source[]): number => sources.reduce((sum, { text }) => sum + text.length, 0);
