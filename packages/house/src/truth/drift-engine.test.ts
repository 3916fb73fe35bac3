import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { driftOf, edited, type Source, sourceOf } from '@refint/model';
import drift from '@refint/plugin-drift';
import type { Project } from '@refint/rule';
import { examineFiles } from '@refint/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases } from './drift-cases.ts';
import { type Looked, startLooked } from './drift-engine.ts';
import { projectOf } from './drift-project.ts';
import { stepsIn, stepsOf } from './drift-steps.ts';
import { entriesWith, reportOn } from './entries.ts';

const missingInSchema = drift.rules.find(({ id }) => id === 'drift/missing-in-schema')!;

let looked: Looked;

beforeAll(async () => {
  looked = await startLooked();
});
afterAll(() => looked.close());

const previews = [[], ['partialIndexes']] as const;

describe.each(previews.map((features) => [features.length > 0 ? 'on' : 'off', features] as const))(
  'partialIndexes %s: what we say will change is what Prisma would write',
  (_, features) => {
    // Prisma refuses the word `where` without the preview.
    const allowed = cases.filter(({ schema }) => features.length > 0 || !schema.includes('where:'));
    test.each(allowed)('$name', async ({ schema, sql, external }) => {
      const source = sourceOf('schema.prisma', withPreviews(schema, features));
      const { declared, timeline } = await projectOf([source], sql);
      expect(await looked.holding([sql])).toEqual([]);
      expect(stepsOf(driftOf(declared, timeline.last, external))).toEqual(stepsIn(await writtenTo([source], external)));
    });
  },
);

const entries = entriesWith('drift.json', 'migrations').filter(({ name }) => !name.startsWith('civitai'));
const skipped = '19 projects whose drift is not compared: the corpus is not there (REFINT_CORPUS)';
if (entries.length === 0) console.log(`skipped: ${skipped}`);

describe('what we say will change in real projects is what Prisma would write', () => {
  if (entries.length === 0) test.skip(skipped, () => {});
  test.each(entries.map((entry) => [entry.name, entry] as const))(
    '%s',
    async (_, entry) => {
      const project = (await reportOn(entry, []))?.projects[0]?.project;
      if (!project?.timeline || !project.declared) throw new Error('nothing was read');
      expect(await looked.holding(project.timeline.migrations.map(({ source }) => source.text))).toEqual([]);
      for (const features of previews) {
        const schema = schemaOf(project, entry.folder).map((source) =>
          sourceOf(source.path, withPreviews(source.text, features)),
        );
        const datasource = { ...project.declared.datasource, previewFeatures: features };
        expect(stepsOf(driftOf({ ...project.declared, datasource }, project.timeline.last))).toEqual(
          stepsIn(await writtenTo(schema)),
        );
      }
    },
    60_000,
  );
});

test('an index that a fix declares is one that Prisma leaves alone', async () => {
  let fixed = 0;
  for (const { schema, sql } of cases) {
    const source = sourceOf('schema.prisma', withPreviews(schema, []));
    if (schema.includes('where:')) continue;
    const report = await examineFiles(missingInSchema, { 'schema.prisma': source.text, '1/migration.sql': sql });
    for (const { fix } of report.findings) {
      if (!fix) continue;
      const [edit] = fix.edits;
      const text = edit && edited(edit.source, fix.edits);
      expect(await looked.holding([sql])).toEqual([]);
      const before = stepsIn(await writtenTo([source]));
      const after = stepsIn(await writtenTo([sourceOf('schema.prisma', text ?? '')]));
      expect(after, fix.title).toEqual(before.filter((step) => !step.startsWith('drop index') || after.includes(step)));
      expect(after.length, fix.title).toBe(before.length - 1);
      fixed++;
    }
  }
  expect(fixed).toBeGreaterThan(5);
}, 60_000);

async function writtenTo(schema: readonly Source[], external?: readonly string[]): Promise<string> {
  const written = await looked.migrationTo(schema, external);
  if ('refused' in written) throw new Error(`Prisma refuses this schema: ${written.refused}`);
  return written.sql;
}

function withPreviews(schema: string, features: readonly string[]): string {
  const datasource = schema.includes('datasource ') ? '' : 'datasource db {\n  provider = "postgresql"\n}\n';
  const listed = features.map((feature) => `"${feature}"`).join(', ');
  // What else a real schema previews stays: without it, its words are errors.
  if (/^\s*previewFeatures\s*=/m.test(schema)) {
    return schema.replace(/(previewFeatures\s*=\s*\[)\s*/, `$1${listed}${listed && ', '}`).replace(/,\s*\]/, ']');
  }
  if (/^generator /m.test(schema)) {
    return schema.replace(/^generator \w+ \{/m, (line) => `${line}\n  previewFeatures = [${listed}]`);
  }
  if (!schema.includes('model ')) return schema;
  return `${datasource}generator client {\n  provider = "prisma-client"\n  previewFeatures = [${listed}]\n}\n${schema}`;
}

/** The files of a project's schema, as they are on the disk. */
function schemaOf({ declared }: Project, folder: string): readonly Source[] {
  if (!declared) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.prisma') && !file.startsWith('migrations'),
  );
  return files.sort().map((file) => sourceOf(file, readFileSync(join(folder, file), 'utf8')));
}
