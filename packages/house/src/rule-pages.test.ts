import { join } from 'node:path';
import type { AnyRule, Plugin } from '@refint/rule';
import { examineFiles } from '@refint/testkit';
import { describe, expect, test } from 'vitest';
import { filesNow, worldOf } from './example-world.ts';
import { loadRule } from './load-rule.ts';
import { root } from './root.ts';
import { pluginsIn, rulesOf } from './rule-files.ts';
import { type Example, readRulePage } from './rule-page.ts';

const rules = pluginsIn(root).flatMap((plugin) => rulesOf(root, plugin));

const pathOf = ({ folder, name }: (typeof rules)[number]): string => join(root, folder, `${name}.ts`);

/** The rules that are asked beside one whose page is looked at: all others for one that is about what these find. */
async function besides(rule: AnyRule): Promise<readonly Plugin[]> {
  if (rule.on !== 'ignore') return [];
  return Promise.all(rules.map(async (one) => ({ name: one.plugin, rules: [await loadRule(pathOf(one))] })));
}

/** What a rule says about an example of its page. */
async function said(rule: AnyRule, { files }: Example): Promise<string[]> {
  const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  const { findings, problems } = await examineFiles(rule, filesNow(texts), {
    ...worldOf(texts),
    beside: await besides(rule),
  });
  expect(problems.map(({ text }) => text)).toEqual([]);
  return findings.map(({ text }) => text);
}

describe.each(rules)('the page of $id', (files) => {
  const { examples } = readRulePage(files.page ?? '');
  const load = () => loadRule(pathOf(files));

  test('shows what is wrong and what is right', () => {
    expect(new Set(examples.map(({ wrong }) => wrong))).toEqual(new Set([true, false]));
  });

  test('finds something in everything that it calls wrong', async () => {
    for (const example of examples.filter(({ wrong }) => wrong)) {
      expect(await said(await load(), example), JSON.stringify(example.files)).not.toEqual([]);
    }
  });

  test('finds nothing in anything that it calls right', async () => {
    for (const example of examples.filter(({ wrong }) => !wrong)) {
      expect(await said(await load(), example), JSON.stringify(example.files)).toEqual([]);
    }
  });
});

test('all rules of all plugins are looked at', () => {
  expect(pluginsIn(root)).toEqual(expect.arrayContaining(['deletes', 'migrations', 'relations']));
});
