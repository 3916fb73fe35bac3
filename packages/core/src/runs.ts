import { loadMigrationRuns, type MigrationRun, nearest, type Problem, type Speaking } from '@refint/model';
import type { Project } from '@refint/rule';
import type { MigrationInput, ProjectInput, Settings, Since } from './input.ts';

/** The migrations that rules about their running are asked about. Where all are quiet, which is usual, nothing is loaded. */
export async function runsIn(
  { timeline, declared }: Project,
  { migrations = [] }: ProjectInput,
  { since }: Settings,
): Promise<readonly MigrationRun[]> {
  const speaking = since ? speakingSince(migrations, since) : [];
  if (!since || !timeline || speaking.length === 0) return [];
  return (await loadMigrationRuns()).runsOf(timeline, speaking, since.kind === 'commit', declared?.snapshot);
}

/** The project with what became of migrations that were there at a commit. Where none is named, nothing is loaded or replayed. */
export async function withEdited(project: Project, input: ProjectInput, { since }: Settings): Promise<Project> {
  const { timeline, declared } = project;
  const { migrations = [], removed = [] } = input;
  const isEdited = removed.length > 0 || migrations.some(hasChanged);
  if (since?.kind !== 'commit' || !timeline || !isEdited) return project;
  return {
    ...project,
    edited: (await import('./edited.ts')).editedSince(input, timeline, declared?.snapshot, since.name),
  };
}

const hasChanged = ({ change }: MigrationInput): boolean => change?.was !== undefined;

function speakingSince(migrations: readonly MigrationInput[], since: Since): readonly Speaking[] {
  if (since.kind === 'beginning') return migrations.map((migration) => ({ migration }));
  if (since.kind === 'commit')
    return migrations.flatMap((migration) => (migration.change ? { migration, was: migration.change.was } : []));
  const at = migrations.findIndex(({ name }) => name === since.name);
  return at < 0 ? [] : migrations.slice(at + 1).map((migration) => ({ migration }));
}

/** A migration that no project has would leave all of them quiet, and nobody would know. */
export function unknownStart(inputs: readonly ProjectInput[], { since }: Settings): Problem[] {
  if (since?.kind !== 'migration') return [];
  const names = inputs.flatMap(({ migrations = [] }) => migrations.map(({ name }) => name));
  if (names.includes(since.name)) return [];
  const near = nearest(since.name, names);
  const instead = near === undefined ? '' : `; did you mean "${near}"?`;
  const text = `migrations.since is "${since.name}", and no migration has that name${instead}`;
  return [{ kind: 'unusable', text, setting: 'migrations.since', fatal: true }];
}
