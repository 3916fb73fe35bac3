import type { Base, ChangeInput } from '@refint/core';
import type { Problem } from '@refint/model';
import type { OpenBaseline } from '../baseline/index.ts';
import type { Found } from '../find-projects.ts';
import type { FoundProject } from '../found.ts';
import type { OpenOptions } from '../open-workspace.ts';
import { Refusal } from '../refusal.ts';
import { type Change, touchedIn } from './change.ts';
import { markChanged } from './mark-changed.ts';
import { changedSince } from './since.ts';
import { standingIn } from './stand-in.ts';

/** Projects that are compared with what they were. */
export interface OpenChange extends ChangeInput {
  /** What people call the commit. */
  readonly name: string;
  /** The projects as they are, with a mark on the migrations that are not what they were. */
  readonly marked: readonly FoundProject[];
  /** What was said of no project in particular then. */
  readonly knownProblems: ReadonlySet<string>;
  /** Nothing that refint reads is different, and nothing was opened. */
  readonly isIdle: boolean;
}

/** How projects are found and named, at whatever time. */
export interface Asking {
  readonly options: OpenOptions;
  readonly find: () => Found | Refusal;
  readonly problemsOf: (found: Found) => readonly Problem[];
  readonly named: (projects: readonly FoundProject[]) => Promise<OpenBaseline | Refusal | undefined>;
}

/** Compares projects with what they were: with what is known already to be different, or since the commit that is asked for. */
export async function openChange(
  projects: readonly FoundProject[],
  known: Change | undefined,
  { options: { cwd, since = 'HEAD' }, find, named, problemsOf }: Asking,
): Promise<OpenChange | Refusal> {
  const change = known ?? (await changedSince(since, projects, cwd));
  if (change instanceof Refusal) return change;
  const bases: Base[] = [];
  const knownProblems = new Set<string>();
  for (const commit of change.commits) {
    const touched = touchedIn(projects, commit, cwd);
    const found = standingIn(commit.files, find);
    const problems = found instanceof Refusal ? [] : standingIn(commit.files, () => problemsOf(found));
    for (const { text } of problems) knownProblems.add(text);
    // What had no project then has only new ones.
    const then = found instanceof Refusal ? [] : found.projects;
    const list = await named(then);
    if (list instanceof Refusal) return list;
    bases.push({ projects: list?.projects ?? then, touched });
  }
  const kind = known ? 'staged' : 'since';
  return { kind, name: change.name, bases, isIdle: false, knownProblems, marked: markChanged(projects, change, cwd) };
}
