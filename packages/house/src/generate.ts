import { join } from 'node:path';
import { configSchema, configSchemaText } from './config-schema.ts';
import { typesOfConfig } from './config-types/index.ts';
import {
  leftovers,
  remove,
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
import { showingFiles, withShownFiles } from './shown-files.ts';

/**
 * Brings the lists of rules, docs/rules, the files that a guide shows, the forms of usual lines, the script of the HTML report, and the schema and the
 * types of configurations up to date, and prints the paths that were not.
 */
export async function main(): Promise<number> {
  const indexes = await writeAll(root, ruleIndexes(root));
  const { usualForms: tables } = await import(join(root, usualForms.shapes));
  indexes.push(...(await writeAll(root, new Map([[usualForms.path, usualFormsModule(tables)]]))));
  indexes.push(...(await writeAll(root, new Map([[pageCode.path, await pageCodeModule()]]))));
  const faces = await ruleFaces(root, loadRule);
  indexes.push(...(await writeAll(root, new Map([[configSchema.path, await configSchemaText(faces)]]))));
  indexes.push(...(await writeAll(root, await typesOfConfig(faces))));
  const page = withShownFiles(root, textOf(join(root, showingFiles)) ?? '');
  indexes.push(...(await writeAll(root, new Map([[showingFiles, page]]))));
  const pages = await rulePages(root, loadRule);
  const old = leftovers(root, pages);
  remove(root, old);
  for (const path of [...indexes, ...(await writeAll(root, pages)), ...old]) process.stdout.write(`${path}\n`);
  return 0;
}
