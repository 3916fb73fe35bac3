import { dirname, resolve } from 'node:path';
import type { Settings, ToldSettings } from '@refint/core';
import type { Problem } from '@refint/model';
import type { Plugin } from '@refint/rule';
import type { BaselineOptions, OpenBaseline } from './baseline/index.ts';
import type { Configuration } from './config/index.ts';
import type { Near } from './config/locate.ts';
import type { Overrides } from './config/open-overrides.ts';
import { isThere } from './disk.ts';
import type { Found } from './find-projects.ts';
import { isFolder } from './folders.ts';
import type { FoundProject } from './found.ts';
import type { Change } from './git/change.ts';
import type { Asking, OpenChange } from './git/open-change.ts';
import type { Staged } from './git/staged.ts';
import { configurationAt, nearTo, outsetOf, type Standpoint } from './outset.ts';
import { shownPath } from './paths.ts';
import { Refusal } from './refusal.ts';

/** All that an analysis needs, as it was found on disk. */
export interface Workspace {
  readonly projects: readonly FoundProject[];
  readonly settings: Settings;
  readonly plugins: readonly Plugin[];
  /** What could not be read and belongs to no project. */
  readonly problems: readonly Problem[];
  /** The files that the configuration is made of, itself the first, those of plugins among them; absolute. */
  readonly configFiles?: readonly string[] | undefined;
  /** Folders further down in which another configuration holds for who stands there; absolute. */
  readonly ownFolders?: readonly string[] | undefined;
  /** The same problems, those about a setting with the place where it is written. */
  readonly placed?: ((problems: readonly Problem[]) => Promise<readonly Problem[]>) | undefined;
  /** The list of known findings, which is to be written or is used; nothing where there is none. */
  readonly baseline?: { readonly path: string; readonly isThere: boolean } | undefined;
  /** What the projects are compared with; nothing where they are not. */
  readonly change?: OpenChange | undefined;
  /** The same projects anew, as whatever answers in place of the disk by then has them. */
  readonly again?: (() => Promise<Again | Refusal>) | undefined;
}

/** Projects that were looked for once more, with the settings that hold for their files. */
export type Again = Pick<Workspace, 'projects' | 'settings' | 'problems'>;

export interface OpenOptions extends Standpoint {
  /**
   * A commit: what is different since then is found out, and migrations that are new or changed are asked how they run, whatever
   * the configuration says.
   */
  readonly since?: string | undefined;
  /** Everything is read as git has it staged, whatever lies on the disk, and compared with the commit before. */
  readonly staged?: Staged | undefined;
  /** Known findings are not to be shown; nothing for who wants to see all. */
  readonly baseline?: BaselineOptions | undefined;
}

/** Finds and reads the projects that paths stand for, with their configuration and the plugins that it names. */
export async function openWorkspace(paths: readonly string[], options: OpenOptions): Promise<Workspace | Refusal> {
  const { staged } = options;
  if (staged) return (await import('./git/open-staged.ts')).openStaged(paths, staged, options, openWith);
  return openWith(paths, options, undefined);
}

/** What is wrong with a workspace and with what was reported of it; what is about a setting has the place where it is written. */
export async function allProblems(
  { problems, placed }: Pick<Workspace, 'problems' | 'placed'>,
  reported: readonly Problem[],
): Promise<readonly Problem[]> {
  const all = [...problems, ...reported];
  return (await placed?.(all)) ?? all;
}

/** The same, compared with a commit where that is known beforehand. */
async function openWith(
  paths: readonly string[],
  options: OpenOptions,
  known: Change | undefined,
): Promise<Workspace | Refusal> {
  const { cwd, plugins } = options;
  const asked = paths.length > 0 ? paths : ['.'];
  const outset = await outsetOf(paths, asked, options);
  if (outset instanceof Refusal) return outset;
  const { near, configuration, find } = outset;
  const found = find();
  if (found instanceof Refusal) return found;
  const named = async (projects: readonly FoundProject[]) =>
    knownFindings(projects, paths, { near, configuration, options });
  const problemsOf = (one: Found): readonly Problem[] => [...one.problems, ...unused(one, configuration, cwd)];
  const change = await changeOf(found.projects, known, { options, find, named, problemsOf });
  if (change instanceof Refusal) return change;
  const list = await named(change?.marked ?? found.projects);
  if (list instanceof Refusal) return list;
  const usual = configuration?.settings ?? { strict: false, rules: {}, deletes: [], tables: [], notReferences: [] };
  const { overrides, idle } = (await overridesIn(configuration, found.projects, asked, cwd)) ?? { idle: [] };
  const settings: Settings = overrides ? { ...usual, overrides } : usual;
  const all: Settings = change ? { ...settings, since: { kind: 'commit', name: change.name } } : settings;
  return {
    projects: list?.projects ?? change?.marked ?? found.projects,
    settings: list ? { ...all, baseline: list.baseline } : all,
    plugins: configuration?.plugins ?? plugins,
    problems: [...problemsOf(found), ...idle].filter(({ text, fatal }) => fatal || !change?.knownProblems.has(text)),
    baseline: list,
    change,
    configFiles: configuration?.files ?? [],
    ownFolders: ownConfigsIn(found, configuration).map(dirname),
    placed: async (problems) => placedIn(configuration, problems),
    again: async () => {
      const other = find();
      if (other instanceof Refusal) return other;
      const held = await overridesIn(configuration, other.projects, asked, cwd);
      return {
        projects: other.projects,
        settings: { ...usual, overrides: held?.overrides, baseline: list?.baseline },
        problems: problemsOf(other),
      };
    },
  };
}

