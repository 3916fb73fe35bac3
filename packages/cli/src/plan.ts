import { join, relative, resolve } from 'node:path';
import { analyze } from '@refint/core';
import { type Runner, shownColumns, shownTableId } from '@refint/model';
import {
  isSelector,
  journalWith,
  type Plan,
  planFiles,
  planFor,
  planText,
  selectors,
  type WrittenPlan,
  writePlan,
} from '@refint/plan';
import {
  allProblems,
  type ChangedFile,
  type FoundProject,
  loadBeginning,
  meant,
  type NewFile,
  Refusal,
  readText,
} from '@refint/workspace';
import type { Io } from './io.ts';
import { noHistory } from './one-project.ts';
import { opened } from './opened.ts';
import { oneOf } from './options.ts';
import { saysFatal } from './said-problems.ts';
import { theOnly } from './story-for.ts';
import { untilInterrupted } from './until-interrupted.ts';

/** The options of `refint plan`, as written. */
export interface PlanOptions {
  readonly for?: readonly string[];
  readonly out?: string;
  readonly runner?: string;
  readonly guarded?: boolean;
  readonly write?: boolean;
  readonly 'dry-run'?: boolean;
  readonly config?: string;
}

const runners: readonly Runner[] = ['prisma', 'drizzle', 'psql'];

/**
 * Writes what makes the references of the one project hold. Nothing that is there is written over, but for what `--write`
 * asks for: the schema, and drizzle's journal.
 */
export async function plan(path: string | undefined, options: PlanOptions, io: Io): Promise<number | Refusal> {
  const workspace = await opened(path === undefined ? [] : [path], { config: options.config }, io);
  if (workspace instanceof Refusal) return workspace;
  const input = theOnly(workspace.projects);
  if (input instanceof Refusal) return input;
  const runner = oneOf('--runner', options.runner ?? input.runner, runners);
  if (runner instanceof Refusal) return runner;
  const isForced = options.write === true && options['dry-run'] !== true;
  if (options.write && runner !== input.runner)
    return new Refusal(`--write puts the files where ${input.runner} runs them; leave out --runner ${runner}`);
  const settings = { ...workspace.settings, since: undefined };
  const { projects, problems } = await analyze([input], settings, []);
  const isUnread = saysFatal(await allProblems(workspace, problems), io);
  // A plan would be about what could be read.
  if (isUnread) return new Refusal('nothing was planned: mend that first, so that all of it can be seen');
  const { project } = projects[0]!;
  if (!project.timeline) return noHistory(projects[0]!);
  const asked = options.for ?? [];
  const selected = planFor(project, asked);
  const unknown = asked.find((word) => !isSelector(word) && isEmpty(planFor(project, [word])));
  if (unknown !== undefined) return nothingFor(unknown, planFor(project));
  const written = await writePlan(selected, input, settings, { runner, guarded: options.guarded });

  const disk = await loadBeginning();
  const places = placesFor(input, options, io, disk.placesOf(input, io.cwd).migrations);
  const { files, changed } = filesOf(written, { input, runner, places, isForced: options.write === true });
  const taken = disk.alreadyThere(files);
  if (taken.length > 0 && !options['dry-run']) return areThere(taken);
  const shown = { written, isDry: !isForced && options['dry-run'] === true, changed: changed.map((one) => one.shown) };
  if (!options['dry-run'] && files.length > 0) {
    const interrupted = untilInterrupted();
    try {
      const failed = await disk.writeTogether(files, changed, interrupted.isAborted);
      if (failed) return failed;
    } finally {
      interrupted.end();
    }
  }
  const text = planText({
    ...shown,
    files: files.map((file) => ({ path: file.shown, what: file.what })),
    next: nextFor(places, {
      input,
      runner,
      isForced: options.write === true,
      hasDiff: written.schema.files.length > 0,
    }),
  });
  io.stdout.write(text);
  if (options['dry-run'])
    for (const { shown: name, text } of [...files, ...changed]) io.stdout.write(`\n==> ${name}\n\n${text}`);
  return written.plan.unplanned.length > 0 ? 1 : 0;
}

