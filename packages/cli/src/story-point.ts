import { loadStory, type NamedPoint, type ProjectInput } from '@refint/core';
import { type Again, type Commits, Refusal } from '@refint/workspace';

/** A point that somebody named; of a commit with its hash, and with the project and the settings as they were found there. */
export interface FoundPoint {
  readonly point: NamedPoint;
  readonly hash?: string | undefined;
  readonly then?: Again | undefined;
}

/** Where points are looked for: in the migrations of a project, and among commits where it lies in a repository. */
export interface Among {
  readonly input: ProjectInput;
  readonly commits: Commits | undefined;
}

type Option = '--from' | '--to';

/**
 * The point that a word names: a migration or a commit. `migration:` or `commit:` in front says which of them, where a word names
 * both.
 */
export async function pointFor(option: Option, word: string, among: Among): Promise<FoundPoint | Refusal> {
  const [, kind, name = word] = /^(migration|commit):(.+)$/s.exec(word) ?? [];
  const { migrationNamed, migrationMeant } = await loadStory();
  const { input, commits } = among;
  const migration = kind === 'commit' ? undefined : migrationNamed(name, input);
  const known = kind === 'migration' ? undefined : await commits?.named(name);
  // Without git a migration is one all the same.
  if (known instanceof Refusal && migration === undefined) return new Refusal(`${option}: ${known.sentence}`);
  const commit = known instanceof Refusal ? undefined : known;
  const hash = commit?.hash;
  if (migration !== undefined && hash !== undefined) {
    return new Refusal(
      `${option}: "${name}" is a migration and a commit; say migration:${migration} or commit:${name}`,
    );
  }
  if (migration !== undefined) return { point: { kind: 'migration', name: migration } };
  if (hash !== undefined && commits) return commitPoint(option, name, hash, commits);
  if (kind === 'commit' && !commits) {
    return new Refusal(`${option}: the project is in no git repository, so there is no commit "${name}"`);
  }
  const what = kind ?? (commits ? 'migration and no commit' : 'migration');
  const near =
    (kind === 'commit' ? undefined : migrationMeant(name, input)) ?? (commit && (await commits?.meant(name)));
  const fetch = commit?.isShallow ? '; in a checkout of the latest commits, fetch it first' : '';
  return new Refusal(
    `${option}: there is no ${what} "${name}"${near === undefined ? fetch : `; did you mean ${near}?`}`,
  );
}

async function commitPoint(
  option: Option,
  name: string,
  hash: string,
  commits: Commits,
): Promise<FoundPoint | Refusal> {
  const then = await commits.at(hash);
  if (then instanceof Refusal) return new Refusal(`${option} ${name}: ${then.sentence}`);
  const [found] = then.projects;
  if (!found) return new Refusal(`${option} ${name}: there was no project`);
  return { point: { kind: 'commit', name, input: found }, hash, then };
}
