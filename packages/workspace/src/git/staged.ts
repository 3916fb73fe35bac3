import { dirname, join, resolve } from 'node:path';
import { askElsewhere, isThere, readText, type StandIn } from '../disk.ts';
import { isFolder } from '../folders.ts';
import { Refusal } from '../refusal.ts';
import { askGit, GitFailure, whyOf } from './ask-git.ts';
import { type Change, compared } from './change.ts';
import { changesFrom, matters } from './changes.ts';
import type { GitFiles } from './files.ts';
import { indexFiles, type Listed } from './index-files.ts';
import { type Repository, repositoryAt } from './repository.ts';
import { standingIn } from './stand-in.ts';
import { isWitnessed } from './witness.ts';

/** What is staged, as soon as git has said so. */
export interface Staged {
  readonly change: Promise<Change | Refusal>;
}

/**
 * Asks git for what is staged where the first of the paths is. Resolves when git knows all that it is asked for and is busy, which is
 * the time to do something else.
 */
export async function beginStaged([first = '.']: readonly string[], cwd: string): Promise<Staged> {
  const found = repositoryAt(folderOf(resolve(cwd, first)));
  if (!found) {
    const where = first === '.' ? 'this folder' : first;
    const sentence = `--staged: ${where} is in no git repository, so nothing is staged there`;
    return { change: Promise.resolve(new Refusal(sentence)) };
  }
  const repository = { ...found, isWitnessed: isWitnessed(found) };
  const listed = indexFiles(repository);
  const change = changeIn(repository, listed);
  // Both may end before anybody waits for them.
  change.catch(() => {});
  await listed.catch(() => {});
  return { change };
}

/** The nearest folder of a path that is there: a hook may name what was taken out. */
function folderOf(path: string): string {
  let folder = path;
  while (!isFolder(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/**
 * What is staged in a repository, compared with the commit that it is to follow; while branches are merged, with each
 * of theirs. The files are asked for while git compares, since most of the time goes into waiting.
 */
async function changeIn(repository: Repository, listed: Promise<Listed>): Promise<Change | Refusal> {
  const files = listed.then(({ texts }) => texts);
  files.catch(() => {});
  const change = await changeWith(repository, files);
  // Once more, because somebody may have staged something while git was looking.
  if (repository.isWitnessed && !isWitnessed(repository)) askElsewhere('git');
  return change;
}

async function changeWith(repository: Repository, files: Promise<GitFiles>): Promise<Change | Refusal> {
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
