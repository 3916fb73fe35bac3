import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Options } from '@refint/rule';
import { pluginsIn, type RuleFiles, rulesFolder, rulesOf } from './rule-files.ts';
import { ruleIndex } from './rule-index.ts';

/** What a rule says of itself; read from its module, never from its text. */
export interface RuleFace {
  readonly id: string;
  readonly summary: string;
  readonly severity: string;
  readonly strict?: string | undefined;
  readonly options?: Options | undefined;
}

/** Loads the rule that a file exports by default. */
export type LoadRule = (path: string) => Promise<RuleFace>;

const docs = 'docs/rules';

/** The list of rules of each plugin, by the path of its file. Needs nothing but the names of files. */
export function ruleIndexes(root: string): Map<string, string> {
  return new Map(
    pluginsIn(root).map((plugin) => {
      const names = rulesOf(root, plugin).map(({ name }) => name);
      return [`${rulesFolder(plugin)}/index.ts`, ruleIndex(names)];
    }),
  );
}

/** What all rules say of themselves. */
export async function ruleFaces(root: string, load: LoadRule): Promise<readonly RuleFace[]> {
  // One after the other: jiti hands out half a module to whoever asks for it while it is still loading.
  const faces: RuleFace[] = [];
  for (const plugin of pluginsIn(root))
    for (const { folder, name } of rulesOf(root, plugin)) faces.push(await load(join(root, folder, `${name}.ts`)));
  return faces;
}

/** The pages below docs/rules, by path: one for each rule, and a table of all. */
export async function rulePages(root: string, load: LoadRule): Promise<Map<string, string>> {
  const rules = pluginsIn(root).flatMap((plugin) => rulesOf(root, plugin));
  const faces = await ruleFaces(root, load);
  // Names of files are asked for before anything is built.
  const { optionsSection } = await (await import('@refint/reporters')).loadRuleOptions();
  const pages = rules.map(({ id, ...rule }, at) => {
    const section = optionsSection({ id, options: faces[at]!.options });
    return [`${docs}/${id}.md`, pageOf({ id, ...rule }, faces[at]!, section)] as const;
  });
  return new Map([...pages, [`${docs}/README.md`, tableOfRules(rules, faces)]]);
}

/** Where the forms of usual lines of a Prisma schema are kept, and what makes them. */
export const usualForms = {
  path: 'packages/prisma/src/syntax/usual-forms.ts',
  shapes: 'packages/prisma/src/testing/usual-shapes.ts',
};

type Tables = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The forms as a module: a line for each shape. Each is kept as JSON, because a schema has few of them, and those that it
 * has not cost nothing but their letters.
 */
export function usualFormsModule(tables: Tables): string {
  const shown = Object.entries(tables).map(([rule, forms]) => {
    const lines = Object.entries(forms).map(([shape, form]) => `${shape} ${JSON.stringify(form)}\n`);
    return `  ${rule}: \`${lines.join('')}\`,\n`;
  });
  return `// Written by \`pnpm fix\` from ${usualForms.shapes}

export const usualForms = {
${shown.join('')}};
`;
}

/** Files below docs/rules that no rule stands behind any more. */
export function leftovers(root: string, pages: ReadonlyMap<string, string>): string[] {
  if (!existsSync(join(root, docs))) return [];
  const there = readdirSync(join(root, docs), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
  return there.filter((path) => !pages.has(path));
}

/** Writes the files that differ, and returns their paths. */
export async function writeAll(root: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const stale = [...files].filter(([path, text]) => textOf(join(root, path)) !== text);
  for (const [path, text] of stale) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return stale.map(([path]) => path);
}

export function remove(root: string, paths: readonly string[]): void {
  for (const path of paths) rmSync(join(root, path));
}

export function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function pageOf(rule: RuleFiles, { severity, summary, strict }: RuleFace, section: string): string {
  const [title = '', ...rest] = (rule.page ?? `# ${rule.id}\n`).split('\n');
  const source = `../../../${rule.folder}/${rule.name}.md`;
  return [
    `<!-- Written by \`pnpm fix\` from ${rule.folder}/${rule.name}.md -->`,
    '',
    title,
    '',
    `**${severity}** · ${summary}${strict === undefined ? '' : ` · strict only: ${strict}`} · [rule and page](${source})`,
    ...rest,
    ...(section === '' ? [] : section.split('\n')),
  ].join('\n');
}

function tableOfRules(rules: readonly RuleFiles[], faces: readonly RuleFace[]): string {
  const rows = rules.map(({ id }, at) => {
    const { severity, summary, strict } = faces[at]!;
    return `| [${id}](${id}.md) | ${severity}${strict === undefined ? '' : ', strict'} | ${summary.replaceAll('|', '\\|')} |\n`;
  });
  return `<!-- Written by \`pnpm fix\` from the rules in plugins/*/src/rules -->

# Rules

Severities are defaults; the configuration overrides them. Rules of \`strict\` run with \`extends: ['strict']\`, or when the configuration
gives them a severity.

| rule | severity | what should be so |
| --- | --- | --- |
${rows.join('')}`;
}