const isEmpty = ({ steps, edits, unplanned }: Plan): boolean => steps.length + edits.length + unplanned.length === 0;

/** A word that stands for nothing that is to be done. */
function nothingFor(word: string, { project }: Plan): Refusal {
  const known = [
    ...selectors,
    ...project.graph.references.flatMap(({ table, columns }) => [shownColumns(table, columns), shownTableId(table)]),
  ];
  if (known.includes(word)) return new Refusal(`--for ${word}: there is nothing to do for it`);
  const near = meant(word, known);
  const instead =
    near === undefined
      ? `it is ${selectors.join(', ')}, or a reference such as posts.author_id`
      : `did you mean ${near}?`;
  return new Refusal(`--for ${word} names no reference; ${instead}`);
}

/** Where the files of a plan go, as people know it. */
interface Places {
  readonly out: string;
  readonly migrations: string;
  readonly cwd: string;
}

function placesFor({ name }: FoundProject, { out, write }: PlanOptions, { cwd }: Io, own: string | undefined): Places {
  const folder = out ?? join(name, 'refint-plan').replaceAll('\\', '/');
  const below = `${folder.replace(/\/$/, '')}/migrations`;
  return { out: folder, cwd, migrations: write ? (own ?? below) : below };
}

interface Laid {
  readonly input: FoundProject;
  readonly runner: Runner;
  readonly places: Places;
  readonly isForced: boolean;
}

type Named = NewFile & { readonly what: string };

/** The files with where they go, and those that say something else in the end. */
function filesOf(
  written: WrittenPlan,
  { input, runner, places, isForced }: Laid,
): { readonly files: readonly Named[]; readonly changed: readonly ChangedFile[] } {
  const own = input.made.find((one) => input.migrations?.[0]?.source.path.startsWith(shownAt(one, places.cwd)));
  const journalPath = own === undefined ? undefined : join(own, 'meta', '_journal.json');
  const old = runner === 'drizzle' && journalPath !== undefined ? textAt(journalPath) : undefined;
  const journal = old === undefined ? undefined : journalWith(old, written.migrations);
  const files: Named[] = [];
  const changed: ChangedFile[] = [];
  for (const { path, text, what } of planFiles(written, journal)) {
    const [folder, below] = path.startsWith('migrations/')
      ? [places.migrations, path.slice('migrations/'.length)]
      : [places.out, path];
    const shown = `${folder.replace(/\/$/, '')}/${below}`;
    const file = { path: resolve(places.cwd, shown), shown, text };
    if (isForced && below === 'meta/_journal.json' && old !== undefined) changed.push({ ...file, was: old });
    else files.push({ ...file, what });
  }
  if (isForced)
    for (const { source, text } of written.schema.files)
      changed.push({ path: resolve(places.cwd, source.path), shown: source.path, text, was: source.text });
  return { files, changed };
}

const shownAt = (path: string, cwd: string): string => relative(cwd, path).replaceAll('\\', '/');

function textAt(path: string): string | undefined {
  try {
    return readText(path);
  } catch {
    return undefined;
  }
}

function areThere(taken: readonly NewFile[]): Refusal {
  const names = taken.map(({ shown }) => shown);
  const list = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(' and ');
  return new Refusal(
    `${list} ${names.length === 1 ? 'is' : 'are'} there already, so nothing was written; name another folder with --out`,
  );
}

function nextFor(
  { out, migrations }: Places,
  { input, runner, isForced, hasDiff }: Pick<Laid, 'input' | 'runner' | 'isForced'> & { readonly hasDiff: boolean },
): readonly string[] {
  const apply = {
    prisma: 'npx prisma migrate deploy',
    drizzle: 'npx drizzle-kit migrate, one file at a time',
    psql: 'psql -f, one file after the other',
  }[runner];
  return [
    `run ${out}/audit.sql, and decide what becomes of the rows that it counts`,
    ...(isForced
      ? []
      : [
          `look at ${migrations}, and put what is in it beside the migrations of ${input.name === '.' ? 'the project' : input.name}`,
          ...(hasDiff ? [`git apply ${out}/schema.diff`] : []),
        ]),
    apply,
  ];
}
