import { analyze, defaultSettings } from '@refint/core';
import { sourceOf } from '@refint/model';
import { planFor, type WrittenPlan, writePlan } from '@refint/plan';
import { type Ask, rehearse } from '@refint/rehearse';
import { openWorkspace, Refusal } from '@refint/workspace';
import { describe, expect, test } from 'vitest';
import { entriesWith } from './entries.ts';
import { takenOut } from './plan/round-trip.ts';

/**
 * Real projects, rehearsed: what their migrations make and lock is what refint says, and so it is with what refint plans for them.
 * Each takes some seconds, so none is part of the suite: REFINT_REHEARSALS names some, or all whose history runs.
 */
const wanted = process.env['REFINT_REHEARSALS'] ?? '';
const rows = Number(process.env['REFINT_ROWS'] ?? 20);

const entries = entriesWith('schema.prisma', 'catalog.pg.json', 'migrations').filter(
  ({ name }) => wanted === 'all' || wanted.split(',').includes(name),
);
if (entries.length === 0)
  console.log(
    'skipped: rehearsals of real projects, because none was named (REFINT_REHEARSALS), or the corpus is not there (REFINT_CORPUS)',
  );

describe.skipIf(entries.length === 0)('a rehearsal of a real project', () => {
  test.each(entries.map((entry) => [entry.name, entry] as const))(
    '%s',
    async (_, { folder }) => {
      const workspace = await openWorkspace(['.'], { cwd: folder, plugins: [] });
      if (workspace instanceof Refusal) throw new Error(workspace.sentence);
      const [input] = workspace.projects;
      const settings = { ...workspace.settings, targets: { writeMilliseconds: 60_000 } };
      const { projects } = await analyze([input!], settings, []);
      const written = await writePlan(planFor(projects[0]!.project), input!, settings);
      const plan = written.migrations.length === 0 ? undefined : filesOf(written);
      const answer = await rehearse({ input: input!, settings, plan, rows, orphans: 2 });
      if (answer.kind === 'refused') return expect(answer.sentence).toMatch(/extension/);
      const { history, plan: planned } = answer.rehearsal;
      const { waits, steps, ...others } = planned ?? { waits: [], steps: [] };
      // Some histories stop in their middle, and then refint has to say so too.
      const unforeseen = history.refused.filter(({ foreseen }) => foreseen === 'no');
      expect({ ...history, refused: unforeseen }).toMatchObject({ disagreements: [], refused: [], partly: undefined });
      if (plan)
        expect(others).toMatchObject({ refused: [], disagreements: [], notRestored: [], tests: { pass: true } });
      for (const { planted, counted } of planned?.audit ?? []) expect(counted).toBe(planted);
    },
    600_000,
  );

  // civitai's history does not run as a whole.
  const whole = entries.filter(({ name }) => !name.startsWith('civitai'));
  test.each(whole.map((entry) => [entry.name, entry] as const))(
    '%s, without its foreign keys: the audit counts what was planted, each test behaves as said, and all of it goes back',
    async (_, entry) => {
      const { left, taken, written } = await takenOut(entry, () => true);
      const settings = { ...defaultSettings, targets: { writeMilliseconds: 60_000 } };
      const answer = await rehearse({ input: left, settings, plan: filesOf(written), rows, orphans: 2 });
      if (answer.kind === 'refused') return expect(answer.sentence).toMatch(/extension/);
      const { audit = [], tests, ...others } = answer.rehearsal.plan!;
      expect(others).toMatchObject({ refused: [], disagreements: [], notRestored: [] });
      expect(tests).toMatchObject({ pass: true, because: undefined });
      expect(audit.length).toBe(taken);
      expect(audit.filter((one) => one.counted !== one.planted)).toEqual([]);
      const planted = audit.reduce((sum, one) => sum + (one.planted ?? 0), 0);
      console.log(
        `${entry.name}: ${taken} planned, ${planted} orphans counted, ${tests!.trials} trials, ${tests!.untested} not tested`,
      );
    },
    600_000,
  );
});

function filesOf({ migrations, audit, tests, rollback }: WrittenPlan): NonNullable<Ask['plan']> {
  return {
    migrations: migrations.map(({ name, path, text }) => ({ name, source: sourceOf(path, text) })),
    audit: sourceOf('audit.sql', audit),
    tests: sourceOf('tests.sql', tests),
    rollback: sourceOf('rollback.sql', rollback),
  };
}
