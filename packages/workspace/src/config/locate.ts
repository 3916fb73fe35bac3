import { basename, dirname, join } from 'node:path';
import { entriesOf, isThere, readText } from '../disk.ts';
import { shownPath } from '../paths.ts';
import { Refusal } from '../refusal.ts';
import { baselineName, isConfigName } from './names.ts';

/** What lies near and is used without being named. Paths are absolute. */
export interface Near {
  readonly config: string | undefined;
  /** The list of known findings: beside the configuration or, without one, in the nearest folder that has one. */
  readonly baseline: string | undefined;
}

/**
 * The configuration that holds for a folder: in it or in the nearest one above, up to the root of the repository. Only
 * names are looked at, because most projects have none. Two in one folder are a refusal, since one would be ignored.
 */
export function locateConfig(start: string, cwd: string): Near | Refusal {
  let baseline: string | undefined;
  for (let folder = start; ; folder = dirname(folder)) {
    const { found, hasBaseline, isRoot } = lookIn(folder);
    if (found.length > 1) {
      const [a = '', b] = found.map((name) => shownPath(cwd, join(folder, name)));
      return new Refusal(`${a} and ${b} both configure refint; keep one of them`, { path: a, line: undefined });
    }
    const here = hasBaseline ? join(folder, baselineName) : undefined;
    if (found[0] !== undefined) return { config: join(folder, found[0]), baseline: here };
    baseline ??= here;
    if (isRoot || dirname(folder) === folder) return { config: undefined, baseline };
  }
}

/** A configuration that somebody named. */
export function namedConfig(path: string, shown: string): string | Refusal {
  if (!isThere(path)) return new Refusal(`the configuration ${shown} does not exist`);
  const known = isConfigName(basename(path)) || /\.(?:[cm]?[jt]s|json|ya?ml)$/.test(path);
  return known ? path : new Refusal(`${shown} is no configuration: it has to be .ts, .js, .json or .yaml`);
}

interface Looked {
  /** The names of its configurations. */
  readonly found: readonly string[];
  readonly hasBaseline: boolean;
  /** Whether a repository begins there. */
  readonly isRoot: boolean;
}

function lookIn(folder: string): Looked {
  const found: string[] = [];
  let [hasBaseline, isRoot] = [false, false];
  try {
    for (const { name } of entriesOf(folder)) {
      if (isConfigName(name) || (name === 'package.json' && hasOwnKey(join(folder, name)))) found.push(name);
      hasBaseline ||= name === baselineName;
      isRoot ||= name === '.git';
    }
  } catch {
    // Who may not look into a folder above has no configuration there.
  }
  return { found: found.sort(), hasBaseline, isRoot };
}

function hasOwnKey(manifest: string): boolean {
  try {
    const text = readText(manifest);
    return text.includes('"refint"') && Object.hasOwn(JSON.parse(text) as object, 'refint');
  } catch {
    return false;
  }
}
