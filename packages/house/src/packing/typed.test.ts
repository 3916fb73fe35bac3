import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blocksIn } from '../configs-in-docs.ts';
import { root } from '../root.ts';
import { pack } from './pack.ts';
import { type Stranger, stranger } from './stranger.ts';
import { packThirdParty } from './third-party.ts';

const forAuthors = ['@refint/rule', '@refint/testkit'];

let folder = '';
let user: Stranger;
const cleaning: (() => void)[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'refint-typed-'));
  cleaning.push(() => rmSync(folder, { recursive: true, force: true }));
  user = stranger((clean) => cleaning.push(clean));
  user.write({ 'package.json': '{ "name": "typed", "private": true, "type": "module" }\n' });
  const tarballs = pack(folder).map(({ tarball }) => tarball);
  const others = packThirdParty(forAuthors, join(folder, 'others'));
  const wanted = tarballs.filter((path) => /refint-(?:\d|rule|model|testkit|core|prisma|sql)/.test(path));
  // Vitest, which the testkit asks for, is no part of this.
  user.get('npm', 'install', '--legacy-peer-deps', ...wanted, ...others);
});
afterAll(() => {
  for (const clean of cleaning) clean();
});

const strict = { strict: true, noEmit: true, types: [], target: 'es2022', lib: ['es2022'], skipLibCheck: false };

/** What TypeScript says of one file, in a project that resolves modules in some way. */
function said(file: string, text: string, options: Readonly<Record<string, unknown>>): readonly string[] {
  const config = { compilerOptions: { ...strict, ...options }, files: [file] };
  user.write({ [file]: text, 'tsconfig.json': JSON.stringify(config) });
  const { said } = user.run('node', join(root, 'node_modules/typescript/bin/tsc'), '-p', '.', '--pretty', 'false');
  return said.split('\n').filter((line) => line !== '');
}

const esm = { module: 'nodenext' };
const bundler = { module: 'esnext', moduleResolution: 'bundler' };

const config = `import { type Config, defineConfig } from 'refint';

const shared: Config = { extends: ['strict'] };

export default defineConfig({
  ...shared,
  rules: {
    'deletes/implicit-action': ['warning', { actions: 'onDelete' }],
    'indexes/foreign-key-without-index': ['on', { when: 'rows-change', except: '*.created_by' }],
    'relations/missing-target': 'off',
    'mine/tidy': ['error', { most: 3 }],
  },
  overrides: [{ files: 'legacy/**', rules: { 'relations/missing-foreign-key': 'off', 'mine/tidy': 'hint' } }],
  deletes: [{ to: 'workspaces', onDelete: 'restrict', because: 'so' }],
  tenancy: { root: 'workspaces', column: 'workspace_id' },
});
`;

const together = `import { type Config, defineConfig } from 'refint';

const shared: Config = { rules: { 'mine/tidy': 'off' }, overrides: [{ tables: 'audit_*', rules: { 'deletes/policy': 'off' } }] };
export const whole = defineConfig(shared);
export default defineConfig({
  ...shared,
  rules: { ...shared.rules, 'relations/missing-target': 'off' },
  overrides: [...(shared.overrides ?? []), { files: 'legacy/**', rules: { 'deletes/policy': 'hint' } }],
});
`;

const plugin = `import { shownTable, type Table } from '@refint/model';
import { definePlugin, defineRule } from '@refint/rule';

const tidy = defineRule({
  id: 'mine/tidy',
  on: 'state',
  summary: 'Tables have few columns.',
  severity: 'hint',
  options: { most: { kind: 'number', about: 'So many.', default: 20 } },
  messages: { many: ({ table }: { table: Table }) => shownTable(table) },
  *check(state, say, { most }) {
    const limit: number = most;
    for (const table of state.tables) if (table.columns.length > limit) yield say.many(table, { table });
  },
});

export default definePlugin({ name: 'mine', rules: [tidy] });
`;

