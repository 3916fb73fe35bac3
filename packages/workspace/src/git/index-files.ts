import { join } from 'node:path';
import { askGit } from './ask-git.ts';
import { type GitFile, GitFiles } from './files.ts';
import type { Repository } from './repository.ts';
import { isRead, wanted } from './wanted.ts';

interface IndexEntry {
  readonly mode: string;
  readonly hash: string;
  readonly path: string;
}

/** The files that the next commit will have: names and texts come from git, whatever lies in the folder. */
export async function indexFiles(repository: Repository): Promise<GitFiles> {
  const listed = await askGit(repository, ['ls-files', '--stage', '-z', '--', ...wanted]);
  const entries = listed
    .toString()
    .split('\0')
    .filter((line) => line !== '')
    .map(readEntry);
  const needed = new Set(entries.filter(hasText).map(({ hash }) => hash));
  const texts = needed.size === 0 ? new Map<string, string>() : await textsOf(repository, [...needed]);
  const files = new Map<string, GitFile>();
  for (const { mode, hash, path } of entries) {
    const kind = mode === link ? 'link' : mode === repositoryMode ? 'repository' : 'file';
    files.set(join(repository.top, path), { kind, text: texts.get(hash) });
  }
  return new GitFiles(repository.top, files);
}

const link = '120000';
const repositoryMode = '160000';

const hasText = ({ mode, path }: IndexEntry): boolean => mode === link || (mode !== repositoryMode && isRead(path));

/** `100644 1234… 0`, a tab, the path. */
function readEntry(line: string): IndexEntry {
  const tab = line.indexOf('\t');
  const [mode = '', hash = ''] = line.slice(0, tab).split(' ');
  return { mode, hash, path: line.slice(tab + 1) };
}

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
