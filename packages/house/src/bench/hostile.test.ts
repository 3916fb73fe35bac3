import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze } from '@refint/core';
import { openWorkspace, Refusal } from '@refint/workspace';
import { expect, onTestFinished, test } from 'vitest';
import { hostile, writeHostile } from './hostile.ts';

test.each(Object.entries(hostile))('%s cost nothing that stands around them', async (_, text) => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeHostile(folder, text());
  const opened = await openWorkspace(['.'], { cwd: folder, plugins: [] });
  if (opened instanceof Refusal) throw new Error(opened.sentence);
  const { projects, problems } = await analyze(opened.projects, opened.settings, []);
  expect(problems.filter(({ fatal }) => fatal)).toEqual([]);
  expect(projects[0]?.counts).toMatchObject({ tables: 1, references: 1, enforced: 1 });
});
