import { join } from 'node:path';
import type { AnyRule, Plugin } from '@refint/rule';
import { checkPage } from '@refint/testkit';
import { expect, test } from 'vitest';
import { loadRule } from './load-rule.ts';
import { root } from './root.ts';
import { pluginsIn, rulesOf } from './rule-files.ts';

const rules = pluginsIn(root).flatMap((plugin) => rulesOf(root, plugin));

const pathOf = ({ folder, name }: (typeof rules)[number]): string => join(root, folder, `${name}.ts`);

/** The rules that are asked beside one whose page is looked at: all others for one that is about what these find. */
async function besides(rule: AnyRule): Promise<readonly Plugin[]> {
  if (rule.on !== 'ignore') return [];
  return Promise.all(rules.map(async (one) => ({ name: one.plugin, rules: [await loadRule(pathOf(one))] })));
}

for (const one of rules) {
  const rule = await loadRule(pathOf(one));
  checkPage(rule, one.page ?? '', await besides(rule));
}

test('all rules of all plugins are looked at', () => {
  expect(pluginsIn(root)).toEqual(expect.arrayContaining(['deletes', 'migrations', 'relations']));
});
