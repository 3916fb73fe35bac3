import { analyze } from '@refint/core';
import { sourceOf } from '@refint/model';
import { planFor, writePlan } from '@refint/plan';
import { type Ask, rehearse } from '@refint/rehearse';
import { openWorkspace, Refusal } from '@refint/workspace';
import { describe, expect, test } from 'vitest';
import { entriesWith } from './entries.ts';

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
      const plan: Ask['plan'] =
        written.migrations.length === 0
          ? undefined
          : {
              migrations: written.migrations.map(({ name, path, text }) => ({ name, source: sourceOf(path, text) })),
              audit: sourceOf('audit.sql', written.audit),
              tests: undefined,
              rollback: sourceOf('rollback.sql', written.rollback),
            };
      const answer = await rehearse({ input: input!, settings, plan, rows, orphans: 2 });
      if (answer.kind === 'refused') return expect(answer.sentence).toMatch(/extension/);
      const { history, plan: planned } = answer.rehearsal;
      const { waits, steps, ...others } = planned ?? { waits: [], steps: [] };
      // Some histories stop in their middle, and then refint has to say so too.
      const unforeseen = history.refused.filter(({ foreseen }) => foreseen === 'no');
      expect({ ...history, refused: unforeseen }).toMatchObject({ disagreements: [], refused: [], partly: undefined });
      if (plan) expect(others).toMatchObject({ refused: [], disagreements: [], notRestored: [] });
      for (const { planted, counted } of planned?.audit ?? []) expect(counted).toBe(planted);
    },
    600_000,
  );
});
