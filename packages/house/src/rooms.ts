import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of a package.json that the house asks for. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  /** Who gives an extension to the world, which is nothing for npm. */
  readonly publisher?: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** One package of the monorepo. */
export interface Room {
  /** As the documents call it: `model`, `plugins/relations`. */
  readonly name: string;
  /** Relative to the root, with slashes: `packages/model`. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Every TypeScript file below `src`, by its path relative to the room, sorted. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * What the code of a room needs where it runs. The command is bundled with all of it, so that nothing comes along when it is
 * installed: to npm these are development dependencies.
 */
export const runtimeOf = ({ bin, dependencies, devDependencies }: Manifest): Readonly<Record<string, string>> =>
  bin === undefined ? (dependencies ?? {}) : { ...dependencies, ...devDependencies };

export const isTest = (path: string): boolean => path.endsWith('.test.ts');

/** Reads all rooms below `packages` and `plugins` of a repository. A folder without a package.json is no room. */
export function readRooms(root: string): Room[] {
  return ['packages', 'plugins'].flatMap((parent) =>
    namesIn(join(root, parent))
      .filter((name) => existsSync(join(root, parent, name, 'package.json')))
      .map((name) => readRoom(root, parent, name)),
  );
}

function readRoom(root: string, parent: string, name: string): Room {
  const folder = `${parent}/${name}`;
  const paths = walk(join(root, folder), 'src').filter((path) => path.endsWith('.ts'));
  return {
    name: parent === 'packages' ? name : folder,
    folder,
    manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest,
    files: new Map(paths.map((path) => [path, readFileSync(join(root, folder, path), 'utf8')])),
  };
}

function walk(base: string, folder: string): string[] {
  if (!existsSync(join(base, folder))) return [];
  return readdirSync(join(base, folder), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? walk(base, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .sort();
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
