import { spawnSync } from 'node:child_process';

/**
 * The tool called pre-commit, which Python people have and Debian packages; nothing where it is not there and cannot be
 * installed, as without a network or without the rights.
 */
export function preCommitTool(): string | undefined {
  if (isThere()) return 'pre-commit';
  const isRoot = process.getuid?.() === 0;
  if (isRoot && spawnSync('apt-get', ['--version']).status === 0) {
    const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    const install = () =>
      spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'pre-commit'], quiet).status;
    if (install() !== 0 && spawnSync('apt-get', ['update'], quiet).status === 0) install();
  }
  return isThere() ? 'pre-commit' : undefined;
}

const isThere = (): boolean => spawnSync('pre-commit', ['--version']).status === 0;
