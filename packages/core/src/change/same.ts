import type { Source } from '@refint/model';
import type { ProjectInput } from '../input.ts';

/** The same project at a commit: the one of its name, or the only one that there is at both times. */
export function namesake(
  { name }: ProjectInput,
  projects: readonly ProjectInput[],
  now: readonly ProjectInput[],
): ProjectInput | undefined {
  return (
    projects.find((one) => one.name === name) ?? (projects.length === 1 && now.length === 1 ? projects[0] : undefined)
  );
}

/** Whether nothing that an analysis looks at is different. */
export function isSame(one: ProjectInput, other: ProjectInput | undefined): boolean {
  if (!other) return false;
  const { migrations: ours = [], schema } = one;
  const { migrations: theirs = [] } = other;
  return (
    schema.length === other.schema.length &&
    schema.every((source, at) => isSameText(source, other.schema[at])) &&
    ours.length === theirs.length &&
    ours.every(({ name, source }, at) => name === theirs[at]?.name && isSameText(source, theirs[at]?.source)) &&
    rest(one) === rest(other)
  );
}

const isSameText = (one: Source, other: Source | undefined): boolean =>
  one === other || (one.path === other?.path && one.text === other.text);

const rest = ({ migrations, runner, external, dialect, neverRun, notes, problems }: ProjectInput): string =>
  JSON.stringify([
    migrations === undefined,
    runner,
    external,
    dialect,
    neverRun,
    notes,
    problems.map(({ text }) => text),
  ]);
