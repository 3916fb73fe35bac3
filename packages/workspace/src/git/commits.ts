import { dirname, join } from 'node:path';
import { isThere } from '../disk.ts';
import { isFolder } from '../folders.ts';
import type { FoundProject } from '../found.ts';
import { meant } from '../meant.ts';
import type { Again } from '../open-workspace.ts';
import { Refusal } from '../refusal.ts';
import { askGit, GitFailure, whyOf } from './ask-git.ts';
import { commitFiles } from './index-files.ts';
import { type Repository, repositoryAt } from './repository.ts';
import { standingIn } from './stand-in.ts';

/** What git knows of a word that may name a commit. */
export interface KnownCommit {
  /** Nothing where the word names no commit. */
  readonly hash: string | undefined;
  /** The clone lacks what came before some commit, which may be what the word names. */
  readonly isShallow: boolean;
}

/** The commits of the repository that a project lies in. */
export interface Commits {
  /** Whether a word names one: a branch, a tag, a hash, or whatever else git takes. */
  named(word: string): Promise<KnownCommit | Refusal>;
  /** The branch or tag that was probably meant by a word that names no commit. */
  meant(word: string): Promise<string | undefined>;
  /** The project, and no other, as the files of a commit have it. The configuration is that of today. */
  at(hash: string): Promise<Again | Refusal>;
  /** Whether a commit is on the way to another one. */
  isBefore(hash: string, later: string): Promise<boolean>;
}

/** The commits around a project, which `again` looks for once more; nothing where it lies in no repository. */
export function commitsAround(
  project: FoundProject,
  again: () => Promise<Again | Refusal>,
  cwd: string,
): Commits | undefined {
  const place = project.made.at(-1) ?? cwd;
  const repository = repositoryAt(isFolder(place) ? place : dirname(place));
  return (
    repository && {
      named: (word) => orWhy(() => commitNamed(word, repository)),
      meant: async (word) =>
        meant(word, (await answered(repository, 'for-each-ref', '--format=%(refname:short)'))?.split('\n') ?? []),
      at: (hash) =>
        orWhy(async () => {
          const files = await commitFiles(repository, hash);
          const then = await standingIn(files, again);
          return then instanceof Refusal ? then : onlyThat(project, then);
        }),
      isBefore: async (hash, later) =>
        hash !== later && (await answered(repository, 'merge-base', '--is-ancestor', hash, later)) !== undefined,
    }
  );
}

async function commitNamed(word: string, repository: Repository): Promise<KnownCommit> {
  const isShallow = isThere(join(repository.gitFolder, 'shallow'));
  const hash = word.startsWith('-')
    ? undefined
    : await answered(repository, 'rev-parse', '--verify', '--quiet', `${word}^{commit}`);
  return { hash, isShallow };
}

/** What git answers; nothing when it says no. */
async function answered(repository: Repository, ...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await askGit(repository, args)).toString().trim();
  } catch (error) {
    if (error instanceof GitFailure && error.isMissing) throw error;
    return undefined;
  }
}

async function orWhy<T>(ask: () => Promise<T | Refusal>): Promise<T | Refusal> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GitFailure) return new Refusal(whyOf(error));
    throw error;
  }
}

/** A project may have been moved or renamed; what it then has in common with itself is a schema or a folder of migrations. */
function onlyThat({ made, name, key }: FoundProject, then: Again): Again | Refusal {
  // One that a configuration names has nothing in it where its files were not there.
  const all = then.projects.filter((one) => one.made.length > 0);
  const same =
    all.find((one) => one.made.some((path) => made.includes(path))) ??
    all.find((one) => one.name === name) ??
    (all.length === 1 ? all[0] : undefined);
  if (same) return { ...then, projects: [{ ...same, key }] };
  const others = all.map((one) => one.name).join(', ');
  return new Refusal(all.length === 0 ? 'there was no project' : `there were other projects only (${others})`);
}
