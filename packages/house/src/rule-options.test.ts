import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRuleOptions } from '@refint/reporters';
import type { AnyRule } from '@refint/rule';
import { readRulePage } from '@refint/testkit';
import { openSettings, Refusal } from '@refint/workspace';
import { expect, onTestFinished, test } from 'vitest';
import { loadRule } from './load-rule.ts';
import { root } from './root.ts';
import { pluginsIn, rulesOf } from './rule-files.ts';

const files = pluginsIn(root).flatMap((plugin) => rulesOf(root, plugin));
const rules: AnyRule[] = [];
for (const { folder, name } of files) rules.push(await loadRule(join(root, folder, `${name}.ts`)));
const withOptions = rules.filter(({ options }) => options);

test.each(withOptions)('the example of the options of $id gives each of them', async (rule) => {
  const { exampleFor } = await loadRuleOptions();
  const cwd = mkdtempSync(join(tmpdir(), 'refint-options-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, 'refint.config.json'), exampleFor(rule.id, Object.entries(rule.options)));
  const plugins = [{ name: rule.id.split('/')[0] ?? '', rules: [rule] }];
  const told = await openSettings(undefined, { cwd, plugins }, {});
  if (told instanceof Refusal) throw new Error(told.sentence);
  for (const { name, value, from } of told.rules[0]?.options ?? []) {
    expect([name, from]).toEqual([name, { kind: 'config', file: 'refint.config.json', line: 2 }]);
    expect([name, value]).not.toEqual([name, rule.options[name].default]);
  }
});

test.each(withOptions)('the page of $id has an example with an option', ({ id }) => {
  const { examples } = readRulePage(files.find((one) => one.id === id)?.page ?? '');
  const configs = examples.flatMap((example) => example.files.filter(({ path }) => path === 'refint.config.json'));
  expect(configs.filter(({ text }) => new RegExp(`"${id}":\\s*\\[`).test(text))).not.toEqual([]);
});

test('there are rules with options', () => {
  expect(withOptions.length).toBeGreaterThan(4);
});
