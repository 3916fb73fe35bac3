import { dirname, join, relative } from 'node:path';
import { everythingIn, isThere, readText } from '../disk.ts';
import { slashed } from '../paths.ts';

/** The programs that install packages, each with the file that it keeps beside them. */
const lockFiles = [
  ['pnpm', 'pnpm-lock.yaml'],
  ['yarn', 'yarn.lock'],
  ['bun', 'bun.lock'],
  ['bun', 'bun.lockb'],
  ['npm', 'package-lock.json'],
] as const;

export type PackageManager = (typeof lockFiles)[number][0];

/** What stands around a folder that a new configuration has to fit in with. */
export interface Surroundings {
  /** The root of the repository, or the folder itself where there is none. */
  readonly root: string;
  readonly manager: PackageManager;
  /** Whether there is a package.json between the folder and the root. */
  readonly isPackage: boolean;
  readonly hasTypeScript: boolean;
  /** The packages that these manifests depend on. */
  readonly dependencies: ReadonlySet<string>;
  /** Where the schema of configurations is for an editor, as seen from the folder, or will be once refint is installed. */
  readonly schema: string | undefined;
}

/** Looks at the folder and those above it, up to the root of the repository. */
export function surroundingsOf(folder: string): Surroundings {
  const folders = upToRoot(folder);
  const manifests = folders.map((one) => join(one, 'package.json')).filter((file) => isThere(file));
  const dependencies = new Set(manifests.flatMap(dependenciesIn));
  const manager = folders.flatMap((one) => lockFiles.filter(([, name]) => isThere(join(one, name))))[0]?.[0];
  return {
    root: folders.at(-1) ?? folder,
    manager: manager ?? 'npm',
    isPackage: manifests.length > 0,
    hasTypeScript: dependencies.has('typescript') || folders.some(holdsTypeScript),
    dependencies,
    schema: schemaFrom(folder, folders),
  };
}

/** Nothing where no package is installed in a folder that an editor could look into. */
function schemaFrom(folder: string, folders: readonly string[]): string | undefined {
  if (folders.some((one) => isThere(join(one, '.pnp.cjs')))) return undefined;
  const holder =
    folders.find((one) => isThere(join(one, 'node_modules/refint'))) ??
    folders.find((one) => isThere(join(one, 'package.json')));
  if (holder === undefined) return undefined;
  const way = slashed(relative(folder, join(holder, 'node_modules/refint/schema.json')));
  return way.startsWith('.') ? way : `./${way}`;
}

/** The folder and those above it up to the root of the repository; the folder alone where there is no repository. */
function upToRoot(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let one = folder; ; one = dirname(one)) {
    folders.push(one);
    if (isThere(join(one, '.git'))) return folders;
    if (dirname(one) === one) return [folder];
  }
}

/** What a manifest depends on; nothing where it cannot be read, which is for others to say. */
function dependenciesIn(file: string): readonly string[] {
  try {
    const manifest = JSON.parse(readText(file)) as Record<string, object | undefined> | null;
    return ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((key) => Object.keys(manifest?.[key] ?? {}));
  } catch {
    return [];
  }
}

function holdsTypeScript(folder: string): boolean {
  try {
    return everythingIn(folder).some(({ name }) => /^tsconfig(?:\.\w+)?\.json$/.test(name));
  } catch {
    return false;
  }
}
