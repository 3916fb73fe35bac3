import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configSchema } from '../config-schema.ts';
import type { RuleFace } from '../generated.ts';
import { root } from '../root.ts';
import { commentsOfKeys } from '../schema-comments.ts';
import { configTypes } from './config-types.ts';
import { ruleOptions } from './rule-options.ts';

const { shape: shapes } = configSchema;
const folder = 'packages/cli/src/public';

/**
 * The types that `defineConfig` holds a configuration to, by path. They are written out, because those that a library infers
 * would need that library where refint is installed, and know neither our rules nor their options.
 */
export async function typesOfConfig(faces: readonly RuleFace[]): Promise<Map<string, string>> {
  const comments = commentsOfKeys(readFileSync(join(root, shapes), 'utf8'));
  const config = configTypes(await import(join(root, shapes)), comments);
  return new Map([
    [`${folder}/config.ts`, `${headFor(shapes)}${config}`],
    [`${folder}/rule-options.ts`, `${headFor('the rules in plugins/*/src/rules')}${ruleOptions(faces)}`],
  ]);
}

const headFor = (source: string): string =>
  `// Written by \`pnpm fix\` from ${source}\n// biome-ignore-all format: each key stays on one line\n`;
