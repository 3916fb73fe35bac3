import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/**
 * What a function of a module answers in a process of its own, bundled as the command is: loaded one by one, modules call
 * each other through objects, and that alone makes a reader half as fast.
 */
export async function bundledAnswer(input: string, name: string, words: readonly unknown[]): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'refint-bench-'));
  try {
    const file = join(folder, 'bundle.mjs');
    const made = await rolldown({ input, platform: 'node', tsconfig: false });
    await made.write({ file, format: 'esm' });
    await made.close();
    const script = `import(process.argv[1]).then((made) => console.log(JSON.stringify(made[process.argv[2]](...JSON.parse(process.argv[3])))))`;
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['-e', script, pathToFileURL(file).href, name, JSON.stringify(words)],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
