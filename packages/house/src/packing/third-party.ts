import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readRooms } from '../rooms.ts';
import { root } from '../root.ts';

/**
 * Packs again what some of our packages need of others, as it is installed here, and returns the tarballs: npm can then
 * install them without a network.
 */
export function packThirdParty(names: readonly string[], into: string): readonly string[] {
  const rooms = new Map(readRooms(root).map((room) => [room.manifest.name, room]));
  const folders = new Set<string>();
  const visit = (name: string, from: string): void => {
    const room = rooms.get(name);
    const folder = room ? join(root, room.folder) : find(name, from);
    if (folders.has(folder)) return;
    folders.add(folder);
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    // What ours ask their users for, such as vitest, is up to these.
    const asked = Object.keys({ ...dependencies, ...(room ? {} : peerDependencies) });
    for (const one of asked) visit(one, folder);
  };
  for (const name of names) visit(name, root);
  const foreign = [...folders].filter((folder) => folder.includes('node_modules'));
  mkdirSync(into, { recursive: true });
  const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', into, ...foreign];
  const said: unknown = JSON.parse(
    execFileSync('npm', words, { encoding: 'utf8', shell: process.platform === 'win32', stdio: 'pipe' }),
  );
  return tarballsIn(said).map((file) => join(into, file.replace('@', '').replace('/', '-')));
}

/** npm tells a list, and newer ones an object by name. */
const tarballsIn = (said: unknown): readonly string[] =>
  Object.values(said as Record<string, { readonly filename: string }>).map(({ filename }) => filename);

function find(name: string, from: string): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    if (existsSync(path)) return realpathSync(path);
  }
  throw new Error(`${name} is not installed`);
}
