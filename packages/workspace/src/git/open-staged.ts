import { resolve } from 'node:path';
import { isFolder } from '../folders.ts';
import type { OpenOptions, Workspace } from '../open-workspace.ts';
import { isWithin } from '../paths.ts';
import { Refusal } from '../refusal.ts';
import type { Change } from './change.ts';
import type { Staged } from './staged.ts';
import { standingIn } from './stand-in.ts';

type Open = (paths: readonly string[], options: OpenOptions, known: Change) => Promise<Workspace | Refusal>;

/** Opens what is staged. Where that has nothing that refint reads, there is nothing to open. */
export async function openStaged(
  paths: readonly string[],
  staged: Staged,
  options: OpenOptions,
  open: Open,
): Promise<Workspace | Refusal> {
  const { cwd, plugins } = options;
  const change = await staged.change;
  if (change instanceof Refusal) return change;
  const nothing: Workspace = {
    projects: [],
    settings: { strict: false, rules: {}, deletes: [], tables: [], notReferences: [] },
    plugins,
    problems: [],
    change: { kind: 'staged', name: change.name, bases: [], marked: [], knownProblems: new Set(), isIdle: true },
  };
  if (change.isIdle) return nothing;
  return standingIn(change.files, () => open(projectsOf(paths, cwd), { ...options, since: undefined }, change));
}

/**
 * Files that are named, as some hooks do with all that are staged, are no more than a hint: what is staged is known, and one of
 * them may be part of no project, or be gone. All that is staged where people stand is looked at.
 */
function projectsOf(paths: readonly string[], cwd: string): readonly string[] {
  const isHint = (path: string): boolean => isWithin(cwd, resolve(cwd, path)) && !isFolder(resolve(cwd, path));
  return paths.filter((path) => !(/\.[a-z]+$/i.test(path) && isHint(path)));
}
