import { join } from 'node:path';
import { analyze } from '@refint/core';
import { actionInSql, shownReference, sourceOf } from '@refint/model';
import { planFor, writePlan } from '@refint/plan';
import migrations from '@refint/plugin-migrations';
import { allows, policyFor } from '@refint/rule';
import { openWorkspace, Refusal } from '@refint/workspace';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../root.ts';
import { type Looked, startLooked } from '../drift-engine.ts';
import { entriesWith } from '../entries.ts';
import { roundTrip, stepsTo } from './round-trip.ts';

/**
 * Foreign keys are taken out of real histories, planned from the schema and put back on PostgreSQL. Two small projects each time;
 * with REFINT_ROUND_TRIPS=n all of them, with all of their foreign keys and with n halves by chance.
 */
const seeds = Number(process.env['REFINT_ROUND_TRIPS'] ?? 0);
const small: ReadonlySet<string> = new Set(['spliit-app__spliit', 'boxyhq__saas-starter-kit']);

// civitai's history does not run as a whole.
const all = entriesWith('catalog.pg.json', 'drift.json', 'migrations').filter(
  ({ name }) => !name.startsWith('civitai'),
);
const entries = all.filter(({ name }) => seeds > 0 || small.has(name));
const skipped = 'foreign keys taken out of real histories: the corpus is not there (REFINT_CORPUS)';
if (entries.length === 0) console.log(`skipped: ${skipped}`);

let looked: Looked;
beforeAll(async () => {
  looked = await startLooked();
});
afterAll(() => looked.close());

/** Numbers between 0 and 1 that are the same each time (xorshift). */
function chance(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const choices = [
  ['all', () => true] as const,
  ...Array.from({ length: Math.max(seeds, 1) }, (_, seed) => {
    const next = chance(seed);
    return [`half ${seed}`, () => next() < 0.5] as const;
  }),
];

describe('what is taken out of a history is planned as it was', () => {
  if (entries.length === 0) test.skip(skipped, () => {});
  test.each(entries.flatMap((entry) => choices.map(([what, isTaken]) => [entry.name, what, entry, isTaken] as const)))(
    '%s, %s',
    async (_, what, entry, isTaken) => {
      const trip = await roundTrip(entry, looked, isTaken);
      if (seeds > 0)
        console.log(`${entry.name}, ${what}: ${trip.taken} planned, ${trip.stuck} left as they are written`);
      expect(trip).toMatchObject({ failed: [], unplanned: [], newSteps: [], backAgain: true, planned: trip.taken });
      expect(trip.keys.now).toEqual(trip.keys.was);
      expect(trip.orphans).toEqual(Array.from({ length: trip.planned }, () => 0));
    },
    120_000,
  );
});

async function opened() {
  const workspace = await openWorkspace(['.'], { cwd: join(root, 'fixtures/apms'), plugins: [] });
  if (workspace instanceof Refusal) throw new Error(workspace.sentence);
  const [input] = workspace.projects;
  return { input: input!, settings: workspace.settings };
}

test('what guards left out in silence is planned on the columns that were meant', async () => {
  const { input, settings } = await opened();
  const { projects } = await analyze([input], settings, []);
  const { steps } = planFor(projects[0]!.project, ['skipped']);
  expect(steps.map(({ key }) => `${shownReference(key)} ${actionInSql(key.onDelete)}`).sort()).toEqual([
    'approval_policy_stages.policy_id → approval_policy_master.id CASCADE',
    'approver_overrides.workflow_stage_id → workflow_stages.id CASCADE',
    'workflow_stage_actions.workflow_stage_id → workflow_stages.id CASCADE',
  ]);
});

test('after the plan PostgreSQL enforces every relation as was decided, and Prisma has nothing to do for any of them', async () => {
  const { input, settings } = await opened();
  const { projects } = await analyze([input], settings, []);
  const written = await writePlan(planFor(projects[0]!.project), input, settings);
  expect(written.plan.unplanned).toEqual([]);
  expect(await looked.holding(input.migrations!.map(({ source }) => source.text))).toEqual([]);
  for (const { text } of written.migrations) expect(await looked.also(text)).toBeUndefined();

  const { rows } = await looked.server.query<{ name: string; valid: boolean; action: string }>(
    `SELECT conrelid::regclass || '.' || conname AS name, convalidated AS valid, confdeltype AS action
      FROM pg_constraint WHERE contype = 'f'`,
  );
  const letters = { 'no-action': 'a', restrict: 'r', cascade: 'c', 'set-null': 'n', 'set-default': 'd' } as const;
  const relations = written.after.declared!.snapshot.relations;
  expect(relations.length).toBe(39);
  const decided = relations.map((relation) => {
    const entry = policyFor(settings.deletes, relation);
    const action = entry && !allows(entry, relation) ? entry.onDelete[0]! : relation.onDelete;
    return [`${relation.table.replace(/^public\./, '')}.${relation.constraint}`, true, letters[action]];
  });
  expect(rows.map(({ name, valid, action }) => [name, valid, action]).sort()).toEqual(decided.sort());

  const schema = written.schema.files.map(({ source, text }) => sourceOf(source.path, text));
  const keys = (steps: readonly string[]) => steps.filter((step) => /foreign key|index/.test(step));
  expect(keys(await stepsTo({ ...input }, looked))).not.toEqual([]);
  expect(keys(await stepsTo({ ...input, schema }, looked))).toEqual([]);
});

test('no rule finds anything wrong with what is planned', async () => {
  const { input, settings } = await opened();
  const { projects } = await analyze([input], settings, []);
  for (const guarded of [false, true]) {
    const written = await writePlan(planFor(projects[0]!.project), input, settings, { guarded });
    const more = written.migrations.map(({ name, path, text }) => ({ name, source: sourceOf(path, text) }));
    const all = { ...input, migrations: [...input.migrations!, ...more] };
    const since = { kind: 'migration', name: input.migrations!.at(-1)!.name } as const;
    const { findings, problems } = await analyze([all], { ...settings, since, strict: true }, [migrations]);
    const own = new Set(more.map(({ source }) => source));
    expect(findings.filter(({ at }) => own.has(at.source)).map(({ text }) => text)).toEqual([]);
    expect(problems).toEqual([]);
  }
});
