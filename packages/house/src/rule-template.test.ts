import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { examineFiles, readRulePage } from '@refint/testkit';
import { afterAll, expect, test } from 'vitest';
import { loadRule } from './load-rule.ts';
import { root } from './root.ts';
import { newRule } from './rule-template.ts';

// Inside of this package, so that what the rule imports is found; below dist, so that nobody takes it for a source.
const folder = join(root, 'packages/house/dist/new-rule');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a new rule works, and its page shows how', async () => {
  mkdirSync(folder, { recursive: true });
  const files = newRule('relations/very-new');
  expect([...files.keys()]).toEqual(
    ['ts', 'test.ts', 'md'].map((end) => `plugins/relations/src/rules/very-new.${end}`),
  );
  for (const [path, text] of files) writeFileSync(join(folder, basename(path)), text);

  const rule = await loadRule(join(folder, 'very-new.ts'));
  expect(rule.id).toBe('relations/very-new');
  const { examples } = readRulePage(readFileSync(join(folder, 'very-new.md'), 'utf8'));
  const said = await Promise.all(
    examples.map(async (example) => {
      const texts = Object.fromEntries(example.files.map(({ path, text }) => [path, text]));
      return [example.wrong, (await examineFiles(rule, texts)).findings.length];
    }),
  );
  expect(said).toEqual([
    [true, 1],
    [false, 0],
  ]);
});
