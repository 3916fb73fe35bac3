import { join } from 'node:path';
import { askElsewhere, isThere, readText, type StandIn } from '../disk.ts';
import { Refusal } from '../refusal.ts';
import { askGit, GitFailure } from './ask-git.ts';
import { type Change, compared } from './change.ts';
import { changesFrom, matters } from './changes.ts';
import type { GitFiles } from './files.ts';
import { indexFiles } from './index-files.ts';
import { type Repository, repositoryAt } from './repository.ts';
import { standingIn } from './stand-in.ts';
import { isWitnessed } from './witness.ts';

/**
 * What is staged in the repository of a folder, compared with the commit that it is to follow; while branches are merged, with each
 * of theirs. The files are asked for while git compares, since most of the time goes into waiting.
 */
export async function staged(folder: string, shown: string): Promise<Change | Refusal> {
  const found = repositoryAt(folder);
  if (!found)
    return new Refusal(
      `--staged: ${shown === '.' ? 'this folder' : shown} is in no git repository, so nothing is staged there`,
    );
  const repository = { ...found, isWitnessed: isWitnessed(found) };
  const change = await changeIn(repository);
  // Once more, because somebody may have staged something while git was looking.
  if (repository.isWitnessed && !isWitnessed(found)) askElsewhere('git');
  return change;
}

async function changeIn(repository: Repository): Promise<Change | Refusal> {
  const files = indexFiles(repository);
  // It may end before anybody waits for it.
  files.catch(() => {});
  try {
    return await comparedWith(['HEAD', ...mergeHeads(repository)], repository, files);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    if (await isWithoutCommit(repository)) return firstCommit(await files);
    return new Refusal(`--staged: ${whyOf(error)}`);
  }
}

async function comparedWith(
  commits: readonly string[],
  repository: Repository,
  pending: Promise<GitFiles>,
): Promise<Change | Refusal> {
  const all = await Promise.all(commits.map((commit) => changesFrom(repository, commit, 'index')));
  const unmerged = all.flat().find(({ isUnmerged }) => isUnmerged);
  if (unmerged) return new Refusal(`--staged: ${unmerged.now} has conflicts; mend them, then git add it`);
  const [own = []] = all;
  const nothing = { name: 'HEAD', files: undefined, commits: [], isIdle: true };
  // Known without the files in nearly every case; a manifest has to be looked into.
  if (
    !own.some((change) =>
      matters(
        change,
        repository,
        () => 'now',
        () => 'before',
      ),
    )
  )
    return nothing;
  const files = await pending;
  const before = all.map((changes) => compared(repository, changes, files));
  const [head] = before;
  const isIdle = !head || !own.some((change) => matters(change, repository, textIn(files), textIn(head.files)));
  return isIdle ? nothing : { name: 'HEAD', files, commits: before, isIdle };
}

const textIn =
  (files: StandIn) =>
  (path: string): string | undefined =>
    standingIn(files, () => (isThere(path) ? readText(path) : undefined));

/** The commits that are being merged into this one. */
function mergeHeads({ gitFolder }: Repository): readonly string[] {
  const path = join(gitFolder, 'MERGE_HEAD');
  return isThere(path)
    ? readText(path)
        .split('\n')
        .filter((line) => /^[0-9a-f]+$/.test(line))
    : [];
}

async function isWithoutCommit(repository: Repository): Promise<boolean> {
  try {
    await askGit(repository, ['rev-parse', '--verify', '--quiet', 'HEAD']);
    return false;
  } catch (error) {
    return error instanceof GitFailure && !error.isMissing && error.said === undefined;
  }
}

const firstCommit = (files: GitFiles): Change => ({ name: 'HEAD', files, commits: [], isIdle: false });

/** Why git could not be asked, in its own words where it has some. */
export const whyOf = ({ isMissing, said }: GitFailure): string =>
  isMissing ? 'git is not installed' : `git could not be asked${said === undefined ? '' : `: ${said}`}`;
