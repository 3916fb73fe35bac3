import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { main as generate } from './generate.ts';
import { root } from './root.ts';
import { pluginsIn, rulesFolder } from './rule-files.ts';
import { newRule } from './rule-template.ts';

/** `pnpm new-rule PLUGIN/RULE`: writes the three siblings of a rule, and brings the generated lists up to date. */
export async function main([id, ...rest]: readonly string[]): Promise<number> {
  const trouble = id === undefined || rest.length > 0 ? 'one rule is wanted, as PLUGIN/RULE' : troubleWith(id);
  if (id === undefined || trouble !== undefined) {
    process.stderr.write(`new-rule: ${trouble}\n`);
    return 2;
  }
  for (const [path, text] of newRule(id)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`${path}\n`);
  }
  return generate();
}

/** Why no rule of this name can be written, if so. */
function troubleWith(id: string): string | undefined {
  const [plugin = '', name = '', ...more] = id.split('/');
  const plugins = pluginsIn(root);
  if (more.length > 0 || !/^[a-z]+(-[a-z]+)*$/.test(name) || name === 'index') {
    return `"${id}" is no name for a rule; small letters and hyphens, as in relations/missing-target`;
  }
  if (!plugins.includes(plugin)) return `there is no plugin "${plugin}"; there are ${plugins.join(', ')}`;
  const there = ['ts', 'test.ts', 'md'].map((end) => `${rulesFolder(plugin)}/${name}.${end}`);
  const taken = there.find((path) => existsSync(join(root, path)));
  return taken && `${taken} is there already`;
}
