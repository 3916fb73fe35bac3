import { analyze, defaultSettings, loadComparison, type ProjectInput } from '@refint/core';
import { shownReference, sourceOf } from '@refint/model';
import { planFor, type WrittenPlan, writePlan } from '@refint/plan';
import { openWorkspace, Refusal } from '@refint/workspace';
import { parse } from 'libpg-query';
import type { Looked } from '../drift-engine.ts';
import { stepsIn } from '../drift-steps.ts';
import { type Entry, truthIn } from '../entries.ts';
import { withoutKeys } from './without-keys.ts';

/** A foreign key as `catalog.pg.json` has it, which a real server once said. */
export interface KnownKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly refSchema: string;
  readonly refTable: string;
  readonly refColumns: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
  readonly validated: boolean;
}

interface KnownCatalog {
  readonly tables: readonly {
    readonly schema: string;
    readonly name: string;
    readonly foreignKeys: readonly KnownKey[];
  }[];
}

/** What came of one round trip: what should be the same on both sides, side by side. */
export interface RoundTrip {
  /** How many foreign keys were taken out, and planned; and how many stay because of how they are written. */
  readonly taken: number;
  readonly stuck: number;
  readonly planned: number;
  readonly failed: readonly string[];
  readonly unplanned: readonly string[];
  readonly keys: { readonly was: readonly string[]; readonly now: readonly string[] };
  /** Steps of Prisma's next migration that it did not ask for before. */
  readonly newSteps: readonly string[];
  readonly leftSteps: number;
  readonly orphans: readonly number[];
  readonly backAgain: boolean;
}

/** A real history in which some foreign keys never were, and what refint plans for those. */
export interface TakenOut {
  /** The project as it is. */
  readonly input: ProjectInput;
  /** The one that is left. */
  readonly left: ProjectInput;
  readonly taken: number;
  /** How many could not be taken out. */
  readonly stuck: number;
  readonly written: WrittenPlan;
}

/** @param isTaken which foreign keys are taken out */
export async function takenOut(
  entry: Pick<Entry, 'folder'>,
  isTaken: (name: string, at: number) => boolean,
): Promise<TakenOut> {
  const input = await inputOf(entry);
  const whole = (await analyze([input], defaultSettings, [])).projects[0]!.project;
  const declared = whole.graph.references.filter(({ relation, foreignKey }) => relation && foreignKey);
  const chosen = declared
    .filter(({ foreignKey }, at) => isTaken(foreignKey!.name, at))
    .map(({ foreignKey }) => foreignKey!.name);
  const { texts } = await withoutKeys(
    input.migrations!.map(({ source }) => source.text),
    chosen,
  );
  const migrations = input.migrations!.map(({ name, source }, at) => ({
    name,
    source: sourceOf(source.path, texts[at]!),
  }));
  const left: ProjectInput = { ...input, migrations };
  const { project } = (await analyze([left], defaultSettings, [])).projects[0]!;
  const names = project.graph.references
    .filter(({ relation, foreignKey }) => !foreignKey && relation && chosen.includes(relation.constraint))
    .map(shownReference);
  const written = await writePlan(planFor(project, names.length === 0 ? ['none'] : names), left, defaultSettings);
  return { input, left, taken: names.length, stuck: chosen.length - names.length, written };
}

/**
 * Takes foreign keys out of a real history, plans them from the schema, and runs the plan behind what is left on PostgreSQL.
 *
 * @param isTaken which of them
 */
export async function roundTrip(
  entry: Entry,
  looked: Looked,
  isTaken: (name: string, at: number) => boolean,
): Promise<RoundTrip> {
  const { input, left, taken, stuck, written } = await takenOut(entry, isTaken);
  const known = (truthIn(entry, 'catalog.pg.json') as KnownCatalog).tables;
  const { catalogIn, comparable } = await loadComparison();
  const catalog = async () => comparable(await catalogIn(looked.server));

  const failed = [...(await looked.holding(left.migrations!.map(({ source }) => source.text)))];
  const before = await catalog();
  const stepsBefore = await stepsTo(input, looked);
  for (const { text } of written.migrations) failed.push(...said(await looked.also(text)));
  const keys = { was: keysIn(known), now: keysIn((await catalog()).tables) };
  const edited = input.schema.map((source) => {
    const file = written.schema.files.find((one) => one.source.path === source.path);
    return file ? sourceOf(source.path, file.text) : source;
  });
  const steps = await stepsTo({ ...input, schema: edited }, looked);
  const orphans = await audited(written.audit, looked);
  for (const statement of await statementsIn(written.rollback)) failed.push(...said(await looked.also(statement)));
  return {
    taken,
    stuck,
    planned: written.plan.steps.length,
    failed,
    unplanned: written.plan.unplanned.map(({ reference, because }) => `${shownReference(reference)}: ${because}`),
    keys,
    newSteps: steps.filter((step) => !stepsBefore.includes(step)),
    leftSteps: steps.length,
    orphans,
    backAgain: JSON.stringify(await catalog()) === JSON.stringify(before),
  };
}

const said = (why: string | undefined): readonly string[] => (why === undefined ? [] : [why]);

export async function inputOf({ folder }: Pick<Entry, 'folder'>): Promise<ProjectInput> {
  const opened = await openWorkspace(['.'], { cwd: folder, plugins: [] });
  if (opened instanceof Refusal) throw new Error(opened.sentence);
  return opened.projects[0]!;
}

const keysIn = (tables: KnownCatalog['tables']): readonly string[] =>
  tables
    .flatMap(({ schema, name: table, foreignKeys }) =>
      foreignKeys.map(({ name, columns, refSchema, refTable, refColumns, onDelete, onUpdate, validated }) =>
        JSON.stringify([schema, table, name, columns, refSchema, refTable, refColumns, onDelete, onUpdate, validated]),
      ),
    )
    .sort();

/** What Prisma's next migration would do. */
export async function stepsTo({ schema }: ProjectInput, looked: Looked): Promise<readonly string[]> {
  const migration = await looked.migrationTo(schema);
  if ('refused' in migration) throw new Error(`Prisma refuses this schema: ${migration.refused}`);
  return stepsIn(migration.sql);
}

async function audited(audit: string, looked: Looked): Promise<readonly number[]> {
  const results = (await looked.server.exec(audit)) as readonly { readonly rows: readonly Record<string, unknown>[] }[];
  return (results[1]?.rows ?? []).map((row) => Number(row['orphans']));
}

/** The statements of a file, which psql sends one by one. */
async function statementsIn(text: string): Promise<readonly string[]> {
  const bytes = Buffer.from(text);
  const { stmts = [] } = await parse(text);
  return stmts.map(({ stmt_location: at = 0, stmt_len: length }) =>
    bytes.subarray(at, length === undefined ? undefined : at + length).toString(),
  );
}
