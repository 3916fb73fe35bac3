import { analyze, type ProjectInput, type Settings } from '@refint/core';
import { newestVersion, type Reference, type Runner } from '@refint/model';
import type { Project } from '@refint/rule';
import { auditOf } from './audit.ts';
import { draftsOf } from './migrations/draft.ts';
import { spotsFor } from './migrations/layout.ts';
import { asMigrations, type NewMigration, writtenMigrations } from './migrations/write.ts';
import type { Plan, Unplanned } from './plan.ts';
import { rollbackOf } from './rollback.ts';
import { type SchemaEdits, schemaEdits } from './schema/edits.ts';
import { testsOf } from './tests/index.ts';

/** How a plan is to be written. */
export interface WriteOptions {
  /** Who runs the new files; the project's own runner when left out. */
  readonly runner?: Runner | undefined;
  /** Whether a file may be run where some of it is done already, and then fails where anything is missing. */
  readonly guarded?: boolean | undefined;
}

/** A plan as texts. */
export interface WrittenPlan {
  /** The plan that they are of: what the replay of the new files has refuted is among `unplanned`. */
  readonly plan: Plan;
  readonly migrations: readonly NewMigration[];
  readonly audit: string;
  /** Shows whether each foreign key of the plan does what it says, once the new files have run. */
  readonly tests: string;
  readonly rollback: string;
  readonly schema: SchemaEdits;
  /** The project once the new files have run. */
  readonly after: Project;
}

/**
 * Writes a plan, and replays it behind the history that it is made for: what its comments say of locks is what the replay of
 * these very statements shows, and a foreign key that does not come to be is not planned.
 *
 * @param input the project that the plan is of
 */
export async function writePlan(
  plan: Plan,
  input: ProjectInput,
  settings: Settings,
  options: WriteOptions = {},
): Promise<WrittenPlan> {
  const runner = options.runner ?? input.runner;
  const cut = runner === 'drizzle' ? cutByDrizzle(plan) : [];
  if (cut.length > 0) return writePlan(without(plan, cut), input, settings, options);
  const version = settings.postgresql ?? newestVersion;
  const drafts = draftsOf(plan, { runner, version, guarded: options.guarded ?? false });
  const known = input.migrations ?? [];
  const spots = spotsFor(
    runner,
    known.map(({ name }) => name),
    drafts.map(({ slug }) => slug),
  );
  const migrations = [...known, ...asMigrations(drafts, spots, runner)];
  const { timeline } = plan.project;
  const replayed = timeline && runner === input.runner ? [timeline] : [];
  const { projects } = await analyze([{ ...input, runner, migrations }], settings, [], { replayed });
  const after = projects[0]!.project;
  const refuted = refutedBy(after, plan);
  if (refuted.length > 0) return writePlan(without(plan, refuted), input, settings, options);
  const written = after.timeline ? await writtenMigrations(drafts, spots, runner, after.timeline) : [];
  return {
    plan,
    migrations: written,
    audit: auditOf(plan),
    tests: testsOf(
      after.timeline?.last,
      plan.steps.map(({ key }) => key),
    ),
    rollback: rollbackOf(plan, written, version),
    schema: schemaEdits(plan),
    after,
  };
}

/** A plan without what turns out to be impossible. */
function without(plan: Plan, lost: readonly Unplanned[]): Plan {
  const gone = new Set(lost.map(({ reference }) => reference));
  const steps = plan.steps.filter(({ reference }) => !gone.has(reference));
  return { ...plan, steps, unplanned: [...plan.unplanned, ...lost] };
}

/** drizzle cuts a file at certain words, also where they stand in a name. */
function cutByDrizzle({ steps }: Plan): readonly Unplanned[] {
  return steps
    .filter(({ key, instead, index }) =>
      [
        key.table,
        key.referencedTable,
        ...key.columns,
        ...key.referencedColumns,
        key.name,
        instead?.name,
        index.name,
      ].some((name) => name?.includes('--> statement-breakpoint')),
    )
    .map(({ reference }) => ({
      reference,
      because: 'drizzle cuts a file at the words "--> statement-breakpoint", and a name has them in it',
      choices: ['rename it', 'write the files for psql'],
    }));
}

/** The steps that do not end as they should where the new files are replayed. */
function refutedBy(after: Project, { steps }: Plan): readonly Unplanned[] {
  return steps.flatMap(({ key, reference }) => {
    const made = after.timeline?.last.table(key.table)?.foreignKeys.find(({ name }) => name === key.name);
    const isRight =
      made?.validated &&
      made.referencedTable === key.referencedTable &&
      made.onDelete === key.onDelete &&
      made.onUpdate === key.onUpdate;
    if (isRight) return [];
    const now = after.graph.references.find((one) => isSameEnds(one, reference));
    const why = now?.because?.text ?? 'what the new files do is not known for certain';
    return [
      {
        reference,
        because: `the statements of the plan do not make it: ${why}`,
        choices: ['look at the table in the database, and write the statement by hand'],
      },
    ];
  });
}

const isSameEnds = (one: Reference, other: Reference): boolean =>
  one.table === other.table &&
  one.referencedTable === other.referencedTable &&
  one.columns.join('\0') === other.columns.join('\0');
