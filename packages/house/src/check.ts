import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './root.ts';
import { add, type Tally, tallyOf, tallyOfStep, wordsFor } from './tally.ts';

/**
 * All that has to hold before a change is good: types, lint, and every test. The layers and the freshness of what is
 * generated are tests of this package. Ends with one line alone, `N passed, N failed`; types and lint count as one each.
 */
export function main(words: readonly string[]): number {
  const types = step('types', 'typescript/bin/tsc', ['-b']);
  const lint = step('lint', '@biomejs/biome/bin/biome', ['ci', '--colors=off', '.']);
  const total = add(types, lint, tests(words));
  process.stdout.write(`\n${wordsFor(total)}\n`);
  return total.failed === 0 ? 0 : 1;
}

function step(name: string, script: string, args: readonly string[]): Tally {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
  const good = status === 0;
  process.stdout.write(good ? `${name}: good\n` : `${name}: failed\n${stdout}${stderr}\n`);
  return tallyOfStep(good);
}

function tests(words: readonly string[]): Tally {
  const folder = mkdtempSync(join(tmpdir(), 'refint-check-'));
  const report = join(folder, 'vitest.json');
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...words,
      ],
      { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
    );
    return tallyOf(readOrNothing(report), status === 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
