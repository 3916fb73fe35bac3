import { absolutePath } from '../paths.ts';
import { askGit } from './ask-git.ts';
import { type GitFile, GitFiles } from './files.ts';
import type { Repository } from './repository.ts';
import { isRead, wanted } from './wanted.ts';

/** A file as git lists it. */
export interface ListedFile {
  readonly mode: string;
  readonly hash: string;
  /** Relative to the top of the repository, with slashes. */
  readonly path: string;
}

/** The files that the next commit will have, whatever lies in the folder. */
export const listIndex = async (repository: Repository): Promise<readonly ListedFile[]> =>
  entriesIn(await askGit(repository, ['ls-files', '--stage', '-z', '--', ...wanted]), 1);

/** The files that a commit has, by its hash. */
export async function commitFiles(repository: Repository, commit: string): Promise<GitFiles> {
  // It takes no patterns, and the names of all files are soon read.
  const listed = await askGit(repository, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  return filesOf(repository, entriesIn(listed, 2));
}

/** Files with their texts, which come from git. */
export async function filesOf(repository: Repository, entries: readonly ListedFile[]): Promise<GitFiles> {
  const needed = new Set(entries.filter(hasText).map(({ hash }) => hash));
  const texts = needed.size === 0 ? new Map<string, string>() : await textsOf(repository, [...needed]);
  const files = new Map<string, GitFile>();
  for (const { mode, hash, path } of entries) {
    const kind = mode === link ? 'link' : mode === repositoryMode ? 'repository' : 'file';
    files.set(absolutePath(repository.top, path), { kind, text: texts.get(hash) });
  }
  return new GitFiles(repository.top, files);
}

const link = '120000';
const repositoryMode = '160000';

const hasText = ({ mode, path }: ListedFile): boolean => mode === link || (mode !== repositoryMode && isRead(path));

/** `100644 1234… 0` of the index, `100644 blob 1234…` of a commit, then a tab and the path. `at` says where the hash stands. */
const entriesIn = (listed: Buffer, at: 1 | 2): readonly ListedFile[] =>
  listed
    .toString()
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t');
      const words = line.slice(0, tab).split(' ');
      return { mode: words[0] ?? '', hash: words[at] ?? '', path: line.slice(tab + 1) };
    });

/** `1234… blob 17`, a line end, so many bytes, a line end; or `1234… missing`, as in a partial clone without a network. */
async function textsOf(repository: Repository, hashes: readonly string[]): Promise<Map<string, string>> {
  const answer = await askGit(repository, ['cat-file', '--batch', '--buffer'], `${hashes.join('\n')}\n`);
  const texts = new Map<string, string>();
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(10, at);
    const [hash = '', , size] = answer.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (size === undefined) continue;
    texts.set(hash, answer.toString('utf8', at, at + Number(size)));
    at += Number(size) + 1;
  }
  return texts;
}
