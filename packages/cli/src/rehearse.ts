import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyze, type ProjectInput, type Rehearsal, type Settings } from '@refint/core';
import { doing, type ServerVersion, serverVersions } from '@refint/model';
import { jsonText, loadRehearsalViews } from '@refint/reporters';
import { allProblems, openCompanion, openPlan, type PlanFolder, Refusal } from '@refint/workspace';
import { colorsFor } from './colors.ts';
import { deliverAll } from './deliver.ts';
import { here } from './here.ts';
import type { Io } from './io.ts';
import { opened } from './opened.ts';
import { oneOf, wholeNumber } from './options.ts';
import { outputsOf } from './outputs.ts';
import { saysFatal } from './said-problems.ts';
import { theOnly } from './story-for.ts';
import { untilInterrupted } from './until-interrupted.ts';

/** The options of `refint rehearse`, as written. */
export interface RehearseOptions {
  readonly plan?: string;
  readonly rows?: string;
  readonly orphans?: string;
  readonly postgres?: string;
  readonly 'database-url'?: string;
  readonly format?: readonly string[];
  readonly output?: string;
  readonly config?: string;
}

/** What `@refint/rehearse` exports. It is no dependency of the command: it brings a PostgreSQL along. */
interface Companion {
  readonly rehearse: (ask: {
    readonly input: ProjectInput;
    readonly settings: Settings;
    readonly plan: PlanFolder | undefined;
    readonly rows: number | undefined;
    readonly orphans: number | undefined;
    readonly databaseUrl: string | undefined;
    readonly postgres: ServerVersion | undefined;
    readonly signal: AbortSignal;
    readonly doing: typeof doing;
  }) => Promise<
    | { readonly kind: 'rehearsed'; readonly rehearsal: Rehearsal }
    | { readonly kind: 'refused'; readonly sentence: string }
  >;
}

/** Runs the migrations of the one project that a path stands for on a PostgreSQL, and tells what came of it. */
export async function rehearse(path: string | undefined, options: RehearseOptions, io: Io): Promise<number | Refusal> {
  const outputs = outputsOf(options, io, ['text', 'json'], 'text');
  if (outputs instanceof Refusal) return outputs;
  const postgres = versionIn(options.postgres);
  if (postgres instanceof Refusal) return postgres;
  const rows = numberIn('--rows', options.rows);
  if (rows instanceof Refusal) return rows;
  const orphans = numberIn('--orphans', options.orphans);
  if (orphans instanceof Refusal) return orphans;
  if (orphans !== undefined && options.plan === undefined)
    return new Refusal('--orphans is for the audit of a plan; name one with --plan DIR');
  const plan = options.plan === undefined ? undefined : openPlan(options.plan, io.cwd);
  if (plan instanceof Refusal) return plan;
  const workspace = await opened(path === undefined ? [] : [path], { config: options.config }, io);
  if (workspace instanceof Refusal) return workspace;
  const { projects, settings } = workspace;
  const input = theOnly(projects);
  if (input instanceof Refusal) return input;
  const { problems } = await analyze([input], { ...settings, since: undefined }, []);
  if (saysFatal(await allProblems(workspace, problems), io)) return 2;
  const companion = await openCompanion('@refint/rehearse', 1, [
    resolve(io.cwd, path ?? '.'),
    io.cwd,
    fileURLToPath(here()),
  ]);
  if (companion instanceof Refusal) return companion;
  const interrupted = untilInterrupted();
  try {
    const answer = await (companion as Companion).rehearse({
      input,
      settings,
      plan,
      rows,
      orphans,
      databaseUrl: options['database-url'],
      postgres,
      signal: interrupted.signal,
      doing,
    });
    if (answer.kind === 'refused') return new Refusal(answer.sentence);
    const { rehearsal } = answer;
    const { rehearsalText } = await loadRehearsalViews();
    const refusal = await deliverAll(
      outputs,
      async ({ format, file }) =>
        format === 'json'
          ? jsonText(rehearsal)
          : rehearsalText(
              rehearsal,
              colorsFor(io, file === undefined ? io.stdout : { ...io.stdout, isTerminal: false }),
            ),
      io,
    );
    return refusal ?? (rehearsal.verdict === 'well' ? 0 : 1);
  } finally {
    interrupted.end();
  }
}

const numberIn = (option: string, written: string | undefined): number | Refusal | undefined =>
  written === undefined ? undefined : wholeNumber(option, written);

function versionIn(written: string | undefined): ServerVersion | Refusal | undefined {
  if (written === undefined) return undefined;
  const word = oneOf('--postgres', written, serverVersions.map(String));
  return word instanceof Refusal ? word : serverVersions.find((one) => String(one) === word);
}
