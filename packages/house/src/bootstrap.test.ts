import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './root.ts';

const bootstrap = join(root, 'packages/house/bin/bootstrap.mjs');

test('a verb that there is not is one sentence and exit code 2', () => {
  const { status, stderr } = spawnSync(process.execPath, [bootstrap, 'strat'], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toBe('refint: unknown verb "strat", known are start, test, check, build, release\n');
});

test('CI runs npm test and nothing else', () => {
  const commands = readFileSync(join(root, '.ci/run'), 'utf8')
    .split('\n')
    .filter((line) => /\b(npm|npx|pnpm|node)\b/.test(line));
  expect(commands).toEqual(['exec npm test']);
});

test('what runs on a fresh clone needs nothing but Node', () => {
  const modules = [...readFileSync(bootstrap, 'utf8').matchAll(/from '([^']+)'/g)].map(([, name]) => name);
  expect(modules.length).toBeGreaterThan(0);
  expect(modules.filter((name) => !name?.startsWith('node:'))).toEqual([]);
});
