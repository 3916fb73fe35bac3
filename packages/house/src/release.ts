import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { main as check } from './check.ts';
import { type Packed, pack } from './packing/pack.ts';
import { root } from './root.ts';

const folder = join(root, '.refint/release');

/**
 * Packs every public package, and publishes those whose version is not in the registry yet, once everything has been
 * checked. With `--dry-run` it only packs, and says what would be published. Other words are handed to `npm publish`.
 */
export function main(words: readonly string[]): number {
  const isDry = words.includes('--dry-run');
  if (!isDry && check([]) !== 0) return 1;
  rmSync(folder, { recursive: true, force: true });
  const packed = pack(folder);
  process.stdout.write(`${packed.map(lineFor).join('\n')}\n`);
  if (isDry) {
    process.stdout.write(`Nothing was published. The packages are in ${relative(process.cwd(), folder) || '.'}.\n`);
    return 0;
  }
  for (const one of packed.filter((each) => !isPublished(each))) {
    const { status } = npm(['publish', one.tarball, '--access', 'public', ...words], 'inherit');
    if (status !== 0) return 1;
  }
  return 0;
}

const lineFor = ({ name, version, size, files }: Packed): string =>
  `${`${name}@${version}`.padEnd(32)} ${`${Math.ceil(size / 1000)} kB`.padStart(8)}  ${files.length} files`;

/** A version that the registry does not have is no failure of npm's: it then says nothing. */
const isPublished = ({ name, version }: Packed): boolean =>
  npm(['view', `${name}@${version}`, 'version'], 'pipe').stdout?.trim() === version;

const npm = (words: readonly string[], stdio: 'inherit' | 'pipe') =>
  spawnSync('npm', words, { cwd: root, stdio, encoding: 'utf8', shell: process.platform === 'win32' });
