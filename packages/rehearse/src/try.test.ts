import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze, defaultSettings } from '@refint/core';
import { sourceOf } from '@refint/model';
import { planFor, writePlan } from '@refint/plan';
import { test } from 'vitest';
import { plain } from '../../reporters/src/colors.ts';
import { rehearsalText } from '../../reporters/src/rehearsal/text.ts';
import { rehearse } from './index.ts';

test('apms', async () => {
  const base = process.env['BASE'] ?? '/work/wt/rehearse/fixtures/apms/prisma';
  const migrations = readdirSync(join(base, 'migrations'))
    .filter((n) => existsSync(join(base, 'migrations', n, 'migration.sql')))
    .sort()
    .map((name) => ({
      name,
      source: sourceOf(
        join('m', name, 'migration.sql'),
        readFileSync(join(base, 'migrations', name, 'migration.sql'), 'utf8'),
      ),
    }));
  const t = performance.now();
  const schema = [sourceOf('schema.prisma', readFileSync(join(base, 'schema.prisma'), 'utf8'))];
  const input = { name: '.', schema, migrations, runner: 'prisma', neverRun: [], problems: [] } as const;
  const config = process.env['BASE'] ? {} : JSON.parse(readFileSync(join(base, '../refint.config.json'), 'utf8'));
  const settings = { ...defaultSettings, deletes: config.deletes ?? [] };
  const { projects } = await analyze([input], settings, []);
  const w = await writePlan(planFor(projects[0]!.project), input, settings);
  const plan = process.env['NOPLAN']
    ? undefined
    : {
        migrations: w.migrations.map(({ name, path, text }) => ({ name, source: sourceOf(path, text) })),
        audit: sourceOf('audit.sql', w.audit),
        tests: undefined,
        rollback: sourceOf('rollback.sql', w.rollback),
      };
  const a = await rehearse({ input, settings, plan, rows: Number(process.env['ROWS'] ?? 100), orphans: 5 });
  console.log(a.kind === 'rehearsed' ? rehearsalText(a.rehearsal, plain) : a.sentence, performance.now() - t);
}, 600_000);
