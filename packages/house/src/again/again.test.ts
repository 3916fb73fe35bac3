import { analyze, type Report, workOutFixes } from '@refint/core';
import { type Source, sourceOf } from '@refint/model';
import deletes from '@refint/plugin-deletes';
import drift from '@refint/plugin-drift';
import indexes from '@refint/plugin-indexes';
import migrations from '@refint/plugin-migrations';
import refint from '@refint/plugin-refint';
import relations from '@refint/plugin-relations';
import tenancy from '@refint/plugin-tenancy';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { after, histories, worldAt } from './edits.ts';
import { told } from './told.ts';
import { inputsOf, type World } from './world.ts';

/**
 * An editor analyses after each edit, and what it remembers must change nothing of what is told. `REFINT_AGAIN=10000 npx vitest run
 * packages/house/src/again` does so for longer, `REFINT_SEED` otherwise than before.
 */
const runs = Number(process.env['REFINT_AGAIN'] ?? 12);
const seed = Number(process.env['REFINT_SEED'] ?? 1);
const most = 25;
const plugins = [relations, deletes, indexes, drift, migrations, tenancy, refint];

/** As the language server does it, with what was said last. */
async function again(world: World, last: Report | undefined): Promise<Report> {
  const projects = last?.projects.map(({ project }) => project) ?? [];
  const report = await analyze(inputsOf(world, sourceOf), world.settings, plugins, {
    replayed: projects.flatMap(({ timeline }) => timeline ?? []),
    read: projects.flatMap(({ declared }) => declared ?? []),
    fixesLater: true,
  });
  workOutFixes(report);
  return report;
}

let count = 0;

/** Under paths that nobody has seen, so that nothing that is remembered of others can help. */
async function afresh(world: World): Promise<unknown> {
  const folder = `fresh-${++count}/`;
  const read = (path: string, text: string): Source => ({ path: `${folder}${path}`, text });
  const report = await analyze(inputsOf(world, read), world.settings, plugins);
  return JSON.parse(JSON.stringify(told(report)).replaceAll(folder, ''));
}

test('after edits by chance, an analysis that goes on from the last one tells what a fresh one tells', async () => {
  await fc.assert(
    fc.asyncProperty(histories(most), async ({ start, set, steps }) => {
      let world = worldAt(start, set);
      let report: Report | undefined;
      const before: World[] = [];
      for (const step of [undefined, ...steps]) {
        before.push(world);
        if (step) world = after(world, step, before);
        report = await again(world, report);
        expect(JSON.parse(JSON.stringify(told(report)))).toEqual(await afresh(world));
      }
    }),
    { numRuns: runs, seed, endOnFailure: runs < 100 },
  );
}, 3_600_000);
