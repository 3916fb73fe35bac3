import { dirname } from 'node:path';
import { isFolder } from '../folders.ts';
import type { FoundProject } from '../found.ts';
import { shownPath } from '../paths.ts';
import { Refusal } from '../refusal.ts';
import { askGit, GitFailure, whyOf } from './ask-git.ts';
import { FilesBefore } from './before.ts';
import { type Change, type ComparedCommit, compared } from './change.ts';
import { changesFrom } from './changes.ts';
import type { FileChange } from './patch.ts';
import { type Repository, repositoryAt } from './repository.ts';
import { onDisk } from './stand-in.ts';
import { wanted } from './wanted.ts';

/**
 * What is new or changed since the commit at which this branch left another one: committed or not, known to git or not. Projects may
 * lie in several repositories, each of which has to know the commit.
 */
export async function changedSince(
  ref: string,
  projects: readonly FoundProject[],
  cwd: string,
): Promise<Change | Refusal> {
  const repositories = new Map<string, Repository>();
  for (const { made } of projects) {
    const place = made.at(-1) ?? cwd;
    const folder = isFolder(place) ? place : dirname(place);
    const repository = repositoryAt(folder);
    if (!repository)
      return new Refusal(
        `--since ${ref}: ${shownPath(cwd, folder)} is in no git repository, so it is not known what is new there`,
      );
    repositories.set(repository.top, repository);
  }
  const commits: ComparedCommit[] = [];
  try {
    for (const repository of repositories.values()) {
      const changes = await changesIn(repository, ref);
      if (changes instanceof Refusal) return changes;
      commits.push(compared(repository, changes, undefined));
    }
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return new Refusal(`--since ${ref}: ${whyOf(error)}`);
  }
  return { name: ref, files: undefined, commits: together(commits), isIdle: false };
}

async function changesIn(repository: Repository, ref: string): Promise<readonly FileChange[] | Refusal> {
  const commit = ref.startsWith('-')
    ? undefined
    : await asked(repository, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`);
  if (!commit)
    return new Refusal(`--since ${ref}: git knows no such commit here; in a checkout of one commit, fetch it first`);
  // Without a common commit, as in a checkout of the latest commits only, the named one itself has to do.
  const base = (await asked(repository, 'merge-base', commit, 'HEAD')) || commit;
  const others = await askGit(repository, ['ls-files', '--others', '--exclude-standard', '-z', '--', ...wanted]);
  const unknown = others.toString().split('\0');
  return [
    ...(await changesFrom(repository, base, 'folder')),
    ...unknown.filter((path) => path !== '').map((now) => ({ now, was: undefined, isUnmerged: false, hunks: [] })),
  ];
}

/** What git answers; nothing when it says no. */
async function asked(repository: Repository, ...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await askGit(repository, args)).toString().trim();
  } catch (error) {
    if (error instanceof GitFailure && error.isMissing) throw error;
    return undefined;
  }
}

/** Commits of several repositories, of which each has files of its own, as one. */
function together(commits: readonly ComparedCommit[]): readonly ComparedCommit[] {
  const [first, ...others] = commits;
  if (!first || others.length === 0) return commits;
  const texts = new Map(commits.flatMap((one) => [...one.texts]));
  return [
    {
      texts,
      files: new FilesBefore(texts, onDisk, undefined),
      changeAt: (path) => commits.map((one) => one.changeAt(path)).find((change) => change !== undefined),
      removed: commits.flatMap(({ removed }) => removed),
    },
  ];
}
