import { delimiter, join, resolve } from 'node:path';
import { isListenedTo, isThere, readBytes, readText, relyOnEnvironment, stampedWords } from '../disk.ts';
import type { Repository } from './repository.ts';

/**
 * Asks the disk for all that decides what git says of its index and of the last commit: the index, where the commit is written down,
 * the configurations, and the program itself. What git keeps by its hash is never another thing. Returns whether that is all there is
 * to know; otherwise, and where nobody wants to know, git's answer is one that cannot be asked for again.
 *
 * Sources: gitrepository-layout(5), git-config(1), git-worktree(1).
 */
export function isWitnessed({ top, gitFolder, index }: Repository): boolean {
  if (!isListenedTo() || process.platform === 'win32') return false;
  relyOnEnvironment('GIT_*', 'HOME', 'XDG_CONFIG_HOME', 'PATH');
  const common = resolve(gitFolder, textOf(join(gitFolder, 'commondir'))?.trim() ?? '.');
  const packed = textOf(join(common, 'packed-refs')) ?? '';
  // Objects that stand for others are looked up in a way of their own.
  if (isThere(join(common, 'refs/replace')) || packed.includes(' refs/replace/')) return false;
  if (!isReadable(index ?? join(gitFolder, 'index'))) return false;
  // Which changes of a repository inside of this one count.
  textOf(join(top, '.gitmodules'));
  return hasPlainConfiguration(common, gitFolder) && hasKnownHead(gitFolder, common, packed) && hasProgram();
}

/** Whether HEAD leads to a commit through files; other ways to keep that are possible. */
function hasKnownHead(gitFolder: string, common: string, packed: string): boolean {
  const head = textOf(join(gitFolder, 'HEAD'))?.trim() ?? '';
  const branch = /^ref: (refs\/heads\/\S+)$/.exec(head)?.[1];
  if (branch === undefined) return isHash(head);
  const loose = textOf(join(common, branch))?.trim();
  const known =
    loose ??
    packed
      .split('\n')
      .find((line) => line.endsWith(` ${branch}`))
      ?.split(' ')[0];
  return known !== undefined && isHash(known);
}

const isHash = (text: string): boolean => /^[0-9a-f]{40,64}$/.test(text);

/** The configurations of the repository, the user and the machine, none of which takes in further files. */
function hasPlainConfiguration(common: string, gitFolder: string): boolean {
  const { HOME, XDG_CONFIG_HOME, GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM } = process.env;
  const ofUser = XDG_CONFIG_HOME || (HOME && join(HOME, '.config'));
  const places = [
    join(common, 'config'),
    join(gitFolder, 'config.worktree'),
    GIT_CONFIG_SYSTEM ?? '/etc/gitconfig',
    ...(GIT_CONFIG_GLOBAL === undefined
      ? [ofUser && join(ofUser, 'git/config'), HOME && join(HOME, '.gitconfig')]
      : [GIT_CONFIG_GLOBAL]),
  ];
  return places.every((place) => !place || !/^\s*\[\s*include/im.test(textOf(resolve(place)) ?? ''));
}

/** Another version may see another difference. */
const hasProgram = (): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => stampedWords(resolve(folder, 'git')) !== '');

function isReadable(path: string): boolean {
  try {
    return readBytes(path) !== '';
  } catch {
    return false;
  }
}

/** The text of a file; nothing where it cannot be read. */
function textOf(path: string): string | undefined {
  try {
    return readText(path);
  } catch {
    return undefined;
  }
}
