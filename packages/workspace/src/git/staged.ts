import { dirname, join, resolve } from 'node:path';
import { askElsewhere, isThere, readText, type StandIn } from '../disk.ts';
import { isFolder } from '../folders.ts';
import { Refusal } from '../refusal.ts';
import { askGit, GitFailure, whyOf } from './ask-git.ts';
import { type Change, compared } from './change.ts';
import { changesFrom, matters } from './changes.ts';
import type { GitFiles } from './files.ts';
import { filesOf, listIndex } from './index-files.ts';
import type { FileChange } from './patch.ts';
import { type Repository, repositoryAt } from './repository.ts';
import { standingIn } from './stand-in.ts';
import { isWitnessed } from './witness.ts';

/** What is staged, as soon as git has said so. */
export interface Staged {
  readonly change: Promise<Change | Refusal>;
}

/**
 * Asks git for what is staged where the first of the paths is. Resolves when all is known or git knows all that it is asked for and
 * is busy, which is the time to do something else.
 */
export async function beginStaged([first = '.']: readonly string[], cwd: string): Promise<Staged> {
  const found = repositoryAt(folderOf(resolve(cwd, first)));
  if (!found) {
    const where = first === '.' ? 'this folder' : first;
    return known(new Refusal(`--staged: ${where} is in no git repository, so nothing is staged there`));
  }
  const repository = { ...found, isWitnessed: isWitnessed(found) };
  const { change } = await changeIn(repository);
  // Once more, because somebody may have staged something while git was looking.
  const witnessed = change.finally(() => repository.isWitnessed && !isWitnessed(found) && askElsewhere('git'));
  // It may end before anybody waits for it.
  witnessed.catch(() => {});
  return { change: witnessed };
}

/** The nearest folder of a path that is there: a hook may name what was taken out. */
function folderOf(path: string): string {
  let folder = path;
  while (!isFolder(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

const known = (change: Change | Refusal): Staged => ({ change: Promise.resolve(change) });

/**
 * What is staged in a repository, compared with the commit that it is to follow; while branches are merged, with each of theirs. The
 * files are listed while git compares, since most of the time goes into waiting; most of the time nothing is staged that
 * has to do with us, and nobody needs their texts.
 */
async function changeIn(repository: Repository): Promise<Staged> {
  const listed = listIndex(repository);
  // It may fail before anybody waits for it.
  listed.catch(() => {});
  try {
    const commits = ['HEAD', ...mergeHeads(repository)];
    const all = await Promise.all(commits.map((commit) => changesFrom(repository, commit, 'index')));
    const unmerged = all.flat().find(({ isUnmerged }) => isUnmerged);
    if (unmerged) return known(new Refusal(`--staged: ${unmerged.now} has conflicts; mend them, then git add it`));
    if (!mayMatter(all, repository)) return known(nothing);
    return orWhy(filesOf(repository, await listed).then((files) => comparedWith(files, all, repository)));
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    if (!(await isWithoutCommit(repository))) return known(refusalFor(error));
    return orWhy(listed.then((entries) => filesOf(repository, entries)).then(firstCommit));
  }
}

const orWhy = (change: Promise<Change>): Staged => ({
  change: change.catch((error) => {
    if (!(error instanceof GitFailure)) throw error;
    return refusalFor(error);
  }),
});

const refusalFor = (error: GitFailure): Refusal => new Refusal(`--staged: ${whyOf(error)}`);

const nothing: Change = { name: 'HEAD', files: undefined, commits: [], isIdle: true };

/** Known without the files in nearly every case; a manifest has to be looked into. */
const mayMatter = ([own = []]: readonly (readonly FileChange[])[], repository: Repository): boolean =>
  own.some((change) =>
    matters(
      change,
      repository,
      () => 'now',
      () => 'before',
    ),
  );

function comparedWith(files: GitFiles, all: readonly (readonly FileChange[])[], repository: Repository): Change {
  const commits = all.map((changes) => compared(repository, changes, files));
  const [head] = commits;
  const isIdle = !head || !all[0]?.some((change) => matters(change, repository, textIn(files), textIn(head.files)));
  return isIdle ? nothing : { name: 'HEAD', files, commits, isIdle };
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
