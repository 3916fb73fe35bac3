import { basename, resolve } from 'node:path';
import { analyze, type Report, type Settings } from '@refint/core';
import { lineStarts, type Place, type Problem, sourceOf } from '@refint/model';
import type { Plugin } from '@refint/rule';
import {
  type AskedOnce,
  allProblems,
  type FoundProject,
  loadDistrust,
  openWorkspace,
  Refusal,
  readText,
  shownPath,
  withTexts,
} from '@refint/workspace';

/** What there is to say of a folder, and of which texts. */
export interface Analysed {
  /** Absolute. */
  readonly folder: string;
  /** Nothing where the folder has nothing to read, or no configuration of it can be used. */
  readonly report: Report | undefined;
  /** What is wrong with a configuration, so that it does not hold. What is reported then is by the one that was saved. */
  readonly refusals: readonly Problem[];
  /** The files of its configuration, absolute. */
  readonly configFiles: readonly string[];
  /** What its projects are made of, as `FoundProject` says, in lines. */
  readonly made: ReadonlySet<string>;
  /** The plugins that the folder uses. */
  readonly plugins: readonly Plugin[];
  /** What the projects of the report were made of, in their order, and by which settings. */
  readonly inputs: readonly FoundProject[];
  readonly settings: Settings | undefined;
}

/** What an analysis goes by besides the disk. */
export interface Given {
  /** What is known of the disk; without it, it is asked anew. */
  readonly disk?: AskedOnce | undefined;
  /** Texts that are open, by absolute paths. */
  readonly texts: ReadonlyMap<string, string>;
  readonly plugins: readonly Plugin[];
  /** Whether code of the folder may run: a configuration that is a program, a plugin. */
  readonly isTrusted: boolean;
}

/** Asked with the folders further down that have configurations of their own: which projects are left to others. */
export type Leave = (ownFolders: readonly string[]) => Promise<(made: readonly string[]) => boolean>;

/**
 * Reads and checks a folder as `refint check` does when it is started there. A configuration that cannot be used as it is typed
 * takes nothing away: what was saved of it holds meanwhile.
 *
 * @param before what was said last, which nobody asks any more: its histories are not replayed again as far as they are the same, and
 *   what was not edited in its schemas moves over
 */
export async function analysed(folder: string, given: Given, leave: Leave, before?: Analysed): Promise<Analysed> {
  const usable = new Map([...given.texts].filter(([path, text]) => !isHalfTyped(path, text)));
  const refusals: Problem[] = [];
  for (let hasList = true; ; ) {
    const answer = await under({ ...given, texts: usable }, () => check(folder, { ...given, leave, before, hasList }));
    if (!(answer instanceof Refusal)) return { folder, ...answer, refusals };
    const problem = withTexts(usable, () => placed(answer, folder), given.disk);
    // What lies on the disk may be as bad, but has its place in a text that nobody sees.
    if (refusals.every(({ at }) => !at || at.source.path !== problem.at?.source.path)) refusals.push(problem);
    if (answer.at && usable.delete(resolve(folder, answer.at.path))) continue;
    // A list of known findings that cannot be read hides nothing, and takes nothing away.
    if (!hasList) return { folder, ...nothing(given), refusals };
    hasList = false;
  }
}

/** Does something with what is open in place of what is saved, and without running code of a folder that is not trusted. */
export async function under<T>({ disk, texts, isTrusted }: Given, act: () => Promise<T>): Promise<T> {
  const withOpen = () => withTexts(texts, act, disk);
  return isTrusted ? withOpen() : (await loadDistrust())(withOpen);
}

/** A manifest that is being typed is no manifest, and would be taken for one that configures nothing. */
function isHalfTyped(path: string, text: string): boolean {
  if (basename(path) !== 'package.json') return false;
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

type Checked = Omit<Analysed, 'folder' | 'refusals'>;

const nothing = ({ plugins }: Given): Checked => ({
  report: undefined,
  configFiles: [],
  made: new Set(),
  plugins,
  inputs: [],
  settings: undefined,
});

interface Checking extends Given {
  readonly leave: Leave;
  readonly before: Analysed | undefined;
  /** Whether a list of known findings is looked for. */
  readonly hasList: boolean;
}

async function check(folder: string, { plugins, leave, before, hasList }: Checking): Promise<Checked | Refusal> {
  const workspace = await openWorkspace([], { cwd: folder, plugins, baseline: hasList ? {} : undefined });
  if (workspace instanceof Refusal) return workspace;
  const { settings, configFiles = [], ownFolders = [] } = workspace;
  const isLeft = await leave(ownFolders);
  const projects = workspace.projects.filter(({ made }) => !isLeft(made));
  const report = await analyze(projects, settings, workspace.plugins, {
    replayed: before && before.settings?.postgresql === settings.postgresql ? timelinesOf(before) : [],
    read: before && schemasOf(before),
    fixesLater: true,
  });
  const problems = (await allProblems(workspace, report.problems)).map((problem) =>
    problem.fatal && !problem.at ? { ...problem, at: firstLine(folder, configFiles[0], projects) } : problem,
  );
  const made = new Set(projects.map((project) => project.made.join('\n')));
  return { report: { ...report, problems }, configFiles, made, plugins: workspace.plugins, inputs: projects, settings };
}

/** Where something is told that has no place of its own, as that a rule crashed: in the configuration or, without one, in a schema. */
function firstLine(folder: string, config: string | undefined, projects: readonly FoundProject[]): Place | undefined {
  const [file = config] = projects.flatMap(({ schema, migrations = [] }) => [
    ...schema.map(({ path }) => path),
    ...migrations.map(({ source }) => source.path),
  ]);
  const path = config === undefined ? file : shownPath(folder, config);
  return path === undefined ? undefined : lineIn(folder, path, 1);
}

function placed({ sentence: text, at: line }: Refusal, folder: string): Problem {
  return { kind: 'unusable', text, at: line && lineIn(folder, line.path, line.line ?? 1), fatal: true };
}

/** A line of a file, from 1, without what ends it; nothing where it can no longer be read. */
function lineIn(folder: string, path: string, line: number): Place | undefined {
  try {
    const source = sourceOf(path, readText(resolve(folder, path)));
    const start = lineStarts(source)[line - 1] ?? 0;
    const [written = ''] = source.text.slice(start).split(/[\r\n]/, 1);
    return {
      source,
      span: { start: start + written.length - written.trimStart().length, end: start + written.trimEnd().length },
    };
  } catch {
    return undefined;
  }
}

const schemasOf = ({ report }: Analysed) =>
  (report?.projects ?? []).map(({ project }) => project.declared).filter((declared) => declared !== undefined);

const timelinesOf = ({ report }: Analysed) =>
  (report?.projects ?? []).map(({ project }) => project.timeline).filter((timeline) => timeline !== undefined);
