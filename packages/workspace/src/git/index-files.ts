import { absolutePath } from '../paths.ts';
import { askGit } from './ask-git.ts';
import { type GitFile, GitFiles } from './files.ts';
import type { Repository } from './repository.ts';
import { isRead, wanted } from './wanted.ts';

interface ListedFile {
  readonly mode: string;
  readonly hash: string;
  readonly path: string;
}

/** The names of files are known, and git is looking for their texts. */
export interface Listed {
  readonly texts: Promise<GitFiles>;
}

/** The files that the next commit will have: names and texts come from git, whatever lies in the folder. */
export async function indexFiles(repository: Repository): Promise<Listed> {
  return filesOf(repository, ['ls-files', '--stage', '-z', '--', ...wanted], 1);
}

/** The files that a commit has, by its hash. */
export async function commitFiles(repository: Repository, commit: string): Promise<GitFiles> {
  // It takes no patterns, and the names of all files are soon read.
  return (await filesOf(repository, ['ls-tree', '-r', '-z', '--full-tree', commit], 2)).texts;
}

/** Whoever gives the texts is started while git lists the files, because to start a program takes longer than it works. */
async function filesOf(repository: Repository, listing: readonly string[], hashAt: 1 | 2): Promise<Listed> {
  const listed = askGit(repository, listing).then((answer) => entriesIn(answer, hashAt));
  const asked = askGit(repository, ['cat-file', '--batch', '--buffer'], listed.then(hashesIn));
  // It may end before anybody waits for it.
  asked.catch(() => {});
  const entries = await listed;
  const texts = asked.then((answer) => filesWith(textsIn(answer), entries, repository));
  texts.catch(() => {});
  return { texts };
}

function filesWith(texts: ReadonlyMap<string, string>, entries: readonly ListedFile[], { top }: Repository): GitFiles {
  const files = new Map<string, GitFile>();
  for (const { mode, hash, path } of entries) {
    const kind = mode === link ? 'link' : mode === repositoryMode ? 'repository' : 'file';
    files.set(absolutePath(top, path), { kind, text: texts.get(hash) });
  }
  return new GitFiles(top, files);
}

const link = '120000';
const repositoryMode = '160000';

const hasText = ({ mode, path }: ListedFile): boolean => mode === link || (mode !== repositoryMode && isRead(path));

/** What texts are asked for by: their hashes, a line for each. */
const hashesIn = (entries: readonly ListedFile[]): string =>
  [...new Set(entries.filter(hasText).map(({ hash }) => `${hash}\n`))].join('');

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
function textsIn(answer: Buffer): ReadonlyMap<string, string> {
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