test.each([
  ['a configuration, in a project of modules', 'a.ts', config, esm],
  ['a configuration, in a project for a bundler', 'a.ts', config, bundler],
  ['a configuration, in a project of CommonJS', 'a.cts', config, { module: 'node16' }],
  ['what is put together from others', 'a.ts', together, esm],
  ['a plugin, in a project of modules', 'a.ts', plugin, esm],
  ['a plugin, in a project for a bundler', 'a.ts', plugin, bundler],
])('the types are good for %s', (_, file, text, options) => {
  expect(said(file, text, options)).toEqual([]);
});

test.each(['packages/cli/README.md', 'docs/configuration.md'])('the types are good for what %s shows', (page) => {
  const blocks = blocksIn(readFileSync(join(root, page), 'utf8')).filter(({ text }) => text.includes(`from 'refint'`));
  expect(blocks).not.toHaveLength(0);
  for (const { text } of blocks) expect(said('a.ts', text, esm)).toEqual([]);
});

test('the types are good for what refint init writes', () => {
  cpSync(join(root, 'fixtures/apms/prisma'), join(user.folder, 'prisma'), { recursive: true });
  user.get('npx', 'refint', 'init', '--format', 'ts');
  const written = readFileSync(join(user.folder, 'refint.config.ts'), 'utf8');
  expect(written).toContain('deletes: [');
  expect(said('refint.config.ts', written, esm)).toEqual([]);
});

test.each([
  ['a rule of ours that does not exist', `rules: { 'relations/missing-targt': 'off' }`, 'no plugin has the rule'],
  ['the same in an override', `overrides: [{ rules: { 'deletes/polcy': 'off' } }]`, 'no plugin has the rule'],
  ['a rule without its plugin', `rules: { policy: 'off' }`, 'plugin/rule'],
  ['a severity that does not exist', `rules: { 'deletes/policy': 'warn' }`, `'"warn"' is not assignable`],
  ['an option that does not exist', `rules: { 'deletes/implicit-action': ['on', { action: 'both' }] }`, `'actions'`],
  ['a word that is none for an option', `rules: { 'deletes/implicit-action': ['on', { actions: 'bot' }] }`, `'"both"'`],
  ['an option of a rule without any', `rules: { 'deletes/policy': ['on', { a: 1 }] }`, `type 'never'`],
  ['a severity of a rule of others', `rules: { 'mine/tidy': 'eror' }`, `'"error"'`],
  ['a key that does not exist', 'delets: []', `'deletes'`],
  ['a key of an override', `overrides: [{ file: 'a', rules: {} }]`, `'files'`],
  ['an action that does not exist', `deletes: [{ onDelete: 'setNull' }]`, `'"setNull"' is not assignable`],
])('%s is a mistake in the editor already', (_, text, part) => {
  const written = `import { defineConfig } from 'refint';\nexport default defineConfig({ ${text} });\n`;
  const errors = said('a.ts', written, esm).filter((line) => line.startsWith('a.ts'));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(part);
});

test('a plugin may add its rules, whose options are then held to it', () => {
  const adds = `declare module 'refint' {\n  interface RuleOptions { 'mine/tidy': { readonly most?: number } }\n}\n`;
  const written = `import { defineConfig } from 'refint';\n${adds}defineConfig({ rules: { 'mine/tidy': ['on', { mots: 3 }] } });\n`;
  expect(said('a.ts', written, esm).join()).toContain(`'mots' does not exist`);
  expect(said('a.ts', written.replace('mots', 'most'), esm)).toEqual([]);
});

test('what a rule says without an option or a message is a mistake', () => {
  expect(said('a.ts', plugin.replace('say.many', 'say.mny'), esm).join()).toContain(`'many'`);
  expect(said('a.ts', plugin.replace('{ most })', '{ mots })'), esm).join()).toContain(`'mots'`);
  expect(said('a.ts', plugin.replace(`'state'`, `'stat'`), esm).join()).toContain(`"state"`);
});
