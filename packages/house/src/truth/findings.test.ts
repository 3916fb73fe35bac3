import deletes from '@refint/plugin-deletes';
import drift from '@refint/plugin-drift';
import indexes from '@refint/plugin-indexes';
import migrations from '@refint/plugin-migrations';
import relations from '@refint/plugin-relations';
import { expect, test } from 'vitest';
import { entriesWith, reportOn } from './entries.ts';

const plugins = [relations, deletes, indexes, drift, migrations];
const entries = entriesWith('LICENSE');

/**
 * Each of these was read and found true, but for those of relations/undeclared-reference, which are judged one by one in
 * `undeclared-labels.txt`. A change of a number means reading what changed.
 */
test.skipIf(entries.length === 0)('how often each rule speaks on each project of the corpus', async () => {
  const counts: Record<string, Record<string, number>> = {};
  for (const entry of entries) {
    const report = await reportOn(entry, plugins);
    const found: Record<string, number> = {};
    for (const { rule, severity } of report?.findings ?? []) {
      found[`${rule} ${severity}`] = (found[`${rule} ${severity}`] ?? 0) + 1;
    }
    if (Object.keys(found).length > 0) counts[entry.name] = Object.fromEntries(Object.entries(found).sort());
  }
  await expect(`${JSON.stringify(counts, undefined, 2)}\n`).toMatchFileSnapshot('findings.json');
});

if (entries.length === 0)
  console.log('skipped: 41 projects whose findings are not counted: the corpus is not there (REFINT_CORPUS)');