/** What finds the places of settings is loaded only where there is something wrong with one. */
async function placedIn(
  configuration: Configuration | undefined,
  problems: readonly Problem[],
): Promise<readonly Problem[]> {
  if (!configuration || problems.every(({ setting }) => setting === undefined)) return problems;
  return (await import('./config/place-of-setting.ts')).placedProblems(problems, configuration.layers);
}

/** Git is asked only where somebody wants to know of a change: it takes longer than a small project. */
async function changeOf(
  projects: readonly FoundProject[],
  known: Change | undefined,
  asking: Asking,
): Promise<OpenChange | Refusal | undefined> {
  if (!known && asking.options.since === undefined) return undefined;
  return (await import('./git/open-change.ts')).openChange(projects, known, asking);
}

interface Given {
  readonly near: Near;
  readonly configuration: Configuration | undefined;
  readonly options: OpenOptions;
}

/** The list of known findings. What reads it is loaded only where there is one, or one is to be written. */
async function knownFindings(
  projects: readonly FoundProject[],
  paths: readonly string[],
  { near, configuration, options: { cwd, config, baseline: wanted } }: Given,
): Promise<OpenBaseline | Refusal | undefined> {
  const isNamed = configuration?.config.baseline !== undefined || config !== undefined;
  if (!wanted || !(near.baseline ?? wanted.file ?? (isNamed || wanted.forWriting))) return undefined;
  const { openBaseline } = await import('./baseline/index.ts');
  return openBaseline(projects, { cwd, paths, wanted, near: near.baseline, configuration });
}

/** The plugins that hold where people stand: those that are there and those that the configuration names. */
export async function openPlugins(options: OpenOptions): Promise<readonly Plugin[] | Refusal> {
  const near = nearTo(['.'], options);
  if (near instanceof Refusal) return near;
  const configuration = await configurationAt(near.config, options);
  return configuration instanceof Refusal ? configuration : (configuration?.plugins ?? options.plugins);
}

/** What an option of the command says in place of the configuration, besides naming one. */
export interface Instead {
  readonly since?: string | undefined;
  readonly noBaseline?: boolean;
}

/** The settings that hold where people stand, in a folder, or for a file, each with where it comes from. */
export async function openSettings(
  path: string | undefined,
  options: Omit<OpenOptions, 'since'>,
  { since, noBaseline = false }: Instead,
): Promise<ToldSettings | Refusal> {
  const { cwd, plugins, config } = options;
  const asked = [path ?? '.'];
  const outset = await outsetOf(asked, asked, options);
  if (outset instanceof Refusal) return outset;
  const { near, configuration, find } = outset;
  const shown = path !== undefined && !isFolder(resolve(cwd, path)) ? shownPath(cwd, resolve(cwd, path)) : undefined;
  return (await import('./told/index.ts')).tellSettings({
    cwd,
    configuration,
    plugins,
    hasBaseline: near.baseline !== undefined,
    file: shown === undefined ? undefined : { file: shown, isRead: isSource(shown, find()) },
    flags: { config: config !== undefined, since, noBaseline },
    notes: elsewhere(near, path, options),
  });
}

/** Whether a file is one of those that an analysis reads. */
const isSource = (shown: string, found: Found | Refusal): boolean =>
  !(found instanceof Refusal) &&
  found.projects.some(
    ({ schema, migrations = [] }) =>
      schema.some(({ path }) => path === shown) || migrations.some(({ source }) => source.path === shown),
  );

/** Where people stand another configuration may hold than for what they ask for. */
function elsewhere(near: Near, path: string | undefined, options: OpenOptions): readonly string[] {
  const here = nearTo(['.'], options);
  if (path === undefined || here instanceof Refusal || here.config === near.config) return [];
  const [used, there] = [here.config, near.config].map((file) => file && shownPath(options.cwd, file));
  const what = there === undefined ? 'no configuration holds' : `${there} holds`;
  return [`${what} for \`refint check ${path}\`; \`refint check\` uses ${used ?? 'none'} here`];
}

/** What holds for some files and tables, and what is wrong with that. Nothing is loaded where no configuration has any. */
async function overridesIn(
  configuration: Configuration | undefined,
  projects: readonly FoundProject[],
  asked: readonly string[],
  cwd: string,
): Promise<Overrides | undefined> {
  if (!configuration?.overrides) return undefined;
  return (await import('./config/open-overrides.ts')).openOverrides(configuration.overrides, projects, asked, cwd);
}

/** A configuration further down holds only for who stands there; that it was not used is said. */
function unused(found: Found, used: Configuration | undefined, cwd: string): Problem[] {
  return ownConfigsIn(found, used).map((file) => {
    const [shown, folder] = [shownPath(cwd, file), shownPath(cwd, dirname(file))];
    return {
      kind: 'unusable',
      text: `${shown} was not used: it holds for \`refint check ${folder}\` only`,
      fatal: false,
    };
  });
}

const ownConfigsIn = ({ ownConfigs }: Found, used: Configuration | undefined): readonly string[] =>
  ownConfigs.filter((file) => !used?.layers.some(({ path }) => path === file) && isThere(file));
