import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { configSchema, configSchemaText } from './config-schema.ts';
import { typesOfConfig } from './config-types/index.ts';
import {
  leftovers,
  ruleFaces,
  ruleIndexes,
  rulePages,
  textOf,
  usualForms,
  usualFormsModule,
  writeAll,
} from './generated.ts';
import { loadRule } from './load-rule.ts';
import { pageCode, pageCodeModule } from './page-code.ts';
import { root } from './root.ts';
import { pluginsIn, rulesOf } from './rule-files.ts';
import { ruleIndex } from './rule-index.ts';
import { showingFiles, withShownFiles } from './shown-files.ts';

const stale = (files: ReadonlyMap<string, string>) =>
  [...files].filter(([path, text]) => textOf(join(root, path)) !== text).map(([path]) => path);

test('the lists of rules are those that `pnpm fix` writes', () => {
  expect(stale(ruleIndexes(root))).toEqual([]);
});

test('the forms of usual lines are what `pnpm fix` writes', async () => {
  const { usualForms: tables } = await import(join(root, usualForms.shapes));
  expect(stale(new Map([[usualForms.path, usualFormsModule(tables)]]))).toEqual([]);
});

test('the script of the HTML report is what `pnpm fix` writes', async () => {
  expect(stale(new Map([[pageCode.path, await pageCodeModule()]]))).toEqual([]);
});

test('the schema of configurations is what `pnpm fix` writes', async () => {
  expect(stale(new Map([[configSchema.path, await configSchemaText(await ruleFaces(root, loadRule))]]))).toEqual([]);
});

test('the types of a configuration are what `pnpm fix` writes', async () => {
  expect(stale(await typesOfConfig(await ruleFaces(root, loadRule)))).toEqual([]);
});

test('the guide to plugins shows the files of its example as they are', () => {
  const page = textOf(join(root, showingFiles)) ?? '';
  expect(page.match(/<!-- the file/g)).toHaveLength(6);
  expect(stale(new Map([[showingFiles, withShownFiles(root, page)]]))).toEqual([]);
});

test('docs/rules is what `pnpm fix` writes', async () => {
  const pages = await rulePages(root, loadRule);
  expect([...stale(pages), ...leftovers(root, pages)]).toEqual([]);
});

test('every rule has its three siblings, and its id is made of its plugin and its file', async () => {
  for (const rule of pluginsIn(root).flatMap((plugin) => rulesOf(root, plugin))) {
    const { id, summary } = await loadRule(join(root, rule.folder, `${rule.name}.ts`));
    expect(id).toBe(rule.id);
    expect(summary, id).toMatch(/^[A-Z].*\.$/);
    expect(rule.tested, `${id} has no ${rule.name}.test.ts`).toBe(true);
    expect(rule.page?.split('\n')[0], `${id} has no ${rule.name}.md under its own name`).toBe(`# ${id}`);
  }
});

test('every plugin hands out all of its rules under its own name', async () => {
  for (const plugin of pluginsIn(root)) {
    const { default: value } = await import(join(root, 'plugins', plugin, 'src/index.ts'));
    expect(value?.name).toBe(plugin);
    expect(value.rules.map(({ id }: { id: string }) => id)).toEqual(rulesOf(root, plugin).map(({ id }) => id));
  }
});

test('a list of rules imports each by its file', () => {
  expect(ruleIndex(['a-rule', 'b'])).toBe(`// Written by \`pnpm fix\` from the names of the files beside it.
import type { AnyRule } from '@refint/rule';
import aRule from './a-rule.ts';
import b from './b.ts';

export const rules: readonly AnyRule[] = [aRule, b];
`);
});

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A repository with one rule. */
function repository(): string {
  folder = mkdtempSync(join(tmpdir(), 'generated-'));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put('plugins/deletes/src/rules/slow.ts', '');
  put('plugins/deletes/src/rules/slow.md', '# deletes/slow\n\nBecause.\n');
  put('docs/rules/deletes/gone.md', '');
  return folder;
}

const face = { id: 'deletes/slow', severity: 'warning', summary: 'A | B.' };

test('a page carries what its rule says of itself, and what has no rule any more is left over', async () => {
  const pages = await rulePages(repository(), async () => face);
  expect(pages.get('docs/rules/deletes/slow.md')).toMatch(
    /\n# deletes\/slow\n\n\*\*warning\*\* · A \| B\..*\n\nBecause\.\n$/s,
  );
  expect(pages.get('docs/rules/README.md')).toContain('| [deletes/slow](deletes/slow.md) | warning | A \\| B. |');
  expect(leftovers(folder, pages)).toEqual(['docs/rules/deletes/gone.md']);
});

test('a rule that people must ask for says why', async () => {
  const pages = await rulePages(repository(), async () => ({ ...face, strict: 'it is loud' }));
  expect(pages.get('docs/rules/deletes/slow.md')).toContain('· A | B. · strict only: it is loud ·');
  expect(pages.get('docs/rules/README.md')).toContain('| warning, strict | A');
});

test('the options of a rule stand below its page', async () => {
  const options = { most: { kind: 'number', about: 'So many.', default: 3 } } as const;
  const pages = await rulePages(repository(), async () => ({ ...face, options }));
  expect(pages.get('docs/rules/deletes/slow.md')).toMatch(
    /Because\.\n\n## Options\n\n- `most`, a number: So many\. `3` when left out\.\n\n```json\n[^`]*\n```\n$/,
  );
});

test('writing twice writes once', async () => {
  const files = ruleIndexes(repository());
  expect(await writeAll(folder, files)).toEqual(['plugins/deletes/src/rules/index.ts']);
  expect(await writeAll(folder, files)).toEqual([]);
});
