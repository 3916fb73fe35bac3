import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { main as generate } from './generate.ts';
import { root } from './root.ts';

/** Writes what is generated, formats, and applies the linter's safe fixes. */
export async function main(): Promise<number> {
  await generate();
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  return spawnSync(process.execPath, [biome, 'check', '--write', '.'], { cwd: root, stdio: 'inherit' }).status ?? 1;
}
