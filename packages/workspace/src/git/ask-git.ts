import { spawn } from 'node:child_process';
import { doing } from '@refint/model';
import { askElsewhere } from '../disk.ts';
import type { Repository } from './repository.ts';

/** Git could not be run, or ended with an error. */
export class GitFailure extends Error {
  /** The last line that git said, without its prefix; nothing when it said nothing. */
  readonly said: string | undefined;
  readonly isMissing: boolean;

  constructor(said: string, isMissing: boolean) {
    const line = said.trim().split('\n').at(-1)?.trim();
    super(line || 'git failed');
    this.said = line?.replace(/^(?:fatal|error): /, '') || undefined;
    this.isMissing = isMissing;
  }
}

/** Why git could not be asked, in its own words where it has some. */
export const whyOf = ({ isMissing, said }: GitFailure): string =>
  isMissing ? 'git is not installed' : `git could not be asked${said === undefined ? '' : `: ${said}`}`;

/** What git writes when it is asked something in a repository. Rejects with a GitFailure. */
export function askGit(repository: Repository, args: readonly string[], input?: string): Promise<Buffer> {
  if (!repository.isWitnessed) askElsewhere('git');
  doing('asking git');
  return new Promise((answered, failed) => {
    const child = spawn('git', args, {
      cwd: repository.top,
      env: environmentFor(repository),
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const written: Buffer[] = [];
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => written.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => void (said += chunk.toString()));
    child.on('error', (error) => failed(new GitFailure('', 'code' in error && error.code === 'ENOENT')));
    child.on('close', (code) => (code === 0 ? answered(Buffer.concat(written)) : failed(new GitFailure(said, false))));
    // Git may end before it has read all, and says why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

/**
 * The environment without what a hook says of another folder, and without what makes git read paths or write differences in
 * another way than asked.
 */
function environmentFor({ top, gitFolder, index }: Repository): NodeJS.ProcessEnv {
  const {
    GIT_DIR,
    GIT_WORK_TREE,
    GIT_INDEX_FILE,
    GIT_PREFIX,
    GIT_COMMON_DIR,
    GIT_DIFF_OPTS,
    GIT_EXTERNAL_DIFF,
    GIT_LITERAL_PATHSPECS,
    GIT_GLOB_PATHSPECS,
    GIT_NOGLOB_PATHSPECS,
    GIT_ICASE_PATHSPECS,
    ...rest
  } = process.env;
  return {
    ...rest,
    // Nothing is written, not even what git would find out on the way.
    GIT_OPTIONAL_LOCKS: '0',
    ...(index !== undefined && { GIT_INDEX_FILE: index }),
    ...(GIT_DIR !== undefined && { GIT_DIR: gitFolder, GIT_WORK_TREE: top }),
  };
}
