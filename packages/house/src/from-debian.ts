import { spawnSync } from 'node:child_process';

/**
 * Whether a tool that a test needs is there. Where it is not, the package of Debian that has it is installed, if that can be done: as
 * root, with a network. Tests run side by side, so whoever comes second waits for the first.
 */
export function fromDebian(name: string, isThere: () => boolean): boolean {
  if (isThere()) return true;
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  const asked = ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends', name];
  const install = () => spawnSync('apt-get', asked, quiet).status === 0;
  if (!install() && spawnSync('apt-get', ['update'], quiet).status === 0) install();
  return isThere();
}

/** Whether a command can be started. */
export const starts = (command: string): boolean => spawnSync(command, ['--version']).status === 0;
