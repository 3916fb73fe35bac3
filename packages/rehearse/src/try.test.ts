import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSettings } from '@refint/core';
import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { rehearse } from './index.ts';
const corpus = '/work/shared/corpus';
const dirs = process.env['DIRS']!.split(',');
for (const dir of dirs) test(dir, async () => {
  const base = dir.startsWith('/') ? dir : join(corpus, dir);
  const migrations = readdirSync(join(base, 'migrations')).filter((n) => existsSync(join(base, 'migrations', n, 'migration.sql'))).sort()
    .map((name) => ({ name, source: sourceOf(join('m', name, 'migration.sql'), readFileSync(join(base, 'migrations', name, 'migration.sql'), 'utf8')) }));
  const t = performance.now();
  const a = await rehearse({ input: { name: '.', schema: [], migrations, runner: 'prisma', neverRun: [], problems: [] }, settings: defaultSettings, ...(process.env['V'] && { postgres: Number(process.env['V']) as 16 }) });
  console.log(dir, JSON.stringify(a, null, 1).slice(0, 6000), performance.now() - t);
}, 600_000);
