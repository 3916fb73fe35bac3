import { spawnSync } from 'node:child_process';
import { main as check } from './check.ts';
import { root } from './root.ts';

/**
 * Checks everything, then publishes every public package whose version is not in the registry yet. Whatever follows is
 * handed to `pnpm publish`, such as `--dry-run`.
 */
export function main(words: readonly string[]): number {
  if (check([]) !== 0) return 1;
  const publish = ['-y', 'pnpm@12', '-r', 'publish', ...words];
  return spawnSync('npx', publish, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1;
}
