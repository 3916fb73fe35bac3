import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.ts';

/** Formats, and applies the linter's safe fixes. */
export function main(): number {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  return spawnSync(process.execPath, [biome, 'check', '--write', '.'], { cwd: root, stdio: 'inherit' }).status ?? 1;
}
