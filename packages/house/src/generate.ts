import { join } from 'node:path';
import { leftovers, remove, ruleIndexes, rulePages, usualForms, usualFormsModule, writeAll } from './generated.ts';
import { loadRule } from './load-rule.ts';
import { pageCode, pageCodeModule } from './page-code.ts';
import { root } from './root.ts';

/** Brings the lists of rules, docs/rules, the forms of usual lines and the script of the HTML report up to date, and prints the paths that were not. */
export async function main(): Promise<number> {
  const indexes = await writeAll(root, ruleIndexes(root));
  const { usualForms: tables } = await import(join(root, usualForms.shapes));
  indexes.push(...(await writeAll(root, new Map([[usualForms.path, usualFormsModule(tables)]]))));
  indexes.push(...(await writeAll(root, new Map([[pageCode.path, await pageCodeModule()]]))));
  const pages = await rulePages(root, loadRule);
  const old = leftovers(root, pages);
  remove(root, old);
  for (const path of [...indexes, ...(await writeAll(root, pages)), ...old]) process.stdout.write(`${path}\n`);
  return 0;
}
