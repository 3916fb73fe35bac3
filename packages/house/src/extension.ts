import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { packExtension, stageExtension } from './packing/extension.ts';
import { root } from './root.ts';

/** Packs the extension for VS Code as .refint/refint-VERSION.vsix, and says how large it is. */
export async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'refint-extension-'));
  try {
    await stageExtension(folder);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = join(root, `.refint/refint-${version}.vsix`);
    mkdirSync(join(root, '.refint'), { recursive: true });
    await packExtension(folder, file);
    process.stdout.write(`${relative(process.cwd(), file)}: ${Math.ceil(statSync(file).size / 1000)} kB\n`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
