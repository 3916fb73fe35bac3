import { analyze, loadEditor, type ProjectInput, type Settings } from '@refint/core';
import { edited, type Source, sourceOf } from '@refint/model';
import deletes from '@refint/plugin-deletes';
import drift from '@refint/plugin-drift';
import indexes from '@refint/plugin-indexes';
import migrations from '@refint/plugin-migrations';
import relations from '@refint/plugin-relations';
import { openWorkspace, Refusal } from '@refint/workspace';
import { describe, expect, test } from 'vitest';
import { entriesWith } from './entries.ts';

const plugins = [relations, deletes, indexes, drift, migrations];
const entries = [...entriesWith('schema.prisma'), ...entriesWith('schema')];
const skipped = 'projects of which all is mended that can be safely: the corpus is not there (REFINT_CORPUS)';
if (entries.length === 0) console.log(`skipped: ${skipped}`);

/** The texts of a project after all in them was mended that can be safely; nothing where there is nothing to mend. */
async function mended(input: ProjectInput, settings: Settings): Promise<ProjectInput | undefined> {
  const { mendingAll } = await loadEditor();
  const { findings } = await analyze([input], settings, plugins);
  let count = 0;
  const now = (source: Source): Source => {
    const fix = mendingAll(findings, source.path);
    if (!fix) return source;
    count++;
    return sourceOf(source.path, edited(source, fix.edits));
  };
  const schema = input.schema.map(now);
  const history = input.migrations?.map((one) => ({ ...one, source: now(one.source) }));
  return count === 0 ? undefined : { ...input, schema, migrations: history };
}

describe('whoever mends all at each save comes to an end', () => {
  if (entries.length === 0) test.skip(skipped, () => {});
  test.each(entries.map((entry) => [entry.name, entry.folder] as const))('%s', async (_, folder) => {
    const opened = await openWorkspace(['.'], { cwd: folder, plugins });
    if (opened instanceof Refusal) throw new Error(opened.sentence);
    for (const project of opened.projects) {
      let saved: ProjectInput = project;
      let saves = 0;
      for (let next = await mended(saved, opened.settings); next; next = await mended(saved, opened.settings)) {
        saved = next;
        expect(++saves).toBeLessThan(4);
      }
    }
  });
});
