import { cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { root } from '../root.ts';
import { newestNode } from './newest-node.ts';
import { pack } from './pack.ts';
import { type Stranger, stranger } from './stranger.ts';

let folder = '';
let refint = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'refint-installed-'));
  refint = pack(folder).find(({ name }) => name === 'refint')?.tarball ?? '';
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Somebody who has installed `refint` and nothing else, next to the project of a fixture. */
function installed(onTestFinished: (clean: () => void) => void, node?: string): Stranger {
  const one = stranger(onTestFinished, node);
  one.write({ 'package.json': '{ "name": "apms", "version": "1.0.0", "private": true }\n' });
  cpSync(join(root, 'fixtures/apms/prisma'), join(one.folder, 'prisma'), { recursive: true });
  one.get('npm', 'install', '--save-dev', refint);
  return one;
}

test('nothing comes along, nothing runs, and all of it is small', () => {
  const { folder, get } = installed(onTestFinished);
  const modules = join(folder, 'node_modules');
  expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual(['refint']);
  expect(sizeOf(modules)).toBeLessThan(10_000_000);
  expect(Object.keys(JSON.parse(get('npm', 'ls', '--all', '--json')).dependencies)).toEqual(['refint']);
  expect(JSON.parse(readFileSync(join(modules, 'refint/package.json'), 'utf8')).scripts).toBeUndefined();
});

function sizeOf(path: string): number {
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

const newest = newestNode(join(tmpdir(), 'refint-newest-node'));
if ('why' in newest) console.log(`skipped: the newest Node, because ${newest.why}`);
const nodes: (readonly [string, string])[] = [[process.version, process.execPath]];
if ('path' in newest) nodes.push(['the newest Node', newest.path]);

describe.each(nodes)('with %s and no network', (name, node) => {
  let user: Stranger;
  const cleaning: (() => void)[] = [];
  beforeAll(() => {
    user = installed((clean) => cleaning.push(clean), node);
  });
  afterAll(() => {
    for (const clean of cleaning) clean();
  });

  test('npx runs refint by that Node', () => {
    const version = user.get('node', '--version').trim();
    if (name === 'the newest Node') expect(Number.parseInt(version.slice(1), 10)).toBeGreaterThanOrEqual(26);
    else expect(version).toBe(name);
    expect(user.run('npx', 'refint', '--version')).toEqual({
      code: 0,
      said: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  test('every command of the guide that comes along runs there', () => {
    const guide = readFileSync(join(user.folder, 'node_modules/refint/docs/getting-started.md'), 'utf8');
    const commands = [...guide.matchAll(/^npx refint (.*)$|`npx refint (.*?)`/gm)].map(([, a, b]) => a ?? b ?? '');
    expect(commands).toContain('init');
    for (const command of commands) {
      const words = command.replace('RULE', 'deletes/policy').replace('TABLE', 'workspaces').split(' ');
      const { code, said } = user.run('npx', 'refint', ...words);
      expect([command, code, said]).toEqual([
        command,
        command === 'check' ? 1 : 0,
        expect.not.stringMatching(/^refint: /m),
      ]);
    }
    rmSync(join(user.folder, 'refint.config.mjs'));
  });

  test.each([
    ['check', 1, 'no migration creates it (relations/missing-foreign-key)'],
    ['explain relations/missing-foreign-key', 0, 'Wrong'],
    ['references', 0, 'workflow_instances.workspace_id → workspaces.id'],
    ['timeline', 0, 'add_master_tables_fks'],
    ['impact workspaces', 0, 'atp_scope_master'],
    ['graph --format svg', 0, '</svg>'],
    ['report', 0, 'workflow_instances'],
    ['report --format html', 0, '</html>'],
    ['config print', 0, 'relations/missing-foreign-key'],
    ['check --since HEAD', 2, 'git'],
    ['rules', 0, 'tenancy/unreachable'],
    ['init --dry-run', 0, 'refint.config'],
  ])('refint %s', (words, code, part) => {
    expect(user.refint(...words.split(' '))).toEqual({ code, said: expect.stringContaining(part) });
  });

  test.each([
    ['refint.config.ts', `import { defineConfig } from 'refint';\nexport default defineConfig(RULES);\n`],
    ['refint.config.mjs', `import { defineConfig } from 'refint';\nexport default defineConfig(RULES);\n`],
    ['refint.config.cjs', `const { defineConfig } = require('refint');\nmodule.exports = defineConfig(RULES);\n`],
    ['refint.config.json', 'RULES'],
    ['refint.config.yaml', 'RULES'],
  ])('a configuration in %s is read', (file, text) => {
    user.write({ [file]: text.replace('RULES', '{ "rules": { "relations/missing-foreign-key": "off" } }') });
    const { code, said } = user.refint('check');
    rmSync(join(user.folder, file));
    expect({ code, said }).toEqual({ code: 1, said: expect.not.stringContaining('relations/missing-foreign-key') });
  });
});
