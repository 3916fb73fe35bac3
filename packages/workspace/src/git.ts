import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { askElsewhere } from './disk.ts';
import { Refusal } from './refusal.ts';

/** What git says of a folder's files, compared with a commit. */
export interface Changes {
  /** Files that are not what they were, by path relative to the folder, with forward slashes. */
  readonly changed: readonly string[];
  /** Files that are not there any more. */
  readonly removed: readonly string[];
  /** What a file held then; nothing when it was not there. */
  textBefore(path: string): string | undefined;
}

/**
 * The files below a folder that are new or changed since the commit at which this branch left another one: committed or
 * not, known to git or not. A file that was renamed is a new one.
 */
export function changesSince(ref: string, folder: string, shown: string): Changes | Refusal {
  askElsewhere('git');
  const how: ExecFileSyncOptionsWithStringEncoding = {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: withoutHook(),
    ...generous,
  };
  const git = (...args: readonly string[]): string => execFileSync('git', ['-C', folder, ...args], how);
  const asked = (...args: readonly string[]): string | undefined => {
    try {
      return git(...args);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') throw error;
      return undefined;
    }
  };
  try {
    if (asked('rev-parse', '--is-inside-work-tree')?.trim() !== 'true')
      return new Refusal(`--since ${ref}: ${shown} is in no git repository, so it is not known what is new there`);
    const commit = ref.startsWith('-')
      ? undefined
      : asked('rev-parse', '--verify', '--quiet', `${ref}^{commit}`)?.trim();
    if (!commit)
      return new Refusal(`--since ${ref}: git knows no such commit here; in a checkout of one commit, fetch it first`);
    // Without a common commit, as in a checkout of the latest commits only, the named one itself has to do.
    const base = asked('merge-base', commit, 'HEAD')?.trim() || commit;
    const known = git('diff', '--no-ext-diff', '--no-renames', '--relative', '--name-status', '-z', base, '--', '.');
    const others = git('ls-files', '--others', '--exclude-standard', '-z', '--', '.');
    const seen = statusesIn(known);
    return {
      changed: [
        ...seen.filter(({ isGone }) => !isGone).map(({ path }) => path),
        ...others.split('\0').filter((path) => path !== ''),
      ],
      removed: seen.filter(({ isGone }) => isGone).map(({ path }) => path),
      textBefore: (path) => asked('show', '--no-textconv', `${base}:./${path}`),
    };
  } catch (error) {
    const why = codeOf(error) === 'ENOENT' ? 'git is not installed' : 'git could not be asked';
    return new Refusal(`--since ${ref}: ${why}`);
  }
}

/** What `--name-status -z` prints: a letter, then the path. */
function statusesIn(text: string): readonly { readonly path: string; readonly isGone: boolean }[] {
  const parts = text.split('\0');
  return parts.flatMap((path, at) => (at % 2 === 1 ? [{ path, isGone: parts[at - 1] === 'D' }] : []));
}

const generous = { maxBuffer: 256 * 1024 * 1024 };

/** In a hook git says where its folder is, relative to another place than the one that is asked about. */
function withoutHook(): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, GIT_COMMON_DIR, ...env } = process.env;
  return env;
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
