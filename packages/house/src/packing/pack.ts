import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRooms } from '../rooms.ts';
import { root } from '../root.ts';
import { alone } from './alone.ts';
import { dress } from './dress.ts';

/** A package as npm would be given it. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  /** The absolute path of its tarball. */
  readonly tarball: string;
  /** The bytes of the tarball. */
  readonly size: number;
  /** What is in it, by its path in the package. */
  readonly files: readonly string[];
}

interface PackedByPnpm extends Omit<Packed, 'tarball' | 'files'> {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Packs every public package into a folder, each after those that it depends on. What is packed is compiled and bundled before. */
export const pack = (into: string): readonly Packed[] => alone(() => packNow(into));

function packNow(into: string): readonly Packed[] {
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b']);
  run(process.execPath, [join(root, 'packages/house/bin/bootstrap.mjs'), 'build']);
  dress();
  mkdirSync(into, { recursive: true });
  const names = readRooms(root).flatMap(({ manifest }) => (manifest.private ? [] : [`--filter=${manifest.name}`]));
  const said = run('npx', ['-y', 'pnpm@12', '-r', ...names, 'pack', '--json', '--pack-destination', into]);
  const packed = JSON.parse(said.slice(said.indexOf('['))) as readonly PackedByPnpm[];
  return packed.map(({ name, version, filename, size, files }) => {
    return { name, version, tarball: filename, size, files: files.map(({ path }) => path) };
  });
}

/** What a program says; it has to succeed. */
function run(program: string, words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32',
  });
  if (status === 0) return stdout;
  throw new Error(`"${[program, ...words].join(' ')}" did not succeed: ${error?.message ?? stdout + stderr}`);
}
