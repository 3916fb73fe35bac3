import { join, relative } from 'node:path';
import { analyze, defaultSettings, loadProposal, type Proposal, type Report } from '@refint/core';
import { shownTableId } from '@refint/model';
import { type Automation, type Beginning, type Begun, loadBeginning as loadTexts } from '@refint/reporters';
import { loadBeginning as loadDisk, type NewFile, Refusal, type Site } from '@refint/workspace';
import { colorsFor } from './colors.ts';
import { formatOf, formFor, nameOf } from './init-form.ts';
import { commandAt, nextSteps } from './init-next.ts';
import type { Io } from './io.ts';

import { oneOf } from './options.ts';
import { saysFatal } from './said-problems.ts';
import { version } from './version.ts';

/** The options of `refint init`, as written. */
export interface InitOptions {
  readonly format?: string;
  readonly hook?: string;
  readonly ci?: string;
  readonly 'dry-run'?: boolean;
}

type Disk = Awaited<ReturnType<typeof loadDisk>>;

/** A file that is to be written, or what there is to add to one that is there. */
interface Planned extends NewFile {
  readonly toAdd?: string | undefined;
  readonly where?: string | undefined;
}

/**
 * Looks at a folder and writes a configuration for it, with a hook or a workflow where one is asked for. Nothing that is there is
 * written over: then nothing at all is written, and what would have been is printed.
 */
export async function init(path = '.', options: InitOptions, io: Io): Promise<number | Refusal> {
  const [texts, disk] = await Promise.all([loadTexts(), loadDisk()]);
  const format = options.format === undefined ? undefined : formatOf(options.format);
  if (format instanceof Refusal) return format;
  const hook = options.hook === undefined ? undefined : oneOf('--hook', options.hook, texts.hookTools);
  if (hook instanceof Refusal) return hook;
  const ci = options.ci === undefined ? undefined : oneOf('--ci', options.ci, texts.forges);
  if (ci instanceof Refusal) return ci;
  const site = disk.surveySite(path, io.cwd);
  if (site instanceof Refusal) return site;

  const { root, manager } = site.surroundings;
  const below = relative(root, site.folder).replaceAll('\\', '/') || '.';
  const automations = [
    hook && texts.hookFor(hook, commandAt(manager, `check --staged${below === '.' ? '' : ` ${below}`}`)),
    ci && texts.workflowFor(ci, version(), below),
  ].filter((one) => one !== undefined);
  const report = await analyze(site.projects, defaultSettings, []);
  const proposal = (await loadProposal()).proposalFor(report.projects.map(({ project }) => project));
  const chosen = formFor(site.surroundings, format);
  const config = {
    ...placed(site.folder, nameOf(chosen), io.cwd),
    text: texts.configText(beginningOf(site, report, proposal, disk), chosen),
  };
  // Who has a configuration and asks for a hook does not ask for another configuration.
  const isKept = site.configuredBy !== undefined && automations.length > 0;
  const there = site.configuredBy === undefined || isKept ? [] : [{ ...config, shown: site.configuredBy }];
  const planned = [
    ...(isKept ? [] : [config]),
    ...automations.map((automation) => plannedFor(automation, root, io.cwd, disk)),
  ];
  const taken = [...there, ...disk.alreadyThere(planned.filter((one) => there.length === 0 || one !== config))];
  if (taken.length > 0) return refused(taken, io);
  const isDry = options['dry-run'] ?? false;
  // What is proposed would be about what could be read.
  const isUnread = saysFatal([...site.problems, ...report.problems], io);
  if (isUnread && !isDry) return new Refusal('nothing was written: mend that first, so that all of it can be seen');
  const failed = isDry ? undefined : disk.writeNew(planned);
  if (failed) return failed;

  const begun: Begun = {
    report,
    proposal: isKept ? undefined : proposal,
    runners: site.projects.map(({ runner }) => runner),
    files: planned.map(({ shown }) => shown),
    isDry,
    notes: notesOn(site, isKept),
    next: nextSteps({ hook, site, path }),
  };
  io.stdout.write(texts.begunText(begun, colorsFor(io, io.stdout)));
  if (isDry) for (const { shown, text } of planned) io.stdout.write(`\n${shown}:\n\n${text}`);
  return isUnread ? 2 : 0;
}

function placed(folder: string, name: string, cwd: string): { readonly path: string; readonly shown: string } {
  const path = join(folder, name);
  return { path, shown: (relative(cwd, path) || name).replaceAll('\\', '/') };
}

/** The file of a hook or a workflow; where the tool has one of another name, that one. */
function plannedFor(automation: Automation, root: string, cwd: string, { alreadyThere }: Disk): Planned {
  const { path, otherNames, text, toAdd, where, isProgram } = automation;
  const files = [path, ...otherNames].map((name) => ({ ...placed(root, name, cwd), text, isProgram, toAdd, where }));
  return (alreadyThere(files)[0] ?? files[0]) as Planned;
}

/** Shows what would have been written, and what to do with it. */
function refused(taken: readonly Planned[], io: Io): Refusal {
  for (const { shown, text, toAdd, where } of taken) {
    const head = toAdd === undefined ? `${shown} stays as it is. A new one would be:` : `To add to ${shown}, ${where}:`;
    io.stdout.write(`${head}\n\n${toAdd ?? text}\n`);
  }
  const names = taken.map(({ shown }) => shown).join(' and ');
  return new Refusal(`${names} ${taken.length === 1 ? 'is' : 'are'} there already, so nothing was written`);
}

function beginningOf(site: Site, report: Report, proposal: Proposal, { placesOf }: Disk): Beginning {
  const graphs = report.projects.map(({ project }) => project.graph);
  return {
    places: site.projects.map((project) => ({
      ...placesOf(project, site.folder),
      runner: project.runner,
      last: project.migrations?.at(-1)?.name,
    })),
    proposal,
    references: graphs.reduce((count, { references }) => count + references.length, 0),
    schema: site.surroundings.schema,
    tables: [...new Set(graphs.flatMap(({ tables }) => tables.map(shownTableId)))].sort(),
  };
}

const notesOn = ({ configuredBy, configuredAbove }: Site, isKept: boolean): readonly string[] => [
  ...(isKept ? [`${configuredBy} stays as it is`] : []),
  ...(!isKept && configuredAbove !== undefined
    ? [`${configuredAbove} held for this folder until now; with a configuration of its own it no longer does`]
    : []),
];
